import dev.nnd.runtime.Arguments;
import dev.nnd.runtime.Batch;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.DoubleParameters;
import dev.nnd.runtime.DoubleTrainer;
import dev.nnd.runtime.Field;
import dev.nnd.runtime.Functions;
import dev.nnd.runtime.Generated;
import dev.nnd.runtime.Inference;
import dev.nnd.runtime.Initializer;
import dev.nnd.runtime.Layout;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Optimizer;
import dev.nnd.runtime.Output;
import dev.nnd.runtime.Parameter;
import dev.nnd.runtime.Precision;
import dev.nnd.runtime.Signature;
import dev.nnd.runtime.TrainingPlan;
import dev.nnd.runtime.Version;
import dev.nnd.runtime.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a short sequence ends in.
 *
 * <pre>
 *   h.z.0     = h.W x[0] + h.b                 [8]
 *   h.i.0     = logistic(h.z.0[0:2])           [2]
 *   h.g.0     = tanh(h.z.0[4:6])               [2]
 *   h.o.0     = logistic(h.z.0[6:8])           [2]
 *   h.c.0     = h.g.0 ⊙ h.i.0                  [2]
 *   h.h.0     = h.o.0 ⊙ tanh(h.c.0)            [2]
 *   h.z.1     = h.b + h.U h.h.0 + h.W x[1]     [8]
 *   h.i.1     = logistic(h.z.1[0:2])           [2]
 *   h.f.1     = logistic(h.z.1[2:4])           [2]
 *   h.g.1     = tanh(h.z.1[4:6])               [2]
 *   h.o.1     = logistic(h.z.1[6:8])           [2]
 *   h.c.1     = h.c.0 ⊙ h.f.1 + h.g.1 ⊙ h.i.1  [2]
 *   h.h.1     = h.o.1 ⊙ tanh(h.c.1)            [2]
 *   h.z.2     = h.b + h.U h.h.1 + h.W x[2]     [8]
 *   h.i.2     = logistic(h.z.2[0:2])           [2]
 *   h.f.2     = logistic(h.z.2[2:4])           [2]
 *   h.g.2     = tanh(h.z.2[4:6])               [2]
 *   h.o.2     = logistic(h.z.2[6:8])           [2]
 *   h.c.2     = h.c.1 ⊙ h.f.2 + h.g.2 ⊙ h.i.2  [2]
 *   h.h.2     = h.o.2 ⊙ tanh(h.c.2)            [2]
 *   p         = p.W h.h.2 + p.b                [2]
 *   loss      = Σ (p - y)² / 2
 *   h[i, j]   = (if i == 0 then h.h.0[j] else 0) + (if i == 1 then h.h.1[j] else 0) + (if i == 2 then h.h.2[j] else 0)  [3, 2]
 *
 *   δp        = p - y                                                        [2]
 *   δh.c.2    = (p.Wᵀ δp) ⊙ h.o.2 ⊙ (1 - tanh(h.c.2)²)                       [2]
 *   δh.o.2    = (p.Wᵀ δp) ⊙ tanh(h.c.2)                                      [2]
 *   δh.g.2    = h.i.2 ⊙ δh.c.2                                               [2]
 *   δh.f.2    = h.c.1 ⊙ δh.c.2                                               [2]
 *   δh.i.2    = h.g.2 ⊙ δh.c.2                                               [2]
 *   δh.z.2[i] = sum(j: if i == j + 2 then h.f.2[j] * δh.f.2[j] * (1 - h.f.2[j]) else 0) + sum(j: if i == j then h.i.2[j] * δh.i.2[j] * (1 - h.i.2[j]) else 0) + sum(j: if i == j + 6 then h.o.2[j] * δh.o.2[j] * (1 - h.o.2[j]) else 0) + sum(j: if i == j + 4 then δh.g.2[j] * (1 - h.g.2[j]^2) else 0)  [8]
 *   δh.c.1    = h.f.2 ⊙ δh.c.2 + (h.Uᵀ δh.z.2) ⊙ h.o.1 ⊙ (1 - tanh(h.c.1)²)  [2]
 *   δh.o.1    = (h.Uᵀ δh.z.2) ⊙ tanh(h.c.1)                                  [2]
 *   δh.g.1    = h.i.1 ⊙ δh.c.1                                               [2]
 *   δh.f.1    = h.c.0 ⊙ δh.c.1                                               [2]
 *   δh.i.1    = h.g.1 ⊙ δh.c.1                                               [2]
 *   δh.z.1[i] = sum(j: if i == j + 2 then h.f.1[j] * δh.f.1[j] * (1 - h.f.1[j]) else 0) + sum(j: if i == j + 6 then h.o.1[j] * δh.o.1[j] * (1 - h.o.1[j]) else 0) + sum(j: if i == j then h.i.1[j] * δh.i.1[j] * (1 - h.i.1[j]) else 0) + sum(j: if i == j + 4 then δh.g.1[j] * (1 - h.g.1[j]^2) else 0)  [8]
 *   δh.c.0    = h.f.1 ⊙ δh.c.1 + (h.Uᵀ δh.z.1) ⊙ h.o.0 ⊙ (1 - tanh(h.c.0)²)  [2]
 *   δh.o.0    = (h.Uᵀ δh.z.1) ⊙ tanh(h.c.0)                                  [2]
 *   δh.g.0    = h.i.0 ⊙ δh.c.0                                               [2]
 *   δh.i.0    = h.g.0 ⊙ δh.c.0                                               [2]
 *   δh.z.0[i] = sum(j: if i == j + 6 then h.o.0[j] * δh.o.0[j] * (1 - h.o.0[j]) else 0) + sum(j: if i == j + 4 then δh.g.0[j] * (1 - h.g.0[j]^2) else 0) + sum(j: if i == j then h.i.0[j] * δh.i.0[j] * (1 - h.i.0[j]) else 0)  [8]
 *   ∂L/∂h.W   = δh.z.2 x[2]ᵀ + δh.z.0 x[0]ᵀ + δh.z.1 x[1]ᵀ
 *   ∂L/∂h.U   = δh.z.1 h.h.0ᵀ + δh.z.2 h.h.1ᵀ
 *   ∂L/∂h.b   = δh.z.2 + δh.z.1 + δh.z.0
 *   ∂L/∂p.W   = δp h.h.2ᵀ
 *   ∂L/∂p.b   = δp
 * </pre>
 *
 * 46 parameters; multiply-adds per example: 86 forward, 120 backward; 53 KiB of buffers at batch 32.
 */
@Generated("nndc 0.1.0, from input.nnd")
public final class Recurrent implements Network {
  private static final int X = 0;
  private static final int Y = 1;
  private static final int H_W = 0;
  private static final int H_U = 1;
  private static final int H_B = 2;
  private static final int P_W = 3;
  private static final int P_B = 4;

