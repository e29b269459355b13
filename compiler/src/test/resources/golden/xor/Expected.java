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
 * Exclusive or, by two hidden units.
 *
 * <pre>
 *   h     = tanh(W x + b)  [2]
 *   p.z   = vᵀ h + c
 *   p     = logistic(p.z)
 *   loss  = (p - y)² / 2
 *
 *   δp    = p - y
 *   δp.z  = p δp (1 - p)
 *   δh    = δp.z v         [2]
 *   δh.2  = δh ⊙ (1 - h²)  [2]
 *   ∂L/∂W = δh.2 xᵀ
 *   ∂L/∂b = δh.2
 *   ∂L/∂v = δp.z h
 *   ∂L/∂c = δp.z
 * </pre>
 *
 * 9 parameters; multiply-adds per example: 6 forward, 6 backward; 320 bytes of buffers at batch 4.
 */
@Generated("nndc 0.1.0, from input.nnd")
public final class Xor implements Network {
  private static final int X = 0;
  private static final int Y = 1;
  private static final int W = 0;
  private static final int B = 1;
  private static final int V = 2;
  private static final int C = 3;

  private static final Signature SIGNATURE = new Signature(
      "Xor",
      "input.nnd",
      Precision.DOUBLE,
      List.of(Field.real("x", 2)),
      List.of(Field.real("y").in(0.0, 1.0)),
      List.of(
          Parameter.of("W", Layout.transposed(2, 2), Initializer.glorotUniform(2, 2), 2, 2),
          Parameter.of("b", Layout.rows(1, 2), Initializer.zeros(), 2),
          Parameter.of("v", Layout.rows(1, 2), Initializer.glorotUniform(2, 2), 2),
          Parameter.of("c", Layout.rows(1, 1), Initializer.zeros())),
      List.of(Output.of("p")),
      List.of());

  private static final TrainingPlan PLAN = TrainingPlan.defaults()
      .withOptimizer(Optimizer.sgd(0.5))
      .withBatch(4)
      .withEpochs(2000)
      .withSeed(0L);

  private volatile DoubleParameters parameters;
  private final AtomicReference<Trainer> differentiator = new AtomicReference<>();
  private final AtomicReference<Forward> idle = new AtomicReference<>();

  private Xor(DoubleParameters parameters) {
    Version.check("Xor", "0.1.0");
    this.parameters = parameters;
  }

  /** A network whose parameters are initialised from the seed. */
  public static Xor create(long seed) {
    DoubleParameters parameters = new DoubleParameters(SIGNATURE.parameters());
    parameters.initialize(seed);
    return new Xor(parameters);
  }

  /**
   * The network that was saved in a safetensors file.
   *
   * @throws IOException if the file cannot be read or does not fit; the message names the tensor
   */
  public static Xor load(Path path) throws IOException {
    DoubleParameters parameters = new DoubleParameters(SIGNATURE.parameters());
    parameters.load(Weights.read(path));
    return new Xor(parameters);
  }

  /** Examples to learn from or to evaluate: a row or a label each. */
  public static DataSet data(double[][] x, double[] y) {
    DataSet.Builder builder = DataSet.builder(SIGNATURE.fields());
    builder.doubles(X, x);
    builder.doubles(Y, y);
    return builder.build();
  }

  /**
   * The outputs of one example, in inference mode. Any number of threads may call this at once.
   *
   * @param x row-major, of shape [2]
   * @param p receives the output, one number
   */
  public void predict(double[] x, double[] p) {
    Forward forward = workspace();
    forward.x[0] = Arguments.row("x", x, 2);
    forward.compute(1);
    Arguments.row("p", p, 1)[0] = forward.p[0];
    idle.set(forward);
  }

