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
import dev.nnd.runtime.Metric;
import dev.nnd.runtime.MetricDirection;
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
 * A class and a number of one hidden layer.
 *
 * <pre>
 *   h.z      = h.W x + h.b                                  [8]
 *   h        = max(0, h.z)                                  [8]
 *   p.z      = p.W h + p.b                                  [3]
 *   s        = s.W h + s.b                                  [1]
 *   p        = softmax(p.z)                                 [3]
 *   loss     = (s - size)² / 4 - Σ kind ⊙ log_softmax(p.z)
 *   accuracy = [argmax(p) == argmax(kind)]
 *
 *   δs       = (s - size) / 2      [1]
 *   δp.z     = p - kind            [3]
 *   δh       = p.Wᵀ δp.z + δs s.W  [8]
 *   δh.z     = δh ⊙ [h.z &gt; 0]      [8]
 *   ∂L/∂h.W  = δh.z xᵀ
 *   ∂L/∂h.b  = δh.z
 *   ∂L/∂p.W  = δp.z hᵀ
 *   ∂L/∂p.b  = δp.z
 *   ∂L/∂s.W  = δs h
 *   ∂L/∂s.b  = δs
 * </pre>
 *
 * 84 parameters; multiply-adds per example: 72 forward, 96 backward; 10 KiB of buffers at batch 32.
 */
@Generated("nndc 0.1.0, from input.nnd")
public final class TwoOutputs implements Network {
  private static final int X = 0;
  private static final int KIND = 1;
  private static final int SIZE = 2;
  private static final int H_W = 0;
  private static final int H_B = 1;
  private static final int P_W = 2;
  private static final int P_B = 3;
  private static final int S_W = 4;
  private static final int S_B = 5;

  private static final Signature SIGNATURE = new Signature(
      "TwoOutputs",
      "input.nnd",
      Precision.DOUBLE,
      List.of(Field.real("x", 5)),
      List.of(
          Field.label("kind", 3),
          Field.real("size", 1)),
      List.of(
          Parameter.of("h.W", Layout.transposed(8, 5), Initializer.glorotUniform(5, 8), 8, 5),
          Parameter.of("h.b", Layout.rows(1, 8), Initializer.zeros(), 8),
          Parameter.of("p.W", Layout.transposed(3, 8), Initializer.glorotUniform(8, 3), 3, 8),
          Parameter.of("p.b", Layout.rows(1, 3), Initializer.zeros(), 3),
          Parameter.of("s.W", Layout.rows(1, 8), Initializer.glorotUniform(8, 1), 1, 8),
          Parameter.of("s.b", Layout.rows(1, 1), Initializer.zeros(), 1)),
      List.of(
          Output.of("p", 3).withClasses(3),
          Output.of("s", 1)),
      List.of(Metric.mean("accuracy")));

  private static final TrainingPlan PLAN = TrainingPlan.defaults()
      .withOptimizer(Optimizer.sgd(0.01))
      .withBatch(32)
      .withEpochs(10)
      .withSeed(0L)
      .withDirections(MetricDirection.HIGHER);

  private volatile DoubleParameters parameters;
  private final AtomicReference<Trainer> differentiator = new AtomicReference<>();
  private final AtomicReference<Forward> idle = new AtomicReference<>();

  private TwoOutputs(DoubleParameters parameters) {
    Version.check("TwoOutputs", "0.1.0");
    this.parameters = parameters;
  }

  /** A network whose parameters are initialised from the seed. */
  public static TwoOutputs create(long seed) {
    DoubleParameters parameters = new DoubleParameters(SIGNATURE.parameters());
    parameters.initialize(seed);
    return new TwoOutputs(parameters);
  }

  /**
   * The network that was saved in a safetensors file.
   *
   * @throws IOException if the file cannot be read or does not fit; the message names the tensor
   */
  public static TwoOutputs load(Path path) throws IOException {
    DoubleParameters parameters = new DoubleParameters(SIGNATURE.parameters());
    parameters.load(Weights.read(path));
    return new TwoOutputs(parameters);
  }

  /** Examples to learn from or to evaluate: a row or a label each. */
  public static DataSet data(double[][] x, int[] kind, double[][] size) {
    DataSet.Builder builder = DataSet.builder(SIGNATURE.fields());
    builder.doubles(X, x);
    builder.labels(KIND, kind);
    builder.doubles(SIZE, size);
    return builder.build();
  }

