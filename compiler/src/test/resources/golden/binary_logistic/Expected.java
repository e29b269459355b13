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
 * Logistic regression: the gradient by the score is p - y.
 *
 * <pre>
 *   p.z      = wᵀ x + b
 *   p        = logistic(p.z)
 *   accuracy = [[p - 1/2 &gt; 0] == [y - 1/2 &gt; 0]]
 *   loss     = y softplus(-p.z) + (1 - y) softplus(p.z)
 *
 *   δp.z     = p - y
 *   ∂L/∂w    = δp.z x
 *   ∂L/∂b    = δp.z
 * </pre>
 *
 * 6 parameters; multiply-adds per example: 5 forward, 5 backward; 640 bytes of buffers at batch 32.
 */
@Generated("nndc 0.1.0, from input.nnd")
public final class BinaryLogistic implements Network {
  private static final int X = 0;
  private static final int Y = 1;
  private static final int W = 0;
  private static final int B = 1;

  private static final Signature SIGNATURE = new Signature(
      "BinaryLogistic",
      "input.nnd",
      Precision.FLOAT,
      List.of(Field.real("x", 5)),
      List.of(Field.real("y").in(0.0, 1.0)),
      List.of(
          Parameter.of("w", Layout.rows(1, 5), Initializer.zeros(), 5),
          Parameter.of("b", Layout.rows(1, 1), Initializer.zeros())),
      List.of(Output.of("p")),
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

  private BinaryLogistic(FloatParameters parameters) {
    Version.check("BinaryLogistic", "0.1.0");
    this.parameters = parameters;
  }

  /** A network whose parameters are initialised from the seed. */
  public static BinaryLogistic create(long seed) {
    FloatParameters parameters = new FloatParameters(SIGNATURE.parameters());
    parameters.initialize(seed);
    return new BinaryLogistic(parameters);
  }

  /**
   * The network that was saved in a safetensors file.
   *
   * @throws IOException if the file cannot be read or does not fit; the message names the tensor
   */
  public static BinaryLogistic load(Path path) throws IOException {
    FloatParameters parameters = new FloatParameters(SIGNATURE.parameters());
    parameters.load(Weights.read(path));
    return new BinaryLogistic(parameters);
  }

  /** Examples to learn from or to evaluate: a row or a label each. */
  public static DataSet data(float[][] x, float[] y) {
    DataSet.Builder builder = DataSet.builder(SIGNATURE.fields());
    builder.floats(X, x);
    builder.floats(Y, y);
    return builder.build();
  }

  /**
   * The outputs of one example, in inference mode. Any number of threads may call this at once.
   *
   * @param x row-major, of shape [5]
   * @param p receives the output, one number
   */
  public void predict(float[] x, float[] p) {
    Forward forward = workspace();
    forward.x[0] = Arguments.row("x", x, 5);
    forward.compute(1);
    Arguments.row("p", p, 1)[0] = forward.p[0];
    idle.set(forward);
  }

  /**
   * The outputs of many examples, a row each. Any number of threads may call this at once.
   *
   * @param x for each example row-major, of shape [5]
   * @param p receives for each example the output, one number
   */
  public void predictBatch(float[][] x, float[] p) {
    Arguments.examples("p", p.length, "x", x.length);
    Forward forward = new Forward(parameters, 64);
    for (int from = 0; from < x.length; from += 64) {
      int size = Math.min(64, x.length - from);
      for (int n = 0; n < size; n++) {
        forward.x[n] = Arguments.row("x", x[from + n], 5);
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
    FloatParameters current = parameters;
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
    parameters.toWeights(Map.of("network", "BinaryLogistic")).write(path);
  }

  /** p.z = wᵀ x + b */
  private static void pZ(float[][] x, float[] w, float[] b, float[] pZ, int size) {
    for (int n = 0; n < size; n++) {
      float[] xN = x[n];
      float sum = 0f;
      for (int i = 0; i < 5; i++) {
        sum = Math.fma(w[i], xN[i], sum);
      }
      pZ[n] = b[0] + sum;
    }
  }

  /** p = logistic(p.z) */
  private static void p(float[] pZ, float[] p, int size) {
    for (int n = 0; n < size; n++) {
      p[n] = Functions.logistic(pZ[n]);
    }
  }

  /** loss = y softplus(-p.z) + (1 - y) softplus(p.z) */
  private static void loss(float[][] y, float[] pZ, float[] loss, int size) {
    for (int n = 0; n < size; n++) {
      float[] yN = y[n];
      loss[n] = yN[0] * Functions.softplus(-pZ[n]) + (1f - yN[0]) * Functions.softplus(pZ[n]);
    }
  }

  /** accuracy = [[p - 1/2 > 0] == [y - 1/2 > 0]] */
  private static void accuracy(float[][] y, float[] p, float[] accuracy, int size) {
    for (int n = 0; n < size; n++) {
      float[] yN = y[n];
      accuracy[n] = (p[n] - 0.5f > 0f ? 1f : 0f) == (yN[0] - 0.5f > 0f ? 1f : 0f) ? 1f : 0f;
    }
  }

  /** δp.z = p - y */
  private static void deltaPZ(float[][] y, float[] p, float[] deltaPZ, int size) {
    for (int n = 0; n < size; n++) {
      float[] yN = y[n];
      deltaPZ[n] = p[n] - yN[0];
    }
  }

  /** ∂L/∂w = batch_mean(δp.z x) */
  private static void gradientW(float[] deltaPZ, float[][] x, float[] gradientW, int size) {
    Kernels.combineRowsNx5(deltaPZ, x, gradientW, size);
    for (int i = 0; i < 5; i++) {
      gradientW[i] = gradientW[i] / size;
    }
  }

  /** ∂L/∂b = batch_mean(δp.z) */
  private static void gradientB(float[] deltaPZ, float[] gradientB, int size) {
    float sum = 0f;
    for (int n = 0; n < size; n++) {
      sum += deltaPZ[n];
    }
    gradientB[0] = sum / size;
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
    private final float[][] y;
    private final float[] pZ;
    private final float[] p;
    private final float[] loss;
    private final float[] accuracy;
    private double lossSum;
    private final double[] metricSums;

    Forward(FloatParameters parameters, int capacity) {
      this.parameters = parameters;
      this.capacity = capacity;
      x = new float[capacity][];
      y = new float[capacity][];
      pZ = new float[capacity];
      p = new float[capacity];
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
      pZ(x, parameters.rows(W)[0], parameters.rows(B)[0], pZ, size);
      p(pZ, p, size);
    }

    /** The losses of the examples that were run. */
    private void losses(Batch batch) {
      for (int n = 0; n < batch.size(); n++) {
        y[n] = batch.floats(Y, n);
      }
      computeLoss(batch.size());
      lossSum = total(loss, batch.size());
    }

    /** The loss of each example. */
    private void computeLoss(int size) {
      loss(y, pZ, loss, size);
    }

    /** The metrics of each example. */
    private void computeMetrics(int size) {
      accuracy(y, p, accuracy, size);
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
      return p[example];
    }

    @Override
    public double regularizer() {
      return 0;
    }
  }

  /** Trains the network; the settings are those of the train block until they are changed. */
  public static final class Trainer extends FloatTrainer<Trainer> {
    private final BinaryLogistic network;
    private Forward forward;
    private float[] deltaPZ;

    private Trainer(BinaryLogistic network) {
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
      deltaPZ = new float[capacity];
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
      deltaPZ(forward.y, forward.p, deltaPZ, size);
      gradientW(deltaPZ, forward.x, gradients.rows(W)[0], size);
      gradientB(deltaPZ, gradients.rows(B)[0], size);
    }

    @Override
    protected void parametersChanged() {
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
    static void addScaled8x5(float[] c, float a0, float[] b0, float a1, float[] b1, float a2,
        float[] b2, float a3, float[] b3, float a4, float[] b4, float a5, float[] b5, float a6,
        float[] b6, float a7, float[] b7) {
      for (int j = 0; j < 5; j++) {
        c[j] = Math.fma(a7, b7[j], Math.fma(a6, b6[j], Math.fma(a5, b5[j], Math.fma(a4, b4[j],
            Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j],
            c[j]))))))));
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled1x5(float[] c, float a0, float[] b0) {
      for (int j = 0; j < 5; j++) {
        c[j] = Math.fma(a0, b0[j], c[j]);
      }
    }

    /** c = Σ a[k] b[k], in ascending order of k. */
    static void combineRowsNx5(float[] a, float[][] b, float[] c, int size) {
      Arrays.fill(c, 0f);
      int k = 0;
      for (; k + 8 <= size; k += 8) {
        addScaled8x5(c, a[k], b[k], a[k + 1], b[k + 1], a[k + 2], b[k + 2], a[k + 3], b[k + 3],
            a[k + 4], b[k + 4], a[k + 5], b[k + 5], a[k + 6], b[k + 6], a[k + 7], b[k + 7]);
      }
      for (; k < size; k++) {
        addScaled1x5(c, a[k], b[k]);
      }
    }
  }
}
