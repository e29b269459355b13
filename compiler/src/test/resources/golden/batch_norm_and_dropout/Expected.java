import dev.nnd.runtime.Arguments;
import dev.nnd.runtime.Batch;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Field;
import dev.nnd.runtime.FloatParameters;
import dev.nnd.runtime.FloatTrainer;
import dev.nnd.runtime.Functions;
import dev.nnd.runtime.Generated;
import dev.nnd.runtime.Inference;
import dev.nnd.runtime.Initializer;
import dev.nnd.runtime.Layout;
import dev.nnd.runtime.Metric;
import dev.nnd.runtime.MetricDirection;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Noise;
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
 * A classifier that is normalised over each mini-batch and thinned out while it learns.
 *
 * <pre>
 *   z           = z.W x + z.b                                    [8]
 *   h.m         = batch_mean(z)                                  [8]
 *   h.v         = batch_mean((z - h.m)²)                         [8]
 *   h.y         = h.scale ⊙ (z - h.m) / √(h.v + 1e-5) + h.shift  [8]
 *   h.x         = max(0, h.y)                                    [8]
 *   h           = 10/7 h.x ⊙ [h.noise &lt; 7/10]                    [8]
 *   p.z         = p.W h + p.b                                    [3]
 *   p           = softmax(p.z)                                   [3]
 *   loss        = -Σ y ⊙ log_softmax(p.z)
 *   accuracy    = [argmax(p) == argmax(y)]
 *
 *   δp.z        = p - y                                      [3]
 *   δh.x        = 10/7 (p.Wᵀ δp.z) ⊙ [h.noise &lt; 7/10]        [8]
 *   δh.y        = δh.x ⊙ [h.y &gt; 0]                           [8]
 *   δh.y.2      = h.scale ⊙ δh.y / √(h.v + 1e-5)             [8]
 *   δh.v        = -N ⊙ h.scale ⊙ batch_mean(δh.y ⊙ (z - h.m)) / (h.v + 1e-5)^(3/2) / 2  [8]
 *   δ           = δh.v / N                                   [8]
 *   δ.2         = 2 δ ⊙ (z - h.m)                            [8]
 *   δh.m        = -N batch_mean(δ.2) - N batch_mean(δh.y.2)  [8]
 *   δ.3         = δh.m / N                                   [8]
 *   δz          = δ.2 + δ.3 + δh.y.2                         [8]
 *   ∂L/∂z.W     = δz xᵀ
 *   ∂L/∂z.b     = δz
 *   ∂L/∂h.scale = δh.y ⊙ (z - h.m) / √(h.v + 1e-5)
 *   ∂L/∂h.shift = δh.y
 *   ∂L/∂p.W     = δp.z hᵀ
 *   ∂L/∂p.b     = δp.z
 *
 *   after each mini-batch:
 *   h.mean      ← 9/10 h.mean + h.m / 10      [8]
 *   h.variance  ← 9/10 h.variance + h.v / 10  [8]
 *
 *   in prediction:
 *   h.y         = h.scale ⊙ (z - h.mean) / √(h.variance + 1e-5) + h.shift  [8]
 *   h.x         = max(0, h.y)                                              [8]
 *   p.z         = p.W h.x + p.b                                            [3]
 *   p           = softmax(p.z)                                             [3]
 *   loss        = -Σ y ⊙ log_softmax(p.z)
 *   accuracy    = [argmax(p) == argmax(y)]
 *   h           = h.x                                                      [8]
 * </pre>
 *
 * 83 parameters; multiply-adds per example: 64 forward, 88 backward; 11 KiB of buffers at batch 32.
 */
@Generated("nndc 0.1.0, from input.nnd")
public final class Robust implements Network {
  private static final int X = 0;
  private static final int Y = 1;
  private static final int Z_W = 0;
  private static final int Z_B = 1;
  private static final int H_SCALE = 2;
  private static final int H_SHIFT = 3;
  private static final int P_W = 4;
  private static final int P_B = 5;
  private static final int H_MEAN = 6;
  private static final int H_VARIANCE = 7;

  private static final Signature SIGNATURE = new Signature(
      "Robust",
      "input.nnd",
      Precision.FLOAT,
      List.of(Field.real("x", 4)),
      List.of(Field.label("y", 3)),
      List.of(
          Parameter.of("z.W", Layout.transposed(8, 4), Initializer.glorotUniform(4, 8), 8, 4),
          Parameter.of("z.b", Layout.rows(1, 8), Initializer.zeros(), 8),
          Parameter.of("h.scale", Layout.rows(1, 8), Initializer.values(1.0), 8),
          Parameter.of("h.shift", Layout.rows(1, 8), Initializer.zeros(), 8),
          Parameter.of("p.W", Layout.transposed(3, 8), Initializer.glorotUniform(8, 3), 3, 8),
          Parameter.of("p.b", Layout.rows(1, 3), Initializer.zeros(), 3),
          Parameter.state("h.mean", Layout.rows(1, 8), Initializer.zeros(), 8),
          Parameter.state("h.variance", Layout.rows(1, 8), Initializer.values(1.0), 8)),
      List.of(Output.of("p", 3).withClasses(3)),
      List.of(Metric.mean("accuracy")));