  /**
   * The outputs of one example, in inference mode. Any number of threads may call this at once.
   *
   * @param x row-major, of shape [5]
   * @param p receives the output, row-major, of shape [3]
   * @param s receives the output, row-major, of shape [1]
   */
  public void predict(double[] x, double[] p, double[] s) {
    Forward forward = workspace();
    forward.x[0] = Arguments.row("x", x, 5);
    forward.compute(1);
    System.arraycopy(forward.p[0], 0, Arguments.row("p", p, 3), 0, 3);
    System.arraycopy(forward.s[0], 0, Arguments.row("s", s, 1), 0, 1);
    idle.set(forward);
  }

  /**
   * The outputs of many examples, a row each. Any number of threads may call this at once.
   *
   * @param x for each example row-major, of shape [5]
   * @param p receives for each example the output, row-major, of shape [3]
   * @param s receives for each example the output, row-major, of shape [1]
   */
  public void predictBatch(double[][] x, double[][] p, double[][] s) {
    Arguments.examples("p", p.length, "x", x.length);
    Arguments.examples("s", s.length, "x", x.length);
    Forward forward = new Forward(parameters, 64);
    for (int from = 0; from < x.length; from += 64) {
      int size = Math.min(64, x.length - from);
      for (int n = 0; n < size; n++) {
        forward.x[n] = Arguments.row("x", x[from + n], 5);
      }
      forward.compute(size);
      for (int n = 0; n < size; n++) {
        System.arraycopy(forward.p[n], 0, Arguments.row("p", p[from + n], 3), 0, 3);
        System.arraycopy(forward.s[n], 0, Arguments.row("s", s[from + n], 1), 0, 1);
      }
    }
  }

  /** A workspace that no other thread uses, over the current parameters. */
  private Forward workspace() {
    Forward forward = idle.getAndSet(null);
    DoubleParameters current = parameters;
    return forward != null && forward.parameters == current ? forward : new Forward(current, 1);
  }

  /** The class of the largest element of the output p; of equal ones the first. */
  public int predictLabel(double... x) {
    double[] p = new double[3];
    double[] s = new double[1];
    predict(x, p, s);
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
    parameters.toWeights(Map.of("network", "TwoOutputs")).write(path);
  }

  /** h.z = h.W x + h.b */
  private static void hZ(double[][] x, double[][] hW, double[][] hZ, double[] hB, int size) {
    Kernels.multiplyNx5x8(x, hW, hZ, size);
    for (int n = 0; n < size; n++) {
      double[] hZN = hZ[n];
      for (int i = 0; i < 8; i++) {
        hZN[i] = hB[i] + hZN[i];
      }
    }
  }

  /** h = max(0, h.z) */
  private static void h(double[][] h, double[][] hZ, int size) {
    for (int n = 0; n < size; n++) {
      double[] hN = h[n];
      double[] hZN = hZ[n];
      for (int i = 0; i < 8; i++) {
        hN[i] = Math.max(0.0, hZN[i]);
      }
    }
  }

  /** p.z = p.W h + p.b */
  private static void pZ(double[][] h, double[][] pW, double[][] pZ, double[] pB, int size) {
    Kernels.multiplyNx8x3(h, pW, pZ, size);
    for (int n = 0; n < size; n++) {
      double[] pZN = pZ[n];
      for (int i = 0; i < 3; i++) {
        pZN[i] = pB[i] + pZN[i];
      }
    }
  }

  /** s = s.W h + s.b */
  private static void s(double[][] s, double[][] h, double[][] sW, double[] sB, int size) {
    for (int n = 0; n < size; n++) {
      double[] sN = s[n];
      double[] hN = h[n];
      double sum = 0.0;
      for (int i = 0; i < 8; i++) {
        sum = Math.fma(sW[0][i], hN[i], sum);
      }
      sN[0] = sB[0] + sum;
    }
  }