  /**
   * The outputs of many examples, a row each. Any number of threads may call this at once.
   *
   * @param x for each example row-major, of shape [2]
   * @param p receives for each example the output, one number
   */
  public void predictBatch(double[][] x, double[] p) {
    Arguments.examples("p", p.length, "x", x.length);
    Forward forward = new Forward(parameters, 64);
    for (int from = 0; from < x.length; from += 64) {
      int size = Math.min(64, x.length - from);
      for (int n = 0; n < size; n++) {
        forward.x[n] = Arguments.row("x", x[from + n], 2);
      }
      forward.compute(size);
      for (int n = 0; n < size; n++) {
        p[from + n] = forward.p[n];
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
    parameters.toWeights(Map.of("network", "Xor")).write(path);
  }

  /** h = tanh(W x + b) */
  private static void h(double[][] x, double[][] w, double[][] h, double[] b, int size) {
    Kernels.multiplyNx2x2(x, w, h, size);
    for (int n = 0; n < size; n++) {
      double[] hN = h[n];
      for (int i = 0; i < 2; i++) {
        hN[i] = Functions.tanh(b[i] + hN[i]);
      }
    }
  }

  /** p = logistic(vᵀ h + c) */
  private static void p(double[][] h, double[] v, double[] c, double[] p, int size) {
    for (int n = 0; n < size; n++) {
      double[] hN = h[n];
      double sum = 0.0;
      for (int i = 0; i < 2; i++) {
        sum = Math.fma(v[i], hN[i], sum);
      }
      p[n] = Functions.logistic(c[0] + sum);
    }
  }

  /** loss = (p - y)² / 2 */
  private static void loss(double[][] y, double[] p, double[] loss, int size) {
    for (int n = 0; n < size; n++) {
      double[] yN = y[n];
      double difference = p[n] - yN[0];
      loss[n] = 0.5 * (difference * difference);
    }
  }

  /** δp = p - y */
  private static void deltaP(double[][] y, double[] p, double[] deltaP, int size) {
    for (int n = 0; n < size; n++) {
      double[] yN = y[n];
      deltaP[n] = p[n] - yN[0];
    }
  }

  /** δp.z = p δp (1 - p) */
  private static void deltaPZ(double[] p, double[] deltaP, double[] deltaPZ, int size) {
    for (int n = 0; n < size; n++) {
      deltaPZ[n] = p[n] * deltaP[n] * (1.0 - p[n]);
    }
  }

  /** δh = δp.z v */
  private static void deltaH(double[][] deltaH, double[] v, double[] deltaPZ, int size) {
    for (int n = 0; n < size; n++) {
      double[] deltaHN = deltaH[n];
      for (int i = 0; i < 2; i++) {
        deltaHN[i] = v[i] * deltaPZ[n];
      }
    }
  }

  /** δh.2 = δh ⊙ (1 - h²) */
  private static void deltaH2(double[][] deltaH2, double[][] h, double[][] deltaH, int size) {
    for (int n = 0; n < size; n++) {
      double[] deltaH2N = deltaH2[n];
      double[] hN = h[n];
      double[] deltaHN = deltaH[n];
      for (int i = 0; i < 2; i++) {
        deltaH2N[i] = deltaHN[i] * (1.0 - hN[i] * hN[i]);
      }
    }
  }

  /** ∂L/∂W = batch_mean(δh.2 xᵀ) */
  private static void gradientW(double[][] x, double[][] deltaH2, double[][] gradientW, int size) {
    Kernels.multiplyTransposed2xNx2(x, deltaH2, gradientW, size);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        gradientW[i][j] = gradientW[i][j] / size;
      }
    }
  }

  /** ∂L/∂b = batch_mean(δh.2) */
  private static void gradientB(double[][] deltaH2, double[] gradientB, int size) {
    Kernels.sumRowsNx2(deltaH2, gradientB, size);
    for (int i = 0; i < 2; i++) {
      gradientB[i] = gradientB[i] / size;
    }
  }

  /** ∂L/∂v = batch_mean(δp.z h) */
  private static void gradientV(double[] deltaPZ, double[][] h, double[] gradientV, int size) {
    Kernels.combineRowsNx2(deltaPZ, h, gradientV, size);
    for (int i = 0; i < 2; i++) {
      gradientV[i] = gradientV[i] / size;
    }
  }

  /** ∂L/∂c = batch_mean(δp.z) */
  private static void gradientC(double[] deltaPZ, double[] gradientC, int size) {
    double sum = 0.0;
    for (int n = 0; n < size; n++) {
      sum += deltaPZ[n];
    }
    gradientC[0] = sum / size;
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
    private final double[][] h;
    private final double[] p;
    private final double[] loss;
    private double lossSum;

    Forward(DoubleParameters parameters, int capacity) {
      this.parameters = parameters;
      this.capacity = capacity;
      x = new double[capacity][];
      y = new double[capacity][];
      h = new double[capacity][2];
      p = new double[capacity];
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
      h(x, parameters.rows(W), h, parameters.rows(B)[0], size);
      p(h, parameters.rows(V)[0], parameters.rows(C)[0], p, size);
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
      return p[example];
    }

    @Override
    public double regularizer() {
      return 0;
    }
  }

  /** Trains the network; the settings are those of the train block until they are changed. */
  public static final class Trainer extends DoubleTrainer<Trainer> {
    private final Xor network;
    private Forward forward;
    private double[] deltaP;
    private double[] deltaPZ;
    private double[][] deltaH;
    private double[][] deltaH2;

    private Trainer(Xor network) {
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
      deltaP = new double[capacity];
      deltaPZ = new double[capacity];
      deltaH = new double[capacity][2];
      deltaH2 = new double[capacity][2];
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
      deltaP(forward.y, forward.p, deltaP, size);
      deltaPZ(forward.p, deltaP, deltaPZ, size);
      deltaH(deltaH, parameters.rows(V)[0], deltaPZ, size);
      deltaH2(deltaH2, forward.h, deltaH, size);
      gradientW(forward.x, deltaH2, gradients.rows(W), size);
      gradientB(deltaH2, gradients.rows(B)[0], size);
      gradientV(deltaPZ, forward.h, gradients.rows(V)[0], size);
      gradientC(deltaPZ, gradients.rows(C)[0], size);
    }

    @Override
    protected void parametersChanged() {
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

    /** c = Σ a[k] b[k], in ascending order of k. */
    static void combineRowsNx2(double[] a, double[][] b, double[] c, int size) {
      Arrays.fill(c, 0.0);
      int k = 0;
      for (; k + 8 <= size; k += 8) {
        addScaled8x2(c, a[k], b[k], a[k + 1], b[k + 1], a[k + 2], b[k + 2], a[k + 3], b[k + 3],
            a[k + 4], b[k + 4], a[k + 5], b[k + 5], a[k + 6], b[k + 6], a[k + 7], b[k + 7]);
      }
      for (; k < size; k++) {
        addScaled1x2(c, a[k], b[k]);
      }
    }
  }
}