  private static final TrainingPlan PLAN = TrainingPlan.defaults()
      .withOptimizer(Optimizer.sgd(0.01))
      .withBatch(32)
      .withEpochs(10)
      .withSeed(0L)
      .withDirections(MetricDirection.HIGHER);

  private volatile FloatParameters parameters;
  private final AtomicReference<Trainer> differentiator = new AtomicReference<>();
  private final AtomicReference<Forward> idle = new AtomicReference<>();

  private Robust(FloatParameters parameters) {
    Version.check("Robust", "0.1.0");
    this.parameters = parameters;
  }

  /** A network whose parameters are initialised from the seed. */
  public static Robust create(long seed) {
    FloatParameters parameters = new FloatParameters(SIGNATURE.parameters());
    parameters.initialize(seed);
    return new Robust(parameters);
  }

  /**
   * The network that was saved in a safetensors file.
   *
   * @throws IOException if the file cannot be read or does not fit; the message names the tensor
   */
  public static Robust load(Path path) throws IOException {
    FloatParameters parameters = new FloatParameters(SIGNATURE.parameters());
    parameters.load(Weights.read(path));
    return new Robust(parameters);
  }

  /** Examples to learn from or to evaluate: a row or a label each. */
  public static DataSet data(float[][] x, int[] y) {
    DataSet.Builder builder = DataSet.builder(SIGNATURE.fields());
    builder.floats(X, x);
    builder.labels(Y, y);
    return builder.build();
  }

  /**
   * The outputs of one example, in inference mode. Any number of threads may call this at once.
   *
   * @param x row-major, of shape [4]
   * @param p receives the output, row-major, of shape [3]
   */
  public void predict(float[] x, float[] p) {
    Forward forward = workspace();
    forward.x[0] = Arguments.row("x", x, 4);
    forward.compute(1);
    System.arraycopy(forward.p[0], 0, Arguments.row("p", p, 3), 0, 3);
    idle.set(forward);
  }

  /**
   * The outputs of many examples, a row each. Any number of threads may call this at once.
   *
   * @param x for each example row-major, of shape [4]
   * @param p receives for each example the output, row-major, of shape [3]
   */
  public void predictBatch(float[][] x, float[][] p) {
    Arguments.examples("p", p.length, "x", x.length);
    Forward forward = new Forward(parameters, 64);
    for (int from = 0; from < x.length; from += 64) {
      int size = Math.min(64, x.length - from);
      for (int n = 0; n < size; n++) {
        forward.x[n] = Arguments.row("x", x[from + n], 4);
      }
      forward.compute(size);
      for (int n = 0; n < size; n++) {
        System.arraycopy(forward.p[n], 0, Arguments.row("p", p[from + n], 3), 0, 3);
      }
    }
  }

  /** A workspace that no other thread uses, over the current parameters. */
  private Forward workspace() {
    Forward forward = idle.getAndSet(null);
    FloatParameters current = parameters;
    return forward != null && forward.parameters == current ? forward : new Forward(current, 1);
  }

  /** The class of the largest output; of equal ones the first. */
  public int predictLabel(float... x) {
    float[] p = new float[3];
    predict(x, p);
    int best = 0;
    for (int i = 1; i < p.length; i++) {
      best = p[i] > p[best] ? i : best;
    }
    return best;
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
    FloatParameters changed = parameters.copy();
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
    parameters.toWeights(Map.of("network", "Robust")).write(path);
  }

  /** h.y = h.scale ⊙ (z.W x - h.mean + z.b) / √(h.variance + 1e-5) + h.shift */
  private static void hY(float[][] x, float[][] zW, float[][] hY, float[] hScale, float[] hMean,
      float[] zB, float[] hVariance, float[] hShift, int size) {
    Kernels.multiplyNx4x8(x, zW, hY, size);
    for (int n = 0; n < size; n++) {
      float[] hYN = hY[n];
      for (int i = 0; i < 8; i++) {
        hYN[i] = hScale[i] * (zB[i] - hMean[i] + hYN[i]) / Functions.sqrt(hVariance[i] + 1e-5f)
            + hShift[i];
      }
    }
  }

  /** h.x = max(0, h.y) */
  private static void hX(float[][] hX, float[][] hY, int size) {
    for (int n = 0; n < size; n++) {
      float[] hXN = hX[n];
      float[] hYN = hY[n];
      for (int i = 0; i < 8; i++) {
        hXN[i] = Math.max(0f, hYN[i]);
      }
    }
  }