  private static final Signature SIGNATURE = new Signature(
      "Recurrent",
      "input.nnd",
      Precision.DOUBLE,
      List.of(Field.real("x", 3, 2)),
      List.of(Field.real("y", 2)),
      List.of(
          Parameter.of("h.W", Layout.rows(8, 2), Initializer.glorotUniform(2, 8), 8, 2),
          Parameter.of("h.U", Layout.transposed(8, 2), Initializer.orthogonal(8, 2), 8, 2),
          Parameter.of("h.b", Layout.rows(1, 8), Initializer.values(0.0, 0.0, 1.0, 1.0, 0.0, 0.0,
              0.0, 0.0), 8),
          Parameter.of("p.W", Layout.transposed(2, 2), Initializer.glorotUniform(2, 2), 2, 2),
          Parameter.of("p.b", Layout.rows(1, 2), Initializer.zeros(), 2)),
      List.of(Output.of("p", 2)),
      List.of());

  private static final TrainingPlan PLAN = TrainingPlan.defaults()
      .withOptimizer(Optimizer.sgd(0.01))
      .withBatch(32)
      .withEpochs(10)
      .withSeed(0L);

  private volatile DoubleParameters parameters;
  private final AtomicReference<Trainer> differentiator = new AtomicReference<>();
  private final AtomicReference<Forward> idle = new AtomicReference<>();

  private Recurrent(DoubleParameters parameters) {
    Version.check("Recurrent", "0.1.0");
    this.parameters = parameters;
  }

  /** A network whose parameters are initialised from the seed. */
  public static Recurrent create(long seed) {
    DoubleParameters parameters = new DoubleParameters(SIGNATURE.parameters());
    parameters.initialize(seed);
    return new Recurrent(parameters);
  }

  /**
   * The network that was saved in a safetensors file.
   *
   * @throws IOException if the file cannot be read or does not fit; the message names the tensor
   */
  public static Recurrent load(Path path) throws IOException {
    DoubleParameters parameters = new DoubleParameters(SIGNATURE.parameters());
    parameters.load(Weights.read(path));
    return new Recurrent(parameters);
  }

  /** Examples to learn from or to evaluate: a row or a label each. */
  public static DataSet data(double[][] x, double[][] y) {
    DataSet.Builder builder = DataSet.builder(SIGNATURE.fields());
    builder.doubles(X, x);
    builder.doubles(Y, y);
    return builder.build();
  }

  /**
   * The outputs of one example, in inference mode. Any number of threads may call this at once.
   *
   * @param x row-major, of shape [3, 2]
   * @param p receives the output, row-major, of shape [2]
   */
  public void predict(double[] x, double[] p) {
    Forward forward = workspace();
    forward.x[0] = Arguments.row("x", x, 6);
    forward.compute(1);
    System.arraycopy(forward.p[0], 0, Arguments.row("p", p, 2), 0, 2);
    idle.set(forward);
  }

  /**
   * The outputs of many examples, a row each. Any number of threads may call this at once.
   *
   * @param x for each example row-major, of shape [3, 2]
   * @param p receives for each example the output, row-major, of shape [2]
   */
  public void predictBatch(double[][] x, double[][] p) {
    Arguments.examples("p", p.length, "x", x.length);
    Forward forward = new Forward(parameters, 64);
    for (int from = 0; from < x.length; from += 64) {
      int size = Math.min(64, x.length - from);
      for (int n = 0; n < size; n++) {
        forward.x[n] = Arguments.row("x", x[from + n], 6);
      }
      forward.compute(size);
      for (int n = 0; n < size; n++) {
        System.arraycopy(forward.p[n], 0, Arguments.row("p", p[from + n], 2), 0, 2);
      }
    }
  }