  /** p.z.maximum + p.z.logsum = logsumexp(p.z) */
  private static void pZLogsum(double[][] pZ, double[] pZMaximum, double[] pZLogsum, int size) {
    for (int n = 0; n < size; n++) {
      double[] pZN = pZ[n];
      double max = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < 3; i++) {
        max = Math.max(max, pZN[i]);
      }
      int ties = -1;
      double rest = 0.0;
      for (int i = 0; i < 3; i++) {
        if (pZN[i] == max) {
          ties++;
        } else {
          rest += Functions.exp(pZN[i] - max);
        }
      }
      double logSum = Functions.log1p(ties + rest);
      pZMaximum[n] = max;
      pZLogsum[n] = logSum;
    }
  }

  /** p = softmax(p.z) */
  private static void p(double[][] p, double[][] pZ, double[] pZMaximum, double[] pZLogsum,
      int size) {
    for (int n = 0; n < size; n++) {
      double[] pN = p[n];
      double[] pZN = pZ[n];
      for (int i = 0; i < 3; i++) {
        pN[i] = Functions.exp(pZN[i] - pZMaximum[n] - pZLogsum[n]);
      }
    }
  }

  /** loss = (s - size)² / 4 - p.z[kind] + logsumexp(p.z) */
  private static void loss(double[][] size2, double[][] s, double[][] pZ, int[] kind,
      double[] pZMaximum, double[] pZLogsum, double[] loss, int size) {
    for (int n = 0; n < size; n++) {
      double[] size2N = size2[n];
      double[] sN = s[n];
      double[] pZN = pZ[n];
      double difference = sN[0] - size2N[0];
      loss[n] = 0.25 * (difference * difference) + (pZMaximum[n] - pZN[kind[n]] + pZLogsum[n]);
    }
  }

  /** accuracy = [argmax(p) == kind] */
  private static void accuracy(double[][] p, int[] kind, double[] accuracy, int size) {
    for (int n = 0; n < size; n++) {
      double[] pN = p[n];
      double largest = Double.NEGATIVE_INFINITY;
      int argmax = 0;
      for (int i = 0; i < 3; i++) {
        if (pN[i] > largest) {
          largest = pN[i];
          argmax = i;
        }
      }
      accuracy[n] = argmax == kind[n] ? 1.0 : 0.0;
    }
  }

  /** δs = (s - size) / 2 */
  private static void deltaS(double[][] deltaS, double[][] size2, double[][] s, int size) {
    for (int n = 0; n < size; n++) {
      double[] deltaSN = deltaS[n];
      double[] size2N = size2[n];
      double[] sN = s[n];
      deltaSN[0] = 0.5 * (sN[0] - size2N[0]);
    }
  }

  /** δp.z = p - kind */
  private static void deltaPZ(double[][] deltaPZ, double[][] p, int[] kind, int size) {
    for (int n = 0; n < size; n++) {
      double[] deltaPZN = deltaPZ[n];
      double[] pN = p[n];
      for (int i = 0; i < 3; i++) {
        deltaPZN[i] = pN[i] - (i == kind[n] ? 1.0 : 0.0);
      }
    }
  }

  /** δh.z = (p.Wᵀ δp.z + δs s.W) ⊙ [h.z > 0] */
  private static void deltaHZ(double[][] deltaPZ, double[][] pWRows, double[][] deltaHZ,
      double[][] hZ, double[][] deltaS, double[][] sW, int size) {
    Kernels.multiplyNx3x8(deltaPZ, pWRows, deltaHZ, size);
    for (int n = 0; n < size; n++) {
      double[] deltaHZN = deltaHZ[n];
      double[] hZN = hZ[n];
      double[] deltaSN = deltaS[n];
      for (int i = 0; i < 8; i++) {
        deltaHZN[i] = hZN[i] > 0.0 ? sW[0][i] * deltaSN[0] + deltaHZN[i] : 0.0;
      }
    }
  }

  /** ∂L/∂h.W = batch_mean(δh.z xᵀ) */
  private static void gradientHW(double[][] x, double[][] deltaHZ, double[][] gradientHW,
      int size) {
    Kernels.multiplyTransposed5xNx8(x, deltaHZ, gradientHW, size);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 8; j++) {
        gradientHW[i][j] = gradientHW[i][j] / size;
      }
    }
  }

  /** ∂L/∂h.b = batch_mean(δh.z) */
  private static void gradientHB(double[][] deltaHZ, double[] gradientHB, int size) {
    Kernels.sumRowsNx8(deltaHZ, gradientHB, size);
    for (int i = 0; i < 8; i++) {
      gradientHB[i] = gradientHB[i] / size;
    }
  }

  /** ∂L/∂p.W = batch_mean(δp.z hᵀ) */
  private static void gradientPW(double[][] h, double[][] deltaPZ, double[][] gradientPW,
      int size) {
    Kernels.multiplyTransposed8xNx3(h, deltaPZ, gradientPW, size);
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 3; j++) {
        gradientPW[i][j] = gradientPW[i][j] / size;
      }
    }
  }

  /** ∂L/∂p.b = batch_mean(δp.z) */
  private static void gradientPB(double[][] deltaPZ, double[] gradientPB, int size) {
    Kernels.sumRowsNx3(deltaPZ, gradientPB, size);
    for (int i = 0; i < 3; i++) {
      gradientPB[i] = gradientPB[i] / size;
    }
  }

  /** ∂L/∂s.W = batch_mean(δs h) */
  private static void gradientSW(double[][] h, double[][] deltaS, double[][] gradientSW, int size) {
    double sum = 0.0;
    double sum2 = 0.0;
    double sum3 = 0.0;
    double sum4 = 0.0;
    double sum5 = 0.0;
    double sum6 = 0.0;
    double sum7 = 0.0;
    double sum8 = 0.0;
    for (int n = 0; n < size; n++) {
      sum = Math.fma(h[n][0], deltaS[n][0], sum);
      sum2 = Math.fma(h[n][1], deltaS[n][0], sum2);
      sum3 = Math.fma(h[n][2], deltaS[n][0], sum3);
      sum4 = Math.fma(h[n][3], deltaS[n][0], sum4);
      sum5 = Math.fma(h[n][4], deltaS[n][0], sum5);
      sum6 = Math.fma(h[n][5], deltaS[n][0], sum6);
      sum7 = Math.fma(h[n][6], deltaS[n][0], sum7);
      sum8 = Math.fma(h[n][7], deltaS[n][0], sum8);
    }
    gradientSW[0][0] = sum / size;
    gradientSW[0][1] = sum2 / size;
    gradientSW[0][2] = sum3 / size;
    gradientSW[0][3] = sum4 / size;
    gradientSW[0][4] = sum5 / size;
    gradientSW[0][5] = sum6 / size;
    gradientSW[0][6] = sum7 / size;
    gradientSW[0][7] = sum8 / size;
  }

  /** ∂L/∂s.b = batch_mean(δs) */
  private static void gradientSB(double[][] deltaS, double[] gradientSB, int size) {
    double sum = 0.0;
    for (int n = 0; n < size; n++) {
      sum += deltaS[n][0];
    }
    gradientSB[0] = sum / size;
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
    private final int[] kind;
    private final double[][] size_;
    private final double[][] hZ;
    private final double[][] h;
    private final double[][] pZ;
    private final double[][] s;
    private final double[] pZMaximum;
    private final double[] pZLogsum;
    private final double[][] p;
    private final double[] loss;
    private final double[] accuracy;
    private double lossSum;
    private final double[] metricSums;

    Forward(DoubleParameters parameters, int capacity) {
      this.parameters = parameters;
      this.capacity = capacity;
      x = new double[capacity][];
      kind = new int[capacity];
      size_ = new double[capacity][];
      hZ = new double[capacity][8];
      h = new double[capacity][8];
      pZ = new double[capacity][3];
      s = new double[capacity][1];
      pZMaximum = new double[capacity];
      pZLogsum = new double[capacity];
      p = new double[capacity][3];
      loss = new double[capacity];
      accuracy = new double[capacity];
      metricSums = new double[1];
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
      hZ(x, parameters.rows(H_W), hZ, parameters.rows(H_B)[0], size);
      h(h, hZ, size);
      pZ(h, parameters.rows(P_W), pZ, parameters.rows(P_B)[0], size);
      s(s, h, parameters.rows(S_W), parameters.rows(S_B)[0], size);
      pZLogsum(pZ, pZMaximum, pZLogsum, size);
      p(p, pZ, pZMaximum, pZLogsum, size);
    }

    /** The losses of the examples that were run. */
    private void losses(Batch batch) {
      for (int n = 0; n < batch.size(); n++) {
        kind[n] = batch.label(KIND, n);
        size_[n] = batch.doubles(SIZE, n);
      }
      computeLoss(batch.size());
      lossSum = total(loss, batch.size());
    }

    /** The loss of each example. */
    private void computeLoss(int size) {
      loss(size_, s, pZ, kind, pZMaximum, pZLogsum, loss, size);
    }

    /** The metrics of each example. */
    private void computeMetrics(int size) {
      accuracy(p, kind, accuracy, size);
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
      if (output == 0) {
        return p[example][component];
      }
      if (output == 1) {
        return s[example][component];
      }
      throw new IndexOutOfBoundsException(output);
    }

    @Override
    public double regularizer() {
      return 0;
    }
  }

  /** Trains the network; the settings are those of the train block until they are changed. */
  public static final class Trainer extends DoubleTrainer<Trainer> {
    private final TwoOutputs network;
    private Forward forward;
    private double[][] deltaS;
    private double[][] deltaPZ;
    private double[][] deltaHZ;
    private double[][] pWRows;

    private Trainer(TwoOutputs network) {
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
      deltaS = new double[capacity][1];
      deltaPZ = new double[capacity][3];
      deltaHZ = new double[capacity][8];
      pWRows = new double[3][8];
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
      deltaS(deltaS, forward.size_, forward.s, size);
      deltaPZ(deltaPZ, forward.p, forward.kind, size);
      deltaHZ(deltaPZ, pWRows, deltaHZ, forward.hZ, deltaS, parameters.rows(S_W), size);
      gradientHW(forward.x, deltaHZ, gradients.rows(H_W), size);
      gradientHB(deltaHZ, gradients.rows(H_B)[0], size);
      gradientPW(forward.h, deltaPZ, gradients.rows(P_W), size);
      gradientPB(deltaPZ, gradients.rows(P_B)[0], size);
      gradientSW(forward.h, deltaS, gradients.rows(S_W), size);
      gradientSB(deltaS, gradients.rows(S_B)[0], size);
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
    static void addScaled5x8(double[] c, double a0, double[] b0, double a1, double[] b1, double a2,
        double[] b2, double a3, double[] b3, double a4, double[] b4) {
      for (int j = 0; j < 8; j++) {
        c[j] = Math.fma(a4, b4[j], Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j],
            Math.fma(a0, b0[j], c[j])))));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx5x8(double[][] a, double[][] b, double[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0.0);
      }
      for (int i = 0; i < size; i++) {
        addScaled5x8(c[i], a[i][0], b[0], a[i][1], b[1], a[i][2], b[2], a[i][3], b[3], a[i][4],
            b[4]);
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled8x3(double[] c, double a0, double[] b0, double a1, double[] b1, double a2,
        double[] b2, double a3, double[] b3, double a4, double[] b4, double a5, double[] b5,
        double a6, double[] b6, double a7, double[] b7) {
      for (int j = 0; j < 3; j++) {
        c[j] = Math.fma(a7, b7[j], Math.fma(a6, b6[j], Math.fma(a5, b5[j], Math.fma(a4, b4[j],
            Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j],
            c[j]))))))));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx8x3(double[][] a, double[][] b, double[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0.0);
      }
      for (int i = 0; i < size; i++) {
        addScaled8x3(c[i], a[i][0], b[0], a[i][1], b[1], a[i][2], b[2], a[i][3], b[3], a[i][4],
            b[4], a[i][5], b[5], a[i][6], b[6], a[i][7], b[7]);
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled3x8(double[] c, double a0, double[] b0, double a1, double[] b1, double a2,
        double[] b2) {
      for (int j = 0; j < 8; j++) {
        c[j] = Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j])));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx3x8(double[][] a, double[][] b, double[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0.0);
      }
      for (int i = 0; i < size; i++) {
        addScaled3x8(c[i], a[i][0], b[0], a[i][1], b[1], a[i][2], b[2]);
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
    static void multiplyTransposed5xNx8(double[][] a, double[][] b, double[][] c, int size) {
      for (int i = 0; i < 5; i++) {
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

    /** c += Σ a b, row by row. */
    static void addScaled1x3(double[] c, double a0, double[] b0) {
      for (int j = 0; j < 3; j++) {
        c[j] = Math.fma(a0, b0[j], c[j]);
      }
    }

    /** c[i] = Σ a[k][i] b[k], in ascending order of k. */
    static void multiplyTransposed8xNx3(double[][] a, double[][] b, double[][] c, int size) {
      for (int i = 0; i < 8; i++) {
        Arrays.fill(c[i], 0.0);
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
    static void add8x3(double[] c, double[] b0, double[] b1, double[] b2, double[] b3, double[] b4,
        double[] b5, double[] b6, double[] b7) {
      for (int j = 0; j < 3; j++) {
        c[j] = c[j] + b0[j] + b1[j] + b2[j] + b3[j] + b4[j] + b5[j] + b6[j] + b7[j];
      }
    }

    /** c += Σ b, row by row. */
    static void add1x3(double[] c, double[] b0) {
      for (int j = 0; j < 3; j++) {
        c[j] = c[j] + b0[j];
      }
    }

    /** c = Σ b[k], in ascending order of k. */
    static void sumRowsNx3(double[][] b, double[] c, int size) {
      Arrays.fill(c, 0.0);
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