  /** p.z = p.W h.x + p.b */
  private static void pZ(float[][] hX, float[][] pW, float[][] pZ, float[] pB, int size) {
    Kernels.multiplyNx8x3(hX, pW, pZ, size);
    for (int n = 0; n < size; n++) {
      float[] pZN = pZ[n];
      for (int i = 0; i < 3; i++) {
        pZN[i] = pB[i] + pZN[i];
      }
    }
  }

  /** p.z.maximum + p.z.logsum = logsumexp(p.z) */
  private static void pZLogsum(float[][] pZ, float[] pZMaximum, float[] pZLogsum, int size) {
    for (int n = 0; n < size; n++) {
      float[] pZN = pZ[n];
      float max = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < 3; i++) {
        max = Math.max(max, pZN[i]);
      }
      int ties = -1;
      float rest = 0f;
      for (int i = 0; i < 3; i++) {
        if (pZN[i] == max) {
          ties++;
        } else {
          rest += Functions.exp(pZN[i] - max);
        }
      }
      float logSum = Functions.log1p(ties + rest);
      pZMaximum[n] = max;
      pZLogsum[n] = logSum;
    }
  }

  /** p = softmax(p.z) */
  private static void p(float[][] p, float[][] pZ, float[] pZMaximum, float[] pZLogsum, int size) {
    for (int n = 0; n < size; n++) {
      float[] pN = p[n];
      float[] pZN = pZ[n];
      for (int i = 0; i < 3; i++) {
        pN[i] = Functions.exp(pZN[i] - pZMaximum[n] - pZLogsum[n]);
      }
    }
  }

  /** loss = logsumexp(p.z) - p.z[y] */
  private static void loss(float[][] pZ, int[] y, float[] pZMaximum, float[] pZLogsum, float[] loss,
      int size) {
    for (int n = 0; n < size; n++) {
      float[] pZN = pZ[n];
      loss[n] = pZMaximum[n] - pZN[y[n]] + pZLogsum[n];
    }
  }

  /** accuracy = [argmax(p) == y] */
  private static void accuracy(float[][] p, int[] y, float[] accuracy, int size) {
    for (int n = 0; n < size; n++) {
      float[] pN = p[n];
      float largest = Float.NEGATIVE_INFINITY;
      int argmax = 0;
      for (int i = 0; i < 3; i++) {
        if (pN[i] > largest) {
          largest = pN[i];
          argmax = i;
        }
      }
      accuracy[n] = argmax == y[n] ? 1f : 0f;
    }
  }

  /** z = z.W x + z.b */
  private static void z(float[][] x, float[][] zW, float[][] z, float[] zB, int size) {
    Kernels.multiplyNx4x8(x, zW, z, size);
    for (int n = 0; n < size; n++) {
      float[] zN = z[n];
      for (int i = 0; i < 8; i++) {
        zN[i] = zB[i] + zN[i];
      }
    }
  }

  /** h.m = batch_mean(z) */
  private static void hM(float[][] z, float[] hM, int size) {
    float sum = 0f;
    float sum2 = 0f;
    float sum3 = 0f;
    float sum4 = 0f;
    float sum5 = 0f;
    float sum6 = 0f;
    float sum7 = 0f;
    float sum8 = 0f;
    for (int n = 0; n < size; n++) {
      sum += z[n][0];
      sum2 += z[n][1];
      sum3 += z[n][2];
      sum4 += z[n][3];
      sum5 += z[n][4];
      sum6 += z[n][5];
      sum7 += z[n][6];
      sum8 += z[n][7];
    }
    hM[0] = sum / size;
    hM[1] = sum2 / size;
    hM[2] = sum3 / size;
    hM[3] = sum4 / size;
    hM[4] = sum5 / size;
    hM[5] = sum6 / size;
    hM[6] = sum7 / size;
    hM[7] = sum8 / size;
  }

  /** h.v = batch_mean((z - h.m)²) */
  private static void hV(float[] hM, float[][] z, float[] hV, int size) {
    for (int i = 0; i < 8; i++) {
      float sum = 0f;
      for (int n = 0; n < size; n++) {
        float difference = z[n][i] - hM[i];
        sum = Math.fma(difference, difference, sum);
      }
      hV[i] = sum / size;
    }
  }

  /** h.y = h.scale ⊙ (z - h.m) / √(h.v + 1e-5) + h.shift */
  private static void computeHY(float[][] hY, float[][] z, float[] hScale, float[] hM, float[] hV,
      float[] hShift, int size) {
    for (int n = 0; n < size; n++) {
      float[] hYN = hY[n];
      float[] zN = z[n];
      for (int i = 0; i < 8; i++) {
        hYN[i] = hScale[i] * (zN[i] - hM[i]) / Functions.sqrt(hV[i] + 1e-5f) + hShift[i];
      }
    }
  }

  /** h = 10/7 max(0, h.y) ⊙ [h.noise < 7/10] */
  private static void h(float[][] h, float[][] hNoise, float[][] hY, int size) {
    for (int n = 0; n < size; n++) {
      float[] hN = h[n];
      float[] hNoiseN = hNoise[n];
      float[] hYN = hY[n];
      for (int i = 0; i < 8; i++) {
        hN[i] = 10f * (Math.max(0f, hYN[i]) * (hNoiseN[i] < 0.7f ? 1f : 0f)) / 7f;
      }
    }
  }

  /** δp.z = p - y */
  private static void deltaPZ(float[][] deltaPZ, float[][] p, int[] y, int size) {
    for (int n = 0; n < size; n++) {
      float[] deltaPZN = deltaPZ[n];
      float[] pN = p[n];
      for (int i = 0; i < 3; i++) {
        deltaPZN[i] = pN[i] - (i == y[n] ? 1f : 0f);
      }
    }
  }

  /** δh.x = 10/7 (p.Wᵀ δp.z) ⊙ [h.noise < 7/10] */
  private static void deltaHX(float[][] deltaPZ, float[][] pWRows, float[][] deltaHX,
      float[][] hNoise, int size) {
    Kernels.multiplyNx3x8(deltaPZ, pWRows, deltaHX, size);
    for (int n = 0; n < size; n++) {
      float[] deltaHXN = deltaHX[n];
      float[] hNoiseN = hNoise[n];
      for (int i = 0; i < 8; i++) {
        deltaHXN[i] = 10f * (deltaHXN[i] * (hNoiseN[i] < 0.7f ? 1f : 0f)) / 7f;
      }
    }
  }

  /** δh.y = δh.x ⊙ [h.y > 0] */
  private static void deltaHY(float[][] deltaHY, float[][] hY, float[][] deltaHX, int size) {
    for (int n = 0; n < size; n++) {
      float[] deltaHYN = deltaHY[n];
      float[] hYN = hY[n];
      float[] deltaHXN = deltaHX[n];
      for (int i = 0; i < 8; i++) {
        deltaHYN[i] = hYN[i] > 0f ? deltaHXN[i] : 0f;
      }
    }
  }

  /** z.sum = N batch_mean(δh.y ⊙ (z - h.m)) */
  private static void zSum(float[][] deltaHY, float[] hM, float[][] z, float[] zSum, int size) {
    for (int i = 0; i < 8; i++) {
      float sum = 0f;
      for (int n = 0; n < size; n++) {
        sum = Math.fma(deltaHY[n][i], z[n][i] - hM[i], sum);
      }
      zSum[i] = sum;
    }
  }

  /** δh.y.2 = h.scale ⊙ δh.y / √(h.v + 1e-5) */
  private static void deltaHY2(float[][] deltaHY2, float[][] deltaHY, float[] hScale, float[] hV,
      int size) {
    for (int n = 0; n < size; n++) {
      float[] deltaHY2N = deltaHY2[n];
      float[] deltaHYN = deltaHY[n];
      for (int i = 0; i < 8; i++) {
        deltaHY2N[i] = hScale[i] * deltaHYN[i] / Functions.sqrt(hV[i] + 1e-5f);
      }
    }
  }

  /** δh.v = -N ⊙ h.scale ⊙ batch_mean(δh.y ⊙ (z - h.m)) / (h.v + 1e-5)^(3/2) / 2 */
  private static void deltaHV(float[] hScale, float[] zSum, float[] hV, float[] deltaHV) {
    for (int i = 0; i < 8; i++) {
      deltaHV[i] = -(0.5f * (hScale[i] * zSum[i] / Functions.pow(hV[i] + 1e-5f, 1.5f)));
    }
  }

  /** δ = δh.v / N */
  private static void delta(float[] deltaHV, float[] delta, int size) {
    for (int i = 0; i < 8; i++) {
      delta[i] = deltaHV[i] / size;
    }
  }

  /** δ.2 = 2 δ ⊙ (z - h.m) */
  private static void delta2(float[][] delta2, float[][] z, float[] delta, float[] hM, int size) {
    for (int n = 0; n < size; n++) {
      float[] delta2N = delta2[n];
      float[] zN = z[n];
      for (int i = 0; i < 8; i++) {
        delta2N[i] = 2f * (delta[i] * (zN[i] - hM[i]));
      }
    }
  }

  /** δh.m = -N batch_mean(δ.2) - N batch_mean(δh.y.2) */
  private static void deltaHM(float[][] deltaHY2, float[][] delta2, float[] deltaHM, int size) {
    float sum = 0f;
    float sum2 = 0f;
    float sum3 = 0f;
    float sum4 = 0f;
    float sum5 = 0f;
    float sum6 = 0f;
    float sum7 = 0f;
    float sum8 = 0f;
    for (int n = 0; n < size; n++) {
      sum += deltaHY2[n][0];
      sum2 += deltaHY2[n][1];
      sum3 += deltaHY2[n][2];
      sum4 += deltaHY2[n][3];
      sum5 += deltaHY2[n][4];
      sum6 += deltaHY2[n][5];
      sum7 += deltaHY2[n][6];
      sum8 += deltaHY2[n][7];
    }
    for (int n = 0; n < size; n++) {
      sum += delta2[n][0];
      sum2 += delta2[n][1];
      sum3 += delta2[n][2];
      sum4 += delta2[n][3];
      sum5 += delta2[n][4];
      sum6 += delta2[n][5];
      sum7 += delta2[n][6];
      sum8 += delta2[n][7];
    }
    deltaHM[0] = -sum;
    deltaHM[1] = -sum2;
    deltaHM[2] = -sum3;
    deltaHM[3] = -sum4;
    deltaHM[4] = -sum5;
    deltaHM[5] = -sum6;
    deltaHM[6] = -sum7;
    deltaHM[7] = -sum8;
  }

  /** δz = δ.2 + δ.3 + δh.y.2 */
  private static void deltaZ(float[][] deltaZ, float[][] deltaHY2, float[][] delta2, float[] delta3,
      int size) {
    for (int n = 0; n < size; n++) {
      float[] deltaZN = deltaZ[n];
      float[] deltaHY2N = deltaHY2[n];
      float[] delta2N = delta2[n];
      for (int i = 0; i < 8; i++) {
        deltaZN[i] = delta2N[i] + delta3[i] + deltaHY2N[i];
      }
    }
  }

  /** ∂L/∂z.W = batch_mean(δz xᵀ) */
  private static void gradientZW(float[][] x, float[][] deltaZ, float[][] gradientZW, int size) {
    Kernels.multiplyTransposed4xNx8(x, deltaZ, gradientZW, size);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 8; j++) {
        gradientZW[i][j] = gradientZW[i][j] / size;
      }
    }
  }

  /** ∂L/∂z.b = batch_mean(δz) */
  private static void gradientZB(float[][] deltaZ, float[] gradientZB, int size) {
    Kernels.sumRowsNx8(deltaZ, gradientZB, size);
    for (int i = 0; i < 8; i++) {
      gradientZB[i] = gradientZB[i] / size;
    }
  }

  /** ∂L/∂h.scale = batch_mean(δh.y ⊙ (z - h.m)) / √(h.v + 1e-5) */
  private static void gradientHScale(float[] zSum, float[] hV, float[] gradientHScale, int size) {
    for (int i = 0; i < 8; i++) {
      gradientHScale[i] = zSum[i] / (size * Functions.sqrt(hV[i] + 1e-5f));
    }
  }

  /** ∂L/∂p.W = batch_mean(δp.z hᵀ) */
  private static void gradientPW(float[][] h, float[][] deltaPZ, float[][] gradientPW, int size) {
    Kernels.multiplyTransposed8xNx3(h, deltaPZ, gradientPW, size);
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 3; j++) {
        gradientPW[i][j] = gradientPW[i][j] / size;
      }
    }
  }

  /** ∂L/∂p.b = batch_mean(δp.z) */
  private static void gradientPB(float[][] deltaPZ, float[] gradientPB, int size) {
    Kernels.sumRowsNx3(deltaPZ, gradientPB, size);
    for (int i = 0; i < 3; i++) {
      gradientPB[i] = gradientPB[i] / size;
    }
  }

  /** h.mean.updated = 9/10 h.mean + h.m / 10 */
  private static void hMeanUpdated(float[] hMean, float[] hM, float[] hMeanUpdated) {
    for (int i = 0; i < 8; i++) {
      hMeanUpdated[i] = 0.9f * hMean[i] + 0.1f * hM[i];
    }
  }

  /** to[j][i] = from[i][j]. */
  private static void transpose(float[][] from, float[][] to) {
    for (int i = 0; i < from.length; i++) {
      float[] row = from[i];
      for (int j = 0; j < to.length; j++) {
        to[j][i] = row[j];
      }
    }
  }

  /** The sum of the first values, in ascending order. */
  private static double total(float[] values, int size) {
    double sum = 0;
    for (int n = 0; n < size; n++) {
      sum += values[n];
    }
    return sum;
  }

  /** The outputs, the loss and the metrics of a batch. */
  private static final class Forward implements Inference {
    private final FloatParameters parameters;
    private final int capacity;
    private final float[][] x;
    private final int[] y;
    private final float[][] hY;
    private final float[][] hX;
    private final float[][] pZ;
    private final float[] pZMaximum;
    private final float[] pZLogsum;
    private final float[][] p;
    private final float[] loss;
    private final float[] accuracy;
    private double lossSum;
    private final double[] metricSums;

    Forward(FloatParameters parameters, int capacity) {
      this.parameters = parameters;
      this.capacity = capacity;
      x = new float[capacity][];
      y = new int[capacity];
      hY = new float[capacity][8];
      hX = new float[capacity][8];
      pZ = new float[capacity][3];
      pZMaximum = new float[capacity];
      pZLogsum = new float[capacity];
      p = new float[capacity][3];
      loss = new float[capacity];
      accuracy = new float[capacity];
      metricSums = new double[1];
    }

    @Override
    public int capacity() {
      return capacity;
    }

    @Override
    public void run(Batch batch) {
      for (int n = 0; n < batch.size(); n++) {
        x[n] = batch.floats(X, n);
      }
      compute(batch.size());
    }

    /** The outputs of the first examples. */
    private void compute(int size) {
      hY(x, parameters.rows(Z_W), hY, parameters.rows(H_SCALE)[0], parameters.rows(H_MEAN)[0],
          parameters.rows(Z_B)[0], parameters.rows(H_VARIANCE)[0], parameters.rows(H_SHIFT)[0],
          size);
      hX(hX, hY, size);
      pZ(hX, parameters.rows(P_W), pZ, parameters.rows(P_B)[0], size);
      pZLogsum(pZ, pZMaximum, pZLogsum, size);
      p(p, pZ, pZMaximum, pZLogsum, size);
    }

    /** The losses of the examples that were run. */
    private void losses(Batch batch) {
      for (int n = 0; n < batch.size(); n++) {
        y[n] = batch.label(Y, n);
      }
      computeLoss(batch.size());
      lossSum = total(loss, batch.size());
    }

    /** The loss of each example. */
    private void computeLoss(int size) {
      loss(pZ, y, pZMaximum, pZLogsum, loss, size);
    }

    /** The metrics of each example. */
    private void computeMetrics(int size) {
      accuracy(p, y, accuracy, size);
    }

    @Override
    public void score(Batch batch) {
      losses(batch);
      computeMetrics(batch.size());
      metricSums[0] = total(accuracy, batch.size());
    }

    @Override
    public double lossSum() {
      return lossSum;
    }

    @Override
    public double metricSum(int metric) {
      return metricSums[metric];
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

  /** The loss of a batch in training. */
  private static final class TrainingForward {
    private final FloatParameters parameters;
    private final int capacity;
    private final Noise noise;
    private final float[][] x;
    private final int[] y;
    private final float[][] z;
    private final float[] hM;
    private final float[] hV;
    private final float[][] hNoise;
    private final float[][] hY;
    private final float[][] h;
    private final float[][] pZ;
    private final float[] pZMaximum;
    private final float[] pZLogsum;
    private final float[][] p;
    private final float[] loss;
    private double lossSum;

    TrainingForward(FloatParameters parameters, int capacity) {
      this.parameters = parameters;
      this.capacity = capacity;
      noise = new Noise(capacity, PLAN.seed());
      x = new float[capacity][];
      y = new int[capacity];
      z = new float[capacity][8];
      hM = new float[8];
      hV = new float[8];
      hNoise = new float[capacity][8];
      hY = new float[capacity][8];
      h = new float[capacity][8];
      pZ = new float[capacity][3];
      pZMaximum = new float[capacity];
      pZLogsum = new float[capacity];
      p = new float[capacity][3];
      loss = new float[capacity];
    }

    /** Computes the outputs in training. */
    private void run(Batch batch) {
      noise.of(batch);
      for (int n = 0; n < batch.size(); n++) {
        x[n] = batch.floats(X, n);
      }
      compute(batch.size());
    }

    /** The outputs of the first examples. */
    private void compute(int size) {
      z(x, parameters.rows(Z_W), z, parameters.rows(Z_B)[0], size);
      hM(z, hM, size);
      hV(hM, z, hV, size);
      noise.uniform(0, hNoise, size);
      computeHY(hY, z, parameters.rows(H_SCALE)[0], hM, hV, parameters.rows(H_SHIFT)[0], size);
      h(h, hNoise, hY, size);
      pZ(h, parameters.rows(P_W), pZ, parameters.rows(P_B)[0], size);
      pZLogsum(pZ, pZMaximum, pZLogsum, size);
      p(p, pZ, pZMaximum, pZLogsum, size);
    }

    /** The losses of the examples that were run. */
    private void losses(Batch batch) {
      for (int n = 0; n < batch.size(); n++) {
        y[n] = batch.label(Y, n);
      }
      computeLoss(batch.size());
      lossSum = total(loss, batch.size());
    }

    /** The loss of each example. */
    private void computeLoss(int size) {
      loss(pZ, y, pZMaximum, pZLogsum, loss, size);
    }

    private double regularizer() {
      return 0;
    }
  }

  /** Trains the network; the settings are those of the train block until they are changed. */
  public static final class Trainer extends FloatTrainer<Trainer> {
    private final Robust network;
    private TrainingForward forward;
    private float[][] deltaPZ;
    private float[][] deltaHX;
    private float[][] deltaHY;
    private float[] zSum;
    private float[][] deltaHY2;
    private float[] deltaHV;
    private float[] delta;
    private float[][] delta2;
    private float[] deltaHM;
    private float[] delta3;
    private float[][] deltaZ;
    private float[] hMeanUpdated;
    private float[] hVarianceUpdated;
    private float[][] pWRows;

    private Trainer(Robust network) {
      super(SIGNATURE, network.parameters, PLAN);
      this.network = network;
      prepare(1);
    }

    @Override
    protected void prepare(int capacity) {
      if (forward != null && forward.capacity >= capacity) {
        return;
      }
      forward = new TrainingForward(parameters, capacity);
      deltaPZ = new float[capacity][3];
      deltaHX = new float[capacity][8];
      deltaHY = new float[capacity][8];
      zSum = new float[8];
      deltaHY2 = new float[capacity][8];
      deltaHV = new float[8];
      delta = new float[8];
      delta2 = new float[capacity][8];
      deltaHM = new float[8];
      delta3 = new float[8];
      deltaZ = new float[capacity][8];
      hMeanUpdated = new float[8];
      hVarianceUpdated = new float[8];
      pWRows = new float[3][8];
    }

    @Override
    protected double lossAndGradient(Batch batch) {
      forward.noise.at(plan().seed(), step());
      forward.run(batch);
      forward.losses(batch);
      backward(batch.size());
      return forward.lossSum / batch.size();
    }

    /** The gradients of the examples that were run. */
    private void backward(int size) {
      deltaPZ(deltaPZ, forward.p, forward.y, size);
      deltaHX(deltaPZ, pWRows, deltaHX, forward.hNoise, size);
      deltaHY(deltaHY, forward.hY, deltaHX, size);
      zSum(deltaHY, forward.hM, forward.z, zSum, size);
      deltaHY2(deltaHY2, deltaHY, parameters.rows(H_SCALE)[0], forward.hV, size);
      deltaHV(parameters.rows(H_SCALE)[0], zSum, forward.hV, deltaHV);
      delta(deltaHV, delta, size);
      delta2(delta2, forward.z, delta, forward.hM, size);
      deltaHM(deltaHY2, delta2, deltaHM, size);
      delta(deltaHM, delta3, size);
      deltaZ(deltaZ, deltaHY2, delta2, delta3, size);
      gradientZW(forward.x, deltaZ, gradients.rows(Z_W), size);
      gradientZB(deltaZ, gradients.rows(Z_B)[0], size);
      gradientHScale(zSum, forward.hV, gradients.rows(H_SCALE)[0], size);
      gradientZB(deltaHY, gradients.rows(H_SHIFT)[0], size);
      gradientPW(forward.h, deltaPZ, gradients.rows(P_W), size);
      gradientPB(deltaPZ, gradients.rows(P_B)[0], size);
    }

    @Override
    protected boolean couplesExamples() {
      return true;
    }

    /** What the states become after the examples that were run. */
    private void update(int size) {
      hMeanUpdated(parameters.rows(H_MEAN)[0], forward.hM, hMeanUpdated);
      hMeanUpdated(parameters.rows(H_VARIANCE)[0], forward.hV, hVarianceUpdated);
    }

    @Override
    protected void updateStates(int size) {
      update(size);
      parameters.set(H_MEAN, hMeanUpdated);
      parameters.set(H_VARIANCE, hVarianceUpdated);
    }

    /** Fills the second layouts from the parameters. */
    private void refresh() {
      transpose(parameters.rows(P_W), pWRows);
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
    private double lossAndGradient(FloatParameters current, DataSet data, double[] gradient) {
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
    static void addScaled4x8(float[] c, float a0, float[] b0, float a1, float[] b1, float a2,
        float[] b2, float a3, float[] b3) {
      for (int j = 0; j < 8; j++) {
        c[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j],
            c[j]))));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx4x8(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0f);
      }
      for (int i = 0; i < size; i++) {
        addScaled4x8(c[i], a[i][0], b[0], a[i][1], b[1], a[i][2], b[2], a[i][3], b[3]);
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled8x3(float[] c, float a0, float[] b0, float a1, float[] b1, float a2,
        float[] b2, float a3, float[] b3, float a4, float[] b4, float a5, float[] b5, float a6,
        float[] b6, float a7, float[] b7) {
      for (int j = 0; j < 3; j++) {
        c[j] = Math.fma(a7, b7[j], Math.fma(a6, b6[j], Math.fma(a5, b5[j], Math.fma(a4, b4[j],
            Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j],
            c[j]))))))));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx8x3(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0f);
      }
      for (int i = 0; i < size; i++) {
        addScaled8x3(c[i], a[i][0], b[0], a[i][1], b[1], a[i][2], b[2], a[i][3], b[3], a[i][4],
            b[4], a[i][5], b[5], a[i][6], b[6], a[i][7], b[7]);
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled3x8(float[] c, float a0, float[] b0, float a1, float[] b1, float a2,
        float[] b2) {
      for (int j = 0; j < 8; j++) {
        c[j] = Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j])));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx3x8(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0f);
      }
      for (int i = 0; i < size; i++) {
        addScaled3x8(c[i], a[i][0], b[0], a[i][1], b[1], a[i][2], b[2]);
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled8x8(float[] c, float a0, float[] b0, float a1, float[] b1, float a2,
        float[] b2, float a3, float[] b3, float a4, float[] b4, float a5, float[] b5, float a6,
        float[] b6, float a7, float[] b7) {
      for (int j = 0; j < 8; j++) {
        c[j] = Math.fma(a7, b7[j], Math.fma(a6, b6[j], Math.fma(a5, b5[j], Math.fma(a4, b4[j],
            Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j],
            c[j]))))))));
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled1x8(float[] c, float a0, float[] b0) {
      for (int j = 0; j < 8; j++) {
        c[j] = Math.fma(a0, b0[j], c[j]);
      }
    }

    /** c[i] = Σ a[k][i] b[k], in ascending order of k. */
    static void multiplyTransposed4xNx8(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < 4; i++) {
        Arrays.fill(c[i], 0f);
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
    static void add8x8(float[] c, float[] b0, float[] b1, float[] b2, float[] b3, float[] b4,
        float[] b5, float[] b6, float[] b7) {
      for (int j = 0; j < 8; j++) {
        c[j] = c[j] + b0[j] + b1[j] + b2[j] + b3[j] + b4[j] + b5[j] + b6[j] + b7[j];
      }
    }

    /** c += Σ b, row by row. */
    static void add1x8(float[] c, float[] b0) {
      for (int j = 0; j < 8; j++) {
        c[j] = c[j] + b0[j];
      }
    }

    /** c = Σ b[k], in ascending order of k. */
    static void sumRowsNx8(float[][] b, float[] c, int size) {
      Arrays.fill(c, 0f);
      int k = 0;
      for (; k + 8 <= size; k += 8) {
        add8x8(c, b[k], b[k + 1], b[k + 2], b[k + 3], b[k + 4], b[k + 5], b[k + 6], b[k + 7]);
      }
      for (; k < size; k++) {
        add1x8(c, b[k]);
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled1x3(float[] c, float a0, float[] b0) {
      for (int j = 0; j < 3; j++) {
        c[j] = Math.fma(a0, b0[j], c[j]);
      }
    }

    /** c[i] = Σ a[k][i] b[k], in ascending order of k. */
    static void multiplyTransposed8xNx3(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < 8; i++) {
        Arrays.fill(c[i], 0f);
        int k = 0;
        for (; k + 8 <= size; k += 8) {
          addScaled8x3(c[i], a[k][i], b[k], a[k + 1][i], b[k + 1], a[k + 2][i], b[k + 2],
              a[k + 3][i], b[k + 3], a[k + 4][i], b[k + 4], a[k + 5][i], b[k + 5], a[k + 6][i],
              b[k + 6], a[k + 7][i], b[k + 7]);
        }
        for (; k < size; k++) {
          addScaled1x3(c[i], a[k][i], b[k]);
        }
      }
    }

    /** c += Σ b, row by row. */
    static void add8x3(float[] c, float[] b0, float[] b1, float[] b2, float[] b3, float[] b4,
        float[] b5, float[] b6, float[] b7) {
      for (int j = 0; j < 3; j++) {
        c[j] = c[j] + b0[j] + b1[j] + b2[j] + b3[j] + b4[j] + b5[j] + b6[j] + b7[j];
      }
    }

    /** c += Σ b, row by row. */
    static void add1x3(float[] c, float[] b0) {
      for (int j = 0; j < 3; j++) {
        c[j] = c[j] + b0[j];
      }
    }

    /** c = Σ b[k], in ascending order of k. */
    static void sumRowsNx3(float[][] b, float[] c, int size) {
      Arrays.fill(c, 0f);
      int k = 0;
      for (; k + 8 <= size; k += 8) {
        add8x3(c, b[k], b[k + 1], b[k + 2], b[k + 3], b[k + 4], b[k + 5], b[k + 6], b[k + 7]);
      }
      for (; k < size; k++) {
        add1x3(c, b[k]);
      }
    }
  }
}