  /** A workspace that no other thread uses, over the current parameters. */
  private Forward workspace() {
    Forward forward = idle.getAndSet(null);
    DoubleParameters current = parameters;
    return forward != null && forward.parameters == current ? forward : new Forward(current, 1);
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inference inference() {
    return new Forward(parameters, 64);
  }

  @Override
  public Trainer trainer() {
    return new Trainer(this);
  }

  @Override
  public int parameterCount() {
    return parameters.count();
  }

  @Override
  public void copyTo(double[] flat) {
    parameters.copyTo(flat);
  }

  @Override
  public void copyFrom(double[] flat) {
    DoubleParameters changed = parameters.copy();
    changed.copyFrom(flat);
    parameters = changed;
  }

  @Override
  public double lossAndGradient(DataSet data, double[] gradient) {
    Trainer trainer = differentiator.getAndSet(null);
    trainer = trainer == null ? trainer() : trainer;
    double objective = trainer.lossAndGradient(parameters, data, gradient);
    differentiator.set(trainer);
    return objective;
  }

  @Override
  public void save(Path path) throws IOException {
    parameters.toWeights(Map.of("network", "Recurrent")).write(path);
  }

  /** h.z.0 = h.W x[0] + h.b */
  private static void hZ0(double[][] hZ0, double[][] x, double[][] hW, double[] hB, int size) {
    for (int n = 0; n < size; n++) {
      double[] hZ0N = hZ0[n];
      double[] xN = x[n];
      double sum = 0.0;
      double sum2 = 0.0;
      double sum3 = 0.0;
      double sum4 = 0.0;
      double sum5 = 0.0;
      double sum6 = 0.0;
      double sum7 = 0.0;
      double sum8 = 0.0;
      for (int i = 0; i < 2; i++) {
        sum = Math.fma(hW[0][i], xN[i], sum);
        sum2 = Math.fma(hW[1][i], xN[i], sum2);
        sum3 = Math.fma(hW[2][i], xN[i], sum3);
        sum4 = Math.fma(hW[3][i], xN[i], sum4);
        sum5 = Math.fma(hW[4][i], xN[i], sum5);
        sum6 = Math.fma(hW[5][i], xN[i], sum6);
        sum7 = Math.fma(hW[6][i], xN[i], sum7);
        sum8 = Math.fma(hW[7][i], xN[i], sum8);
      }
      hZ0N[0] = hB[0] + sum;
      hZ0N[1] = hB[1] + sum2;
      hZ0N[2] = hB[2] + sum3;
      hZ0N[3] = hB[3] + sum4;
      hZ0N[4] = hB[4] + sum5;
      hZ0N[5] = hB[5] + sum6;
      hZ0N[6] = hB[6] + sum7;
      hZ0N[7] = hB[7] + sum8;
    }
  }

  /** h.i.0 = logistic(h.z.0[0:2]) */
  private static void hI0(double[][] hI0, double[][] hZ0, int size) {
    for (int n = 0; n < size; n++) {
      double[] hI0N = hI0[n];
      double[] hZ0N = hZ0[n];
      for (int i = 0; i < 2; i++) {
        hI0N[i] = Functions.logistic(hZ0N[i]);
      }
    }
  }

  /** h.g.0 = tanh(h.z.0[4:6]) */
  private static void hG0(double[][] hG0, double[][] hZ0, int size) {
    for (int n = 0; n < size; n++) {
      double[] hG0N = hG0[n];
      double[] hZ0N = hZ0[n];
      for (int i = 0; i < 2; i++) {
        hG0N[i] = Functions.tanh(hZ0N[i + 4]);
      }
    }
  }

  /** h.o.0 = logistic(h.z.0[6:8]) */
  private static void hO0(double[][] hO0, double[][] hZ0, int size) {
    for (int n = 0; n < size; n++) {
      double[] hO0N = hO0[n];
      double[] hZ0N = hZ0[n];
      for (int i = 0; i < 2; i++) {
        hO0N[i] = Functions.logistic(hZ0N[i + 6]);
      }
    }
  }

  /** h.c.0 = h.g.0 ⊙ h.i.0 */
  private static void hC0(double[][] hC0, double[][] hI0, double[][] hG0, int size) {
    for (int n = 0; n < size; n++) {
      double[] hC0N = hC0[n];
      double[] hI0N = hI0[n];
      double[] hG0N = hG0[n];
      for (int i = 0; i < 2; i++) {
        hC0N[i] = hG0N[i] * hI0N[i];
      }
    }
  }

  /** h.h.0 = h.o.0 ⊙ tanh(h.c.0) */
  private static void hH0(double[][] hH0, double[][] hO0, double[][] hC0, int size) {
    for (int n = 0; n < size; n++) {
      double[] hH0N = hH0[n];
      double[] hO0N = hO0[n];
      double[] hC0N = hC0[n];
      for (int i = 0; i < 2; i++) {
        hH0N[i] = hO0N[i] * Functions.tanh(hC0N[i]);
      }
    }
  }

  /** h.z.1 = h.b + h.U h.h.0 + h.W x[1] */
  private static void hZ1(double[][] hH0, double[][] hU, double[][] hZ1, double[][] x,
      double[][] hW, double[] hB, int size) {
    Kernels.multiplyNx2x8(hH0, hU, hZ1, size);
    for (int n = 0; n < size; n++) {
      double[] hZ1N = hZ1[n];
      double[] xN = x[n];
      double sum = 0.0;
      double sum2 = 0.0;
      double sum3 = 0.0;
      double sum4 = 0.0;
      double sum5 = 0.0;
      double sum6 = 0.0;
      double sum7 = 0.0;
      double sum8 = 0.0;
      for (int i = 0; i < 2; i++) {
        sum = Math.fma(hW[0][i], xN[i + 2], sum);
        sum2 = Math.fma(hW[1][i], xN[i + 2], sum2);
        sum3 = Math.fma(hW[2][i], xN[i + 2], sum3);
        sum4 = Math.fma(hW[3][i], xN[i + 2], sum4);
        sum5 = Math.fma(hW[4][i], xN[i + 2], sum5);
        sum6 = Math.fma(hW[5][i], xN[i + 2], sum6);
        sum7 = Math.fma(hW[6][i], xN[i + 2], sum7);
        sum8 = Math.fma(hW[7][i], xN[i + 2], sum8);
      }
      hZ1N[0] = hB[0] + sum + hZ1N[0];
      hZ1N[1] = hB[1] + sum2 + hZ1N[1];
      hZ1N[2] = hB[2] + sum3 + hZ1N[2];
      hZ1N[3] = hB[3] + sum4 + hZ1N[3];
      hZ1N[4] = hB[4] + sum5 + hZ1N[4];
      hZ1N[5] = hB[5] + sum6 + hZ1N[5];
      hZ1N[6] = hB[6] + sum7 + hZ1N[6];
      hZ1N[7] = hB[7] + sum8 + hZ1N[7];
    }
  }

  /** h.f.1 = logistic(h.z.1[2:4]) */
  private static void hF1(double[][] hF1, double[][] hZ1, int size) {
    for (int n = 0; n < size; n++) {
      double[] hF1N = hF1[n];
      double[] hZ1N = hZ1[n];
      for (int i = 0; i < 2; i++) {
        hF1N[i] = Functions.logistic(hZ1N[i + 2]);
      }
    }
  }

  /** h.c.1 = h.c.0 ⊙ h.f.1 + h.g.1 ⊙ h.i.1 */
  private static void hC1(double[][] hC1, double[][] hC0, double[][] hI1, double[][] hF1,
      double[][] hG1, int size) {
    for (int n = 0; n < size; n++) {
      double[] hC1N = hC1[n];
      double[] hC0N = hC0[n];
      double[] hI1N = hI1[n];
      double[] hF1N = hF1[n];
      double[] hG1N = hG1[n];
      for (int i = 0; i < 2; i++) {
        hC1N[i] = hC0N[i] * hF1N[i] + hG1N[i] * hI1N[i];
      }
    }
  }

  /** h.z.2 = h.b + h.U h.h.1 + h.W x[2] */
  private static void hZ2(double[][] hH1, double[][] hU, double[][] hZ2, double[][] x,
      double[][] hW, double[] hB, int size) {
    Kernels.multiplyNx2x8(hH1, hU, hZ2, size);
    for (int n = 0; n < size; n++) {
      double[] hZ2N = hZ2[n];
      double[] xN = x[n];
      double sum = 0.0;
      double sum2 = 0.0;
      double sum3 = 0.0;
      double sum4 = 0.0;
      double sum5 = 0.0;
      double sum6 = 0.0;
      double sum7 = 0.0;
      double sum8 = 0.0;
      for (int i = 0; i < 2; i++) {
        sum = Math.fma(hW[0][i], xN[i + 4], sum);
        sum2 = Math.fma(hW[1][i], xN[i + 4], sum2);
        sum3 = Math.fma(hW[2][i], xN[i + 4], sum3);
        sum4 = Math.fma(hW[3][i], xN[i + 4], sum4);
        sum5 = Math.fma(hW[4][i], xN[i + 4], sum5);
        sum6 = Math.fma(hW[5][i], xN[i + 4], sum6);
        sum7 = Math.fma(hW[6][i], xN[i + 4], sum7);
        sum8 = Math.fma(hW[7][i], xN[i + 4], sum8);
      }
      hZ2N[0] = hB[0] + sum + hZ2N[0];
      hZ2N[1] = hB[1] + sum2 + hZ2N[1];
      hZ2N[2] = hB[2] + sum3 + hZ2N[2];
      hZ2N[3] = hB[3] + sum4 + hZ2N[3];
      hZ2N[4] = hB[4] + sum5 + hZ2N[4];
      hZ2N[5] = hB[5] + sum6 + hZ2N[5];
      hZ2N[6] = hB[6] + sum7 + hZ2N[6];
      hZ2N[7] = hB[7] + sum8 + hZ2N[7];
    }
  }

  /** p = p.W h.h.2 + p.b */
  private static void p(double[][] hH2, double[][] pW, double[][] p, double[] pB, int size) {
    Kernels.multiplyNx2x2(hH2, pW, p, size);
    for (int n = 0; n < size; n++) {
      double[] pN = p[n];
      for (int i = 0; i < 2; i++) {
        pN[i] = pB[i] + pN[i];
      }
    }
  }

  /** loss = Σ (p - y)² / 2 */
  private static void loss(double[][] y, double[][] p, double[] loss, int size) {
    for (int n = 0; n < size; n++) {
      double[] yN = y[n];
      double[] pN = p[n];
      double sum = 0.0;
      for (int i = 0; i < 2; i++) {
        double difference = pN[i] - yN[i];
        sum = Math.fma(difference, difference, sum);
      }
      loss[n] = 0.5 * sum;
    }
  }

  /** δp = p - y */
  private static void deltaP(double[][] deltaP, double[][] y, double[][] p, int size) {
    for (int n = 0; n < size; n++) {
      double[] deltaPN = deltaP[n];
      double[] yN = y[n];
      double[] pN = p[n];
      for (int i = 0; i < 2; i++) {
        deltaPN[i] = pN[i] - yN[i];
      }
    }
  }

  /** δp.sum = p.Wᵀ δp */
  private static void deltaPSum(double[][] deltaP, double[][] pWRows, double[][] deltaPSum,
      int size) {
    Kernels.multiplyNx2x2(deltaP, pWRows, deltaPSum, size);
  }

  /** δh.c.2 = (p.Wᵀ δp) ⊙ h.o.2 ⊙ (1 - tanh(h.c.2)²) */
  private static void deltaHC2(double[][] deltaHC2, double[][] hO2, double[][] hC2,
      double[][] deltaPSum, int size) {
    for (int n = 0; n < size; n++) {
      double[] deltaHC2N = deltaHC2[n];
      double[] hO2N = hO2[n];
      double[] hC2N = hC2[n];
      double[] deltaPSumN = deltaPSum[n];
      for (int i = 0; i < 2; i++) {
        double tanhOf = Functions.tanh(hC2N[i]);
        deltaHC2N[i] = hO2N[i] * deltaPSumN[i] * (1.0 - tanhOf * tanhOf);
      }
    }
  }

  /** δh.o.2 = (p.Wᵀ δp) ⊙ tanh(h.c.2) */
  private static void deltaHO2(double[][] deltaHO2, double[][] hC2, double[][] deltaPSum,
      int size) {
    for (int n = 0; n < size; n++) {
      double[] deltaHO2N = deltaHO2[n];
      double[] hC2N = hC2[n];
      double[] deltaPSumN = deltaPSum[n];
      for (int i = 0; i < 2; i++) {
        deltaHO2N[i] = deltaPSumN[i] * Functions.tanh(hC2N[i]);
      }
    }
  }

  /** δh.g.2 = h.i.2 ⊙ δh.c.2 */
  private static void deltaHG2(double[][] deltaHG2, double[][] hI2, double[][] deltaHC2, int size) {
    for (int n = 0; n < size; n++) {
      double[] deltaHG2N = deltaHG2[n];
      double[] hI2N = hI2[n];
      double[] deltaHC2N = deltaHC2[n];
      for (int i = 0; i < 2; i++) {
        deltaHG2N[i] = hI2N[i] * deltaHC2N[i];
      }
    }
  }

  /** scattered[i] = sum(j: if i == j + 6 then h.o.2[j] * δh.o.2[j] * (1 - h.o.2[j]) else 0) */
  private static void scattered(double[][] scattered, double[][] hO2, double[][] deltaHO2,
      int size) {
    for (int n = 0; n < size; n++) {
      Arrays.fill(scattered[n], 0.0);
    }
    for (int n = 0; n < size; n++) {
      double[] scatteredN = scattered[n];
      double[] hO2N = hO2[n];
      double[] deltaHO2N = deltaHO2[n];
      for (int i = 0; i < 2; i++) {
        scatteredN[i + 6] += hO2N[i] * deltaHO2N[i] * (1.0 - hO2N[i]);
      }
    }
  }

  /** scattered2[i] = sum(j: if i == j + 4 then δh.g.2[j] * (1 - h.g.2[j]^2) else 0) */
  private static void scattered2(double[][] scattered2, double[][] hG2, double[][] deltaHG2,
      int size) {
    for (int n = 0; n < size; n++) {
      Arrays.fill(scattered2[n], 0.0);
    }
    for (int n = 0; n < size; n++) {
      double[] scattered2N = scattered2[n];
      double[] hG2N = hG2[n];
      double[] deltaHG2N = deltaHG2[n];
      for (int i = 0; i < 2; i++) {
        scattered2N[i + 4] += deltaHG2N[i] * (1.0 - hG2N[i] * hG2N[i]);
      }
    }
  }

  /** scattered3[i] = sum(j: if i == j + 2 then h.f.2[j] * δh.f.2[j] * (1 - h.f.2[j]) else 0) */
  private static void scattered3(double[][] scattered3, double[][] hF2, double[][] deltaHF2,
      int size) {
    for (int n = 0; n < size; n++) {
      Arrays.fill(scattered3[n], 0.0);
    }
    for (int n = 0; n < size; n++) {
      double[] scattered3N = scattered3[n];
      double[] hF2N = hF2[n];
      double[] deltaHF2N = deltaHF2[n];
      for (int i = 0; i < 2; i++) {
        scattered3N[i + 2] += hF2N[i] * deltaHF2N[i] * (1.0 - hF2N[i]);
      }
    }
  }

  /** scattered4[i] = sum(j: if i == j then h.i.2[j] * δh.i.2[j] * (1 - h.i.2[j]) else 0) */
  private static void scattered4(double[][] scattered4, double[][] hI2, double[][] deltaHI2,
      int size) {
    for (int n = 0; n < size; n++) {
      Arrays.fill(scattered4[n], 0.0);
    }
    for (int n = 0; n < size; n++) {
      double[] scattered4N = scattered4[n];
      double[] hI2N = hI2[n];
      double[] deltaHI2N = deltaHI2[n];
      for (int i = 0; i < 2; i++) {
        scattered4N[i] += hI2N[i] * deltaHI2N[i] * (1.0 - hI2N[i]);
      }
    }
  }

  /**
   * δh.z.2[i] = sum(j: if i == j + 2 then h.f.2[j] * δh.f.2[j] * (1 - h.f.2[j]) else 0) + sum(j: if i == j then h.i.2[j] * δh.i.2[j] * (1 - h.i.2[j]) else 0) + sum(j: if i == j + 6 then h.o.2[j] * δh.o.2[j] * (1 - h.o.2[j]) else 0) + sum(j: if i == j + 4 then δh.g.2[j] * (1 - h.g.2[j]^2) else 0)
   */
  private static void deltaHZ2(double[][] deltaHZ2, double[][] scattered, double[][] scattered2,
      double[][] scattered3, double[][] scattered4, int size) {
    for (int n = 0; n < size; n++) {
      double[] deltaHZ2N = deltaHZ2[n];
      double[] scatteredN = scattered[n];
      double[] scattered2N = scattered2[n];
      double[] scattered3N = scattered3[n];
      double[] scattered4N = scattered4[n];
      for (int i = 0; i < 8; i++) {
        deltaHZ2N[i] = scattered3N[i] + scattered4N[i] + scatteredN[i] + scattered2N[i];
      }
    }
  }

  /** δh.z.2.sum = h.Uᵀ δh.z.2 */
  private static void deltaHZ2Sum(double[][] deltaHZ2, double[][] hURows, double[][] deltaHZ2Sum,
      int size) {
    Kernels.multiplyNx8x2(deltaHZ2, hURows, deltaHZ2Sum, size);
  }

  /** δh.c.1 = h.f.2 ⊙ δh.c.2 + (h.Uᵀ δh.z.2) ⊙ h.o.1 ⊙ (1 - tanh(h.c.1)²) */
  private static void deltaHC1(double[][] deltaHC1, double[][] hO1, double[][] hC1, double[][] hF2,
      double[][] deltaHC2, double[][] deltaHZ2Sum, int size) {
    for (int n = 0; n < size; n++) {
      double[] deltaHC1N = deltaHC1[n];
      double[] hO1N = hO1[n];
      double[] hC1N = hC1[n];
      double[] hF2N = hF2[n];
      double[] deltaHC2N = deltaHC2[n];
      double[] deltaHZ2SumN = deltaHZ2Sum[n];
      for (int i = 0; i < 2; i++) {
        double tanhOf = Functions.tanh(hC1N[i]);
        deltaHC1N[i] = hF2N[i] * deltaHC2N[i] + hO1N[i] * deltaHZ2SumN[i] * (1.0 - tanhOf * tanhOf);
      }
    }
  }

  /**
   * δh.z.1[i] = sum(j: if i == j + 2 then h.f.1[j] * δh.f.1[j] * (1 - h.f.1[j]) else 0) + sum(j: if i == j + 6 then h.o.1[j] * δh.o.1[j] * (1 - h.o.1[j]) else 0) + sum(j: if i == j then h.i.1[j] * δh.i.1[j] * (1 - h.i.1[j]) else 0) + sum(j: if i == j + 4 then δh.g.1[j] * (1 - h.g.1[j]^2) else 0)
   */
  private static void deltaHZ1(double[][] deltaHZ1, double[][] scattered5, double[][] scattered6,
      double[][] scattered7, double[][] scattered8, int size) {
    for (int n = 0; n < size; n++) {
      double[] deltaHZ1N = deltaHZ1[n];
      double[] scattered5N = scattered5[n];
      double[] scattered6N = scattered6[n];
      double[] scattered7N = scattered7[n];
      double[] scattered8N = scattered8[n];
      for (int i = 0; i < 8; i++) {
        deltaHZ1N[i] = scattered7N[i] + scattered5N[i] + scattered8N[i] + scattered6N[i];
      }
    }
  }

  /**
   * δh.z.0[i] = sum(j: if i == j + 6 then h.o.0[j] * δh.o.0[j] * (1 - h.o.0[j]) else 0) + sum(j: if i == j + 4 then δh.g.0[j] * (1 - h.g.0[j]^2) else 0) + sum(j: if i == j then h.i.0[j] * δh.i.0[j] * (1 - h.i.0[j]) else 0)
   */
  private static void deltaHZ0(double[][] deltaHZ0, double[][] scattered9, double[][] scattered10,
      double[][] scattered11, int size) {
    for (int n = 0; n < size; n++) {
      double[] deltaHZ0N = deltaHZ0[n];
      double[] scattered9N = scattered9[n];
      double[] scattered10N = scattered10[n];
      double[] scattered11N = scattered11[n];
      for (int i = 0; i < 8; i++) {
        deltaHZ0N[i] = scattered9N[i] + scattered10N[i] + scattered11N[i];
      }
    }
  }

  /** ∂L/∂h.W = (δh.z.2 x[2]ᵀ + δh.z.0 x[0]ᵀ + δh.z.1 x[1]ᵀ) / N */
  private static void gradientHW(double[][] x, double[][] deltaHZ2, double[][] deltaHZ1,
      double[][] deltaHZ0, double[][] gradientHW, int size) {
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 2; j++) {
        double sum = 0.0;
        for (int n = 0; n < size; n++) {
          sum = Math.fma(x[n][j + 4], deltaHZ2[n][i], sum);
        }
        double sum2 = 0.0;
        for (int n = 0; n < size; n++) {
          sum2 = Math.fma(x[n][j + 2], deltaHZ1[n][i], sum2);
        }
        double sum3 = 0.0;
        for (int n = 0; n < size; n++) {
          sum3 = Math.fma(x[n][j], deltaHZ0[n][i], sum3);
        }
        gradientHW[i][j] = (sum + sum3 + sum2) / size;
      }
    }
  }

  /** ∂L/∂h.U = δh.z.2 h.h.1ᵀ */
  private static void gradientHU(double[][] hH1, double[][] deltaHZ2, double[][] gradientHU,
      int size) {
    Kernels.multiplyTransposed2xNx8(hH1, deltaHZ2, gradientHU, size);
  }

  /** ∂L/∂h.U += δh.z.1 h.h.0ᵀ */
  private static void computeGradientHU(double[][] hH0, double[][] deltaHZ1, double[][] gradientHU,
      int size) {
    Kernels.multiplyTransposedAdding2xNx8(hH0, deltaHZ1, gradientHU, size);
  }

  /** ∂L/∂h.U = Σ / N */
  private static void computeGradientHU2(double[][] gradientHU, int size) {
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 8; j++) {
        gradientHU[i][j] = gradientHU[i][j] / size;
      }
    }
  }

  /** ∂L/∂h.b = δh.z.2 */
  private static void gradientHB(double[][] deltaHZ2, double[] gradientHB, int size) {
    Kernels.sumRowsNx8(deltaHZ2, gradientHB, size);
  }

  /** ∂L/∂h.b += δh.z.1 */
  private static void computeGradientHB(double[][] deltaHZ1, double[] gradientHB, int size) {
    Kernels.sumRowsAddingNx8(deltaHZ1, gradientHB, size);
  }

  /** ∂L/∂h.b = Σ / N */
  private static void computeGradientHB2(double[] gradientHB, int size) {
    for (int i = 0; i < 8; i++) {
      gradientHB[i] = gradientHB[i] / size;
    }
  }

  /** ∂L/∂p.W = batch_mean(δp h.h.2ᵀ) */
  private static void gradientPW(double[][] hH2, double[][] deltaP, double[][] gradientPW,
      int size) {
    Kernels.multiplyTransposed2xNx2(hH2, deltaP, gradientPW, size);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        gradientPW[i][j] = gradientPW[i][j] / size;
      }
    }
  }

  /** ∂L/∂p.b = batch_mean(δp) */
  private static void gradientPB(double[][] deltaP, double[] gradientPB, int size) {
    Kernels.sumRowsNx2(deltaP, gradientPB, size);
    for (int i = 0; i < 2; i++) {
      gradientPB[i] = gradientPB[i] / size;
    }
  }

  /** to[j][i] = from[i][j]. */
  private static void transpose(double[][] from, double[][] to) {
    for (int i = 0; i < from.length; i++) {
      double[] row = from[i];
      for (int j = 0; j < to.length; j++) {
        to[j][i] = row[j];
      }
    }
  }

  /** The sum of the first values, in ascending order. */
  private static double total(double[] values, int size) {
    double sum = 0;
    for (int n = 0; n < size; n++) {
      sum += values[n];
    }
    return sum;
  }

  /** The outputs, the loss and the metrics of a batch. */
  private static final class Forward implements Inference {
    private final DoubleParameters parameters;
    private final int capacity;
    private final double[][] x;
    private final double[][] y;
    private final double[][] hZ0;
    private final double[][] hI0;
    private final double[][] hG0;
    private final double[][] hO0;
    private final double[][] hC0;
    private final double[][] hH0;
    private final double[][] hZ1;
    private final double[][] hI1;
    private final double[][] hF1;
    private final double[][] hG1;
    private final double[][] hO1;
    private final double[][] hC1;
    private final double[][] hH1;
    private final double[][] hZ2;
    private final double[][] hI2;
    private final double[][] hF2;
    private final double[][] hG2;
    private final double[][] hO2;
    private final double[][] hC2;
    private final double[][] hH2;
    private final double[][] p;
    private final double[] loss;
    private double lossSum;

    Forward(DoubleParameters parameters, int capacity) {
      this.parameters = parameters;
      this.capacity = capacity;
      x = new double[capacity][];
      y = new double[capacity][];
      hZ0 = new double[capacity][8];
      hI0 = new double[capacity][2];
      hG0 = new double[capacity][2];
      hO0 = new double[capacity][2];
      hC0 = new double[capacity][2];
      hH0 = new double[capacity][2];
      hZ1 = new double[capacity][8];
      hI1 = new double[capacity][2];
      hF1 = new double[capacity][2];
      hG1 = new double[capacity][2];
      hO1 = new double[capacity][2];
      hC1 = new double[capacity][2];
      hH1 = new double[capacity][2];
      hZ2 = new double[capacity][8];
      hI2 = new double[capacity][2];
      hF2 = new double[capacity][2];
      hG2 = new double[capacity][2];
      hO2 = new double[capacity][2];
      hC2 = new double[capacity][2];
      hH2 = new double[capacity][2];
      p = new double[capacity][2];
      loss = new double[capacity];
    }

    @Override
    public int capacity() {
      return capacity;
    }

    @Override
    public void run(Batch batch) {
      for (int n = 0; n < batch.size(); n++) {
        x[n] = batch.doubles(X, n);
      }
      compute(batch.size());
    }

    /** The outputs of the first examples. */
    private void compute(int size) {
      hZ0(hZ0, x, parameters.rows(H_W), parameters.rows(H_B)[0], size);
      hI0(hI0, hZ0, size);
      hG0(hG0, hZ0, size);
      hO0(hO0, hZ0, size);
      hC0(hC0, hI0, hG0, size);
      hH0(hH0, hO0, hC0, size);
      hZ1(hH0, parameters.rows(H_U), hZ1, x, parameters.rows(H_W), parameters.rows(H_B)[0], size);
      hI0(hI1, hZ1, size);
      hF1(hF1, hZ1, size);
      hG0(hG1, hZ1, size);
      hO0(hO1, hZ1, size);
      hC1(hC1, hC0, hI1, hF1, hG1, size);
      hH0(hH1, hO1, hC1, size);
      hZ2(hH1, parameters.rows(H_U), hZ2, x, parameters.rows(H_W), parameters.rows(H_B)[0], size);
      hI0(hI2, hZ2, size);
      hF1(hF2, hZ2, size);
      hG0(hG2, hZ2, size);
      hO0(hO2, hZ2, size);
      hC1(hC2, hC1, hI2, hF2, hG2, size);
      hH0(hH2, hO2, hC2, size);
      p(hH2, parameters.rows(P_W), p, parameters.rows(P_B)[0], size);
    }

    /** The losses of the examples that were run. */
    private void losses(Batch batch) {
      for (int n = 0; n < batch.size(); n++) {
        y[n] = batch.doubles(Y, n);
      }
      computeLoss(batch.size());
      lossSum = total(loss, batch.size());
    }

    /** The loss of each example. */
    private void computeLoss(int size) {
      loss(y, p, loss, size);
    }

    @Override
    public void score(Batch batch) {
      losses(batch);
    }

    @Override
    public double lossSum() {
      return lossSum;
    }

    @Override
    public double metricSum(int metric) {
      throw new IndexOutOfBoundsException(metric);
    }

    @Override
    public double output(int output, int example, int component) {
      return p[example][component];
    }

    @Override
    public double regularizer() {
      return 0;
    }
  }

  /** Trains the network; the settings are those of the train block until they are changed. */
  public static final class Trainer extends DoubleTrainer<Trainer> {
    private final Recurrent network;
    private Forward forward;
    private double[][] deltaP;
    private double[][] deltaPSum;
    private double[][] deltaHC2;
    private double[][] deltaHO2;
    private double[][] deltaHG2;
    private double[][] deltaHF2;
    private double[][] deltaHI2;
    private double[][] scattered;
    private double[][] scattered2;
    private double[][] scattered3;
    private double[][] scattered4;
    private double[][] deltaHZ2;
    private double[][] deltaHZ2Sum;
    private double[][] deltaHC1;
    private double[][] deltaHO1;
    private double[][] scattered5;
    private double[][] deltaHG1;
    private double[][] scattered6;
    private double[][] deltaHF1;
    private double[][] scattered7;
    private double[][] deltaHI1;
    private double[][] scattered8;
    private double[][] deltaHZ1;
    private double[][] deltaHZ1Sum;
    private double[][] deltaHC0;
    private double[][] deltaHO0;
    private double[][] scattered9;
    private double[][] deltaHG0;
    private double[][] scattered10;
    private double[][] deltaHI0;
    private double[][] scattered11;
    private double[][] deltaHZ0;
    private double[][] pWRows;
    private double[][] hURows;

    private Trainer(Recurrent network) {
      super(SIGNATURE, network.parameters, PLAN);
      this.network = network;
      prepare(1);
    }

    @Override
    protected void prepare(int capacity) {
      if (forward != null && forward.capacity >= capacity) {
        return;
      }
      forward = new Forward(parameters, capacity);
      deltaP = new double[capacity][2];
      deltaPSum = new double[capacity][2];
      deltaHC2 = new double[capacity][2];
      deltaHO2 = new double[capacity][2];
      deltaHG2 = new double[capacity][2];
      deltaHF2 = new double[capacity][2];
      deltaHI2 = new double[capacity][2];
      scattered = new double[capacity][8];
      scattered2 = new double[capacity][8];
      scattered3 = new double[capacity][8];
      scattered4 = new double[capacity][8];
      deltaHZ2 = new double[capacity][8];
      deltaHZ2Sum = new double[capacity][2];
      deltaHC1 = new double[capacity][2];
      deltaHO1 = new double[capacity][2];
      scattered5 = new double[capacity][8];
      deltaHG1 = new double[capacity][2];
      scattered6 = new double[capacity][8];
      deltaHF1 = new double[capacity][2];
      scattered7 = new double[capacity][8];
      deltaHI1 = new double[capacity][2];
      scattered8 = new double[capacity][8];
      deltaHZ1 = new double[capacity][8];
      deltaHZ1Sum = new double[capacity][2];
      deltaHC0 = new double[capacity][2];
      deltaHO0 = new double[capacity][2];
      scattered9 = new double[capacity][8];
      deltaHG0 = new double[capacity][2];
      scattered10 = new double[capacity][8];
      deltaHI0 = new double[capacity][2];
      scattered11 = new double[capacity][8];
      deltaHZ0 = new double[capacity][8];
      pWRows = new double[2][2];
      hURows = new double[8][2];
    }

    @Override
    protected double lossAndGradient(Batch batch) {
      forward.run(batch);
      forward.losses(batch);
      backward(batch.size());
      return forward.lossSum / batch.size();
    }

    /** The gradients of the examples that were run. */
    private void backward(int size) {
      deltaP(deltaP, forward.y, forward.p, size);
      deltaPSum(deltaP, pWRows, deltaPSum, size);
      deltaHC2(deltaHC2, forward.hO2, forward.hC2, deltaPSum, size);
      deltaHO2(deltaHO2, forward.hC2, deltaPSum, size);
      deltaHG2(deltaHG2, forward.hI2, deltaHC2, size);
      deltaHG2(deltaHF2, forward.hC1, deltaHC2, size);
      deltaHG2(deltaHI2, forward.hG2, deltaHC2, size);
      scattered(scattered, forward.hO2, deltaHO2, size);
      scattered2(scattered2, forward.hG2, deltaHG2, size);
      scattered3(scattered3, forward.hF2, deltaHF2, size);
      scattered4(scattered4, forward.hI2, deltaHI2, size);
      deltaHZ2(deltaHZ2, scattered, scattered2, scattered3, scattered4, size);
      deltaHZ2Sum(deltaHZ2, hURows, deltaHZ2Sum, size);
      deltaHC1(deltaHC1, forward.hO1, forward.hC1, forward.hF2, deltaHC2, deltaHZ2Sum, size);
      deltaHO2(deltaHO1, forward.hC1, deltaHZ2Sum, size);
      scattered(scattered5, forward.hO1, deltaHO1, size);
      deltaHG2(deltaHG1, forward.hI1, deltaHC1, size);
      scattered2(scattered6, forward.hG1, deltaHG1, size);
      deltaHG2(deltaHF1, forward.hC0, deltaHC1, size);
      scattered3(scattered7, forward.hF1, deltaHF1, size);
      deltaHG2(deltaHI1, forward.hG1, deltaHC1, size);
      scattered4(scattered8, forward.hI1, deltaHI1, size);
      deltaHZ1(deltaHZ1, scattered5, scattered6, scattered7, scattered8, size);
      deltaHZ2Sum(deltaHZ1, hURows, deltaHZ1Sum, size);
      deltaHC1(deltaHC0, forward.hO0, forward.hC0, forward.hF1, deltaHC1, deltaHZ1Sum, size);
      deltaHO2(deltaHO0, forward.hC0, deltaHZ1Sum, size);
      scattered(scattered9, forward.hO0, deltaHO0, size);
      deltaHG2(deltaHG0, forward.hI0, deltaHC0, size);
      scattered2(scattered10, forward.hG0, deltaHG0, size);
      deltaHG2(deltaHI0, forward.hG0, deltaHC0, size);
      scattered4(scattered11, forward.hI0, deltaHI0, size);
      deltaHZ0(deltaHZ0, scattered9, scattered10, scattered11, size);
      gradientHW(forward.x, deltaHZ2, deltaHZ1, deltaHZ0, gradients.rows(H_W), size);
      gradientHU(forward.hH1, deltaHZ2, gradients.rows(H_U), size);
      computeGradientHU(forward.hH0, deltaHZ1, gradients.rows(H_U), size);
      computeGradientHU2(gradients.rows(H_U), size);
      gradientHB(deltaHZ2, gradients.rows(H_B)[0], size);
      computeGradientHB(deltaHZ1, gradients.rows(H_B)[0], size);
      computeGradientHB(deltaHZ0, gradients.rows(H_B)[0], size);
      computeGradientHB2(gradients.rows(H_B)[0], size);
      gradientPW(forward.hH2, deltaP, gradients.rows(P_W), size);
      gradientPB(deltaP, gradients.rows(P_B)[0], size);
    }

    /** Fills the second layouts from the parameters. */
    private void refresh() {
      transpose(parameters.rows(P_W), pWRows);
      transpose(parameters.rows(H_U), hURows);
    }

    @Override
    protected void parametersChanged() {
      refresh();
    }

    @Override
    protected Inference inference() {
      return new Forward(parameters, 64);
    }

    /** At the parameters that the network has now. */
    private double lossAndGradient(DoubleParameters current, DataSet data, double[] gradient) {
      parameters.set(current);
      return lossAndGradient(data, gradient);
    }

    @Override
    protected void publish() {
      network.parameters = parameters.copy();
    }
  }

  /** Products of matrices, eight rows at a time. */
  private static final class Kernels {
    /** c += Σ a b, row by row. */
    static void addScaled2x8(double[] c, double a0, double[] b0, double a1, double[] b1) {
      for (int j = 0; j < 8; j++) {
        c[j] = Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx2x8(double[][] a, double[][] b, double[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0.0);
      }
      for (int i = 0; i < size; i++) {
        addScaled2x8(c[i], a[i][0], b[0], a[i][1], b[1]);
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled2x2(double[] c, double a0, double[] b0, double a1, double[] b1) {
      for (int j = 0; j < 2; j++) {
        c[j] = Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx2x2(double[][] a, double[][] b, double[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0.0);
      }
      for (int i = 0; i < size; i++) {
        addScaled2x2(c[i], a[i][0], b[0], a[i][1], b[1]);
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled8x2(double[] c, double a0, double[] b0, double a1, double[] b1, double a2,
        double[] b2, double a3, double[] b3, double a4, double[] b4, double a5, double[] b5,
        double a6, double[] b6, double a7, double[] b7) {
      for (int j = 0; j < 2; j++) {
        c[j] = Math.fma(a7, b7[j], Math.fma(a6, b6[j], Math.fma(a5, b5[j], Math.fma(a4, b4[j],
            Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j],
            c[j]))))))));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx8x2(double[][] a, double[][] b, double[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0.0);
      }
      for (int i = 0; i < size; i++) {
        addScaled8x2(c[i], a[i][0], b[0], a[i][1], b[1], a[i][2], b[2], a[i][3], b[3], a[i][4],
            b[4], a[i][5], b[5], a[i][6], b[6], a[i][7], b[7]);
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled8x8(double[] c, double a0, double[] b0, double a1, double[] b1, double a2,
        double[] b2, double a3, double[] b3, double a4, double[] b4, double a5, double[] b5,
        double a6, double[] b6, double a7, double[] b7) {
      for (int j = 0; j < 8; j++) {
        c[j] = Math.fma(a7, b7[j], Math.fma(a6, b6[j], Math.fma(a5, b5[j], Math.fma(a4, b4[j],
            Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j],
            c[j]))))))));
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled1x8(double[] c, double a0, double[] b0) {
      for (int j = 0; j < 8; j++) {
        c[j] = Math.fma(a0, b0[j], c[j]);
      }
    }

    /** c[i] = Σ a[k][i] b[k], in ascending order of k. */
    static void multiplyTransposed2xNx8(double[][] a, double[][] b, double[][] c, int size) {
      for (int i = 0; i < 2; i++) {
        Arrays.fill(c[i], 0.0);
        int k = 0;
        for (; k + 8 <= size; k += 8) {
          addScaled8x8(c[i], a[k][i], b[k], a[k + 1][i], b[k + 1], a[k + 2][i], b[k + 2],
              a[k + 3][i], b[k + 3], a[k + 4][i], b[k + 4], a[k + 5][i], b[k + 5], a[k + 6][i],
              b[k + 6], a[k + 7][i], b[k + 7]);
        }
        for (; k < size; k++) {
          addScaled1x8(c[i], a[k][i], b[k]);
        }
      }
    }

    /** c[i] += Σ a[k][i] b[k], in ascending order of k. */
    static void multiplyTransposedAdding2xNx8(double[][] a, double[][] b, double[][] c, int size) {
      for (int i = 0; i < 2; i++) {
        int k = 0;
        for (; k + 8 <= size; k += 8) {
          addScaled8x8(c[i], a[k][i], b[k], a[k + 1][i], b[k + 1], a[k + 2][i], b[k + 2],
              a[k + 3][i], b[k + 3], a[k + 4][i], b[k + 4], a[k + 5][i], b[k + 5], a[k + 6][i],
              b[k + 6], a[k + 7][i], b[k + 7]);
        }
        for (; k < size; k++) {
          addScaled1x8(c[i], a[k][i], b[k]);
        }
      }
    }

    /** c += Σ b, row by row. */
    static void add8x8(double[] c, double[] b0, double[] b1, double[] b2, double[] b3, double[] b4,
        double[] b5, double[] b6, double[] b7) {
      for (int j = 0; j < 8; j++) {
        c[j] = c[j] + b0[j] + b1[j] + b2[j] + b3[j] + b4[j] + b5[j] + b6[j] + b7[j];
      }
    }

    /** c += Σ b, row by row. */
    static void add1x8(double[] c, double[] b0) {
      for (int j = 0; j < 8; j++) {
        c[j] = c[j] + b0[j];
      }
    }

    /** c = Σ b[k], in ascending order of k. */
    static void sumRowsNx8(double[][] b, double[] c, int size) {
      Arrays.fill(c, 0.0);
      int k = 0;
      for (; k + 8 <= size; k += 8) {
        add8x8(c, b[k], b[k + 1], b[k + 2], b[k + 3], b[k + 4], b[k + 5], b[k + 6], b[k + 7]);
      }
      for (; k < size; k++) {
        add1x8(c, b[k]);
      }
    }

    /** c += Σ b[k], in ascending order of k. */
    static void sumRowsAddingNx8(double[][] b, double[] c, int size) {
      int k = 0;
      for (; k + 8 <= size; k += 8) {
        add8x8(c, b[k], b[k + 1], b[k + 2], b[k + 3], b[k + 4], b[k + 5], b[k + 6], b[k + 7]);
      }
      for (; k < size; k++) {
        add1x8(c, b[k]);
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled1x2(double[] c, double a0, double[] b0) {
      for (int j = 0; j < 2; j++) {
        c[j] = Math.fma(a0, b0[j], c[j]);
      }
    }

    /** c[i] = Σ a[k][i] b[k], in ascending order of k. */
    static void multiplyTransposed2xNx2(double[][] a, double[][] b, double[][] c, int size) {
      for (int i = 0; i < 2; i++) {
        Arrays.fill(c[i], 0.0);
        int k = 0;
        for (; k + 8 <= size; k += 8) {
          addScaled8x2(c[i], a[k][i], b[k], a[k + 1][i], b[k + 1], a[k + 2][i], b[k + 2],
              a[k + 3][i], b[k + 3], a[k + 4][i], b[k + 4], a[k + 5][i], b[k + 5], a[k + 6][i],
              b[k + 6], a[k + 7][i], b[k + 7]);
        }
        for (; k < size; k++) {
          addScaled1x2(c[i], a[k][i], b[k]);
        }
      }
    }

    /** c += Σ b, row by row. */
    static void add8x2(double[] c, double[] b0, double[] b1, double[] b2, double[] b3, double[] b4,
        double[] b5, double[] b6, double[] b7) {
      for (int j = 0; j < 2; j++) {
        c[j] = c[j] + b0[j] + b1[j] + b2[j] + b3[j] + b4[j] + b5[j] + b6[j] + b7[j];
      }
    }

    /** c += Σ b, row by row. */
    static void add1x2(double[] c, double[] b0) {
      for (int j = 0; j < 2; j++) {
        c[j] = c[j] + b0[j];
      }
    }

    /** c = Σ b[k], in ascending order of k. */
    static void sumRowsNx2(double[][] b, double[] c, int size) {
      Arrays.fill(c, 0.0);
      int k = 0;
      for (; k + 8 <= size; k += 8) {
        add8x2(c, b[k], b[k + 1], b[k + 2], b[k + 3], b[k + 4], b[k + 5], b[k + 6], b[k + 7]);
      }
      for (; k < size; k++) {
        add1x2(c, b[k]);
      }
    }
  }
}
