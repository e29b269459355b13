package demo;

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
import dev.nnd.runtime.Lanes;
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
 * Classifies iris flowers from four measurements.
 *
 * <pre>
 *   regularizer    = 5e-5 (Σ W1² + Σ W2²)
 *   x.standardized = (x - x.mean) / x.deviation    [4]
 *   h              = tanh(W1 x.standardized + b1)  [16]
 *   p.z            = W2 h + b2                     [3]
 *   p              = softmax(p.z)                  [3]
 *   loss           = -Σ y ⊙ log_softmax(p.z)
 *   accuracy       = [argmax(p) == argmax(y)]
 *
 *   δp.z           = p - y                  [3]
 *   δh             = (W2ᵀ δp.z) ⊙ (1 - h²)  [16]
 *   ∂L/∂W1         = δh x.standardizedᵀ
 *   ∂L/∂b1         = δh
 *   ∂L/∂W2         = δp.z hᵀ
 *   ∂L/∂b2         = δp.z
 * </pre>
 *
 * 131 parameters; multiply-adds per example: 112 forward, 160 backward; 4 KiB of buffers at batch 16.
 */
@Generated("nndc 0.1.0, from input.nnd")
public final class Iris implements Network {
  private static final int X = 0;
  private static final int Y = 1;
  private static final int W1 = 0;
  private static final int B1 = 1;
  private static final int W2 = 2;
  private static final int B2 = 3;
  private static final int X_MEAN = 4;
  private static final int X_DEVIATION = 5;

  private static final Signature SIGNATURE = new Signature(
      "Iris",
      "input.nnd",
      Precision.FLOAT,
      List.of(Field.real("x", 4).from("sepal_length", "sepal_width", "petal_length",
          "petal_width").standardize()),
      List.of(Field.label("y", 3).withLabels("setosa", "versicolor", "virginica").from("species")),
      List.of(
          Parameter.of("W1", Layout.transposed(16, 4), Initializer.glorotUniform(4, 16), 16, 4),
          Parameter.of("b1", Layout.rows(1, 16), Initializer.zeros(), 16),
          Parameter.of("W2", Layout.transposed(3, 16), Initializer.glorotUniform(16, 3), 3, 16),
          Parameter.of("b2", Layout.rows(1, 3), Initializer.zeros(), 3),
          Parameter.state("x.mean", Layout.rows(1, 4), Initializer.zeros(), 4),
          Parameter.state("x.deviation", Layout.rows(1, 4), Initializer.ones(), 4)),
      List.of(Output.of("p", 3).withLabels("setosa", "versicolor", "virginica")),
      List.of(Metric.mean("accuracy")));

  private static final TrainingPlan PLAN = TrainingPlan.defaults()
      .withOptimizer(Optimizer.adam(0.01, 0.9, 0.999, 1.0E-8))
      .withBatch(16)
      .withEpochs(200)
      .withSeed(7L)
      .withPatience(20)
      .withDirections(MetricDirection.HIGHER);

  private volatile FloatParameters parameters;
  private final AtomicReference<Trainer> differentiator = new AtomicReference<>();
  private final AtomicReference<Forward> idle = new AtomicReference<>();

  private Iris(FloatParameters parameters) {
    Version.check("Iris", "0.1.0");
    this.parameters = parameters;
  }

  /** A network whose parameters are initialised from the seed. */
  public static Iris create(long seed) {
    FloatParameters parameters = new FloatParameters(SIGNATURE.parameters());
    parameters.initialize(seed);
    return new Iris(parameters);
  }

  /**
   * The network that was saved in a safetensors file.
   *
   * @throws IOException if the file cannot be read or does not fit; the message names the tensor
   */
  public static Iris load(Path path) throws IOException {
    FloatParameters parameters = new FloatParameters(SIGNATURE.parameters());
    parameters.load(Weights.read(path));
    return new Iris(parameters);
  }

  /** Examples to learn from or to evaluate: a row or a label each. */
  public static DataSet data(float[][] x, Species[] y) {
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
  public Species predictSpecies(float... x) {
    float[] p = new float[3];
    predict(x, p);
    int best = 0;
    for (int i = 1; i < p.length; i++) {
      best = p[i] > p[best] ? i : best;
    }
    return Species.values()[best];
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
    parameters.toWeights(Map.of("network", "Iris")).write(path);
  }

  /** x.standardized = (x - x.mean) / x.deviation */
  private static void xStandardized(float[][] xStandardized, float[][] x, float[] xDeviation,
      float[] xMean, int size) {
    for (int n = 0; n < size; n++) {
      float[] xStandardizedN = xStandardized[n];
      float[] xN = x[n];
      for (int i = 0; i < 4; i++) {
        xStandardizedN[i] = (xN[i] - xMean[i]) / xDeviation[i];
      }
    }
  }

  /** h = tanh(W1 x.standardized + b1) */
  private static void h(float[][] xStandardized, float[][] w1, float[][] h, float[] b1, int size) {
    Kernels.multiplyNx4x16(xStandardized, w1, h, size);
    for (int n = 0; n < size; n++) {
      float[] hN = h[n];
      for (int i = 0; i < 16; i++) {
        hN[i] = Functions.tanh(b1[i] + hN[i]);
      }
    }
  }

  /** p.z = W2 h + b2 */
  private static void pZ(float[][] h, float[][] w2, float[][] pZ, float[] b2, int size) {
    Kernels.multiplyNx16x3(h, w2, pZ, size);
    for (int n = 0; n < size; n++) {
      float[] pZN = pZ[n];
      for (int i = 0; i < 3; i++) {
        pZN[i] = b2[i] + pZN[i];
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

  /** regularizer = 5e-5 (Σ W1² + Σ W2²) */
  private static void computeRegularizer(float[][] w1, float[][] w2, float[] regularizer) {
    float sum = 0f;
    for (int i = 0; i < 4; i++) {
      sum += Lanes.dot(w1[i], w1[i], 16);
    }
    float sum2 = 0f;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 16; j++) {
        sum2 = Math.fma(w2[j][i], w2[j][i], sum2);
      }
    }
    regularizer[0] = 5e-5f * (sum + sum2);
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

  /** δh = (W2ᵀ δp.z) ⊙ (1 - h²) */
  private static void deltaH(float[][] deltaPZ, float[][] w2Rows, float[][] deltaH, float[][] h,
      int size) {
    Kernels.multiplyNx3x16(deltaPZ, w2Rows, deltaH, size);
    for (int n = 0; n < size; n++) {
      float[] deltaHN = deltaH[n];
      float[] hN = h[n];
      for (int i = 0; i < 16; i++) {
        deltaHN[i] = deltaHN[i] * (1f - hN[i] * hN[i]);
      }
    }
  }

  /** ∂L/∂W1 = 1e-4 W1 + batch_mean(δh x.standardizedᵀ) */
  private static void gradientW1(float[][] xStandardized, float[][] deltaH, float[][] gradientW1,
      float[][] w1, int size) {
    Kernels.multiplyTransposed4xNx16(xStandardized, deltaH, gradientW1, size);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 16; j++) {
        gradientW1[i][j] = 1e-4f * w1[i][j] + gradientW1[i][j] / size;
      }
    }
  }

  /** ∂L/∂b1 = batch_mean(δh) */
  private static void gradientB1(float[][] deltaH, float[] gradientB1, int size) {
    Kernels.sumRowsNx16(deltaH, gradientB1, size);
    for (int i = 0; i < 16; i++) {
      gradientB1[i] = gradientB1[i] / size;
    }
  }

  /** ∂L/∂W2 = 1e-4 W2 + batch_mean(δp.z hᵀ) */
  private static void gradientW2(float[][] h, float[][] deltaPZ, float[][] gradientW2, float[][] w2,
      int size) {
    Kernels.multiplyTransposed16xNx3(h, deltaPZ, gradientW2, size);
    for (int i = 0; i < 16; i++) {
      for (int j = 0; j < 3; j++) {
        gradientW2[i][j] = 1e-4f * w2[i][j] + gradientW2[i][j] / size;
      }
    }
  }

  /** ∂L/∂b2 = batch_mean(δp.z) */
  private static void gradientB2(float[][] deltaPZ, float[] gradientB2, int size) {
    Kernels.sumRowsNx3(deltaPZ, gradientB2, size);
    for (int i = 0; i < 3; i++) {
      gradientB2[i] = gradientB2[i] / size;
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
    private final float[][] xStandardized;
    private final float[][] h;
    private final float[][] pZ;
    private final float[] pZMaximum;
    private final float[] pZLogsum;
    private final float[][] p;
    private final float[] loss;
    private final float[] regularizer;
    private final float[] accuracy;
    private double lossSum;
    private final double[] metricSums;

    Forward(FloatParameters parameters, int capacity) {
      this.parameters = parameters;
      this.capacity = capacity;
      x = new float[capacity][];
      y = new int[capacity];
      xStandardized = new float[capacity][4];
      h = new float[capacity][16];
      pZ = new float[capacity][3];
      pZMaximum = new float[capacity];
      pZLogsum = new float[capacity];
      p = new float[capacity][3];
      loss = new float[capacity];
      regularizer = new float[1];
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
      xStandardized(xStandardized, x, parameters.rows(X_DEVIATION)[0], parameters.rows(X_MEAN)[0],
          size);
      h(xStandardized, parameters.rows(W1), h, parameters.rows(B1)[0], size);
      pZ(h, parameters.rows(W2), pZ, parameters.rows(B2)[0], size);
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
      computeRegularizer(parameters.rows(W1), parameters.rows(W2), regularizer);
      return regularizer[0];
    }
  }

  /** Trains the network; the settings are those of the train block until they are changed. */
  public static final class Trainer extends FloatTrainer<Trainer> {
    private final Iris network;
    private Forward forward;
    private float[][] deltaPZ;
    private float[][] deltaH;
    private float[][] w2Rows;

    private Trainer(Iris network) {
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
      deltaPZ = new float[capacity][3];
      deltaH = new float[capacity][16];
      w2Rows = new float[3][16];
    }

    @Override
    protected double lossAndGradient(Batch batch) {
      forward.run(batch);
      forward.losses(batch);
      double regularizer = forward.regularizer();
      backward(batch.size());
      return forward.lossSum / batch.size() + regularizer;
    }

    /** The gradients of the examples that were run. */
    private void backward(int size) {
      deltaPZ(deltaPZ, forward.p, forward.y, size);
      deltaH(deltaPZ, w2Rows, deltaH, forward.h, size);
      gradientW1(forward.xStandardized, deltaH, gradients.rows(W1), parameters.rows(W1), size);
      gradientB1(deltaH, gradients.rows(B1)[0], size);
      gradientW2(forward.h, deltaPZ, gradients.rows(W2), parameters.rows(W2), size);
      gradientB2(deltaPZ, gradients.rows(B2)[0], size);
    }

    /** Fills the second layouts from the parameters. */
    private void refresh() {
      transpose(parameters.rows(W2), w2Rows);
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

  /** The classes, in the order of the .nnd. */
  public enum Species {
    SETOSA,

    VERSICOLOR,

    VIRGINICA
  }

  /** Products of matrices, eight rows at a time. */
  private static final class Kernels {
    /** c += Σ a b, row by row. */
    static void addScaled4x16(float[] c, float a0, float[] b0, float a1, float[] b1, float a2,
        float[] b2, float a3, float[] b3) {
      for (int j = 0; j < 16; j++) {
        c[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j],
            c[j]))));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx4x16(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0f);
      }
      for (int i = 0; i < size; i++) {
        addScaled4x16(c[i], a[i][0], b[0], a[i][1], b[1], a[i][2], b[2], a[i][3], b[3]);
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
    static void multiplyNx16x3(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0f);
      }
      for (int k = 0; k < 16; k += 8) {
        for (int i = 0; i < size; i++) {
          addScaled8x3(c[i], a[i][k], b[k], a[i][k + 1], b[k + 1], a[i][k + 2], b[k + 2],
              a[i][k + 3], b[k + 3], a[i][k + 4], b[k + 4], a[i][k + 5], b[k + 5], a[i][k + 6],
              b[k + 6], a[i][k + 7], b[k + 7]);
        }
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled3x16(float[] c, float a0, float[] b0, float a1, float[] b1, float a2,
        float[] b2) {
      for (int j = 0; j < 16; j++) {
        c[j] = Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j])));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx3x16(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0f);
      }
      for (int i = 0; i < size; i++) {
        addScaled3x16(c[i], a[i][0], b[0], a[i][1], b[1], a[i][2], b[2]);
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled8x16(float[] c, float a0, float[] b0, float a1, float[] b1, float a2,
        float[] b2, float a3, float[] b3, float a4, float[] b4, float a5, float[] b5, float a6,
        float[] b6, float a7, float[] b7) {
      for (int j = 0; j < 16; j++) {
        c[j] = Math.fma(a7, b7[j], Math.fma(a6, b6[j], Math.fma(a5, b5[j], Math.fma(a4, b4[j],
            Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j],
            c[j]))))))));
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled1x16(float[] c, float a0, float[] b0) {
      for (int j = 0; j < 16; j++) {
        c[j] = Math.fma(a0, b0[j], c[j]);
      }
    }

    /** c[i] = Σ a[k][i] b[k], in ascending order of k. */
    static void multiplyTransposed4xNx16(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < 4; i++) {
        Arrays.fill(c[i], 0f);
        int k = 0;
        for (; k + 8 <= size; k += 8) {
          addScaled8x16(c[i], a[k][i], b[k], a[k + 1][i], b[k + 1], a[k + 2][i], b[k + 2],
              a[k + 3][i], b[k + 3], a[k + 4][i], b[k + 4], a[k + 5][i], b[k + 5], a[k + 6][i],
              b[k + 6], a[k + 7][i], b[k + 7]);
        }
        for (; k < size; k++) {
          addScaled1x16(c[i], a[k][i], b[k]);
        }
      }
    }

    /** c += Σ b, row by row. */
    static void add8x16(float[] c, float[] b0, float[] b1, float[] b2, float[] b3, float[] b4,
        float[] b5, float[] b6, float[] b7) {
      for (int j = 0; j < 16; j++) {
        c[j] = c[j] + b0[j] + b1[j] + b2[j] + b3[j] + b4[j] + b5[j] + b6[j] + b7[j];
      }
    }

    /** c += Σ b, row by row. */
    static void add1x16(float[] c, float[] b0) {
      for (int j = 0; j < 16; j++) {
        c[j] = c[j] + b0[j];
      }
    }

    /** c = Σ b[k], in ascending order of k. */
    static void sumRowsNx16(float[][] b, float[] c, int size) {
      Arrays.fill(c, 0f);
      int k = 0;
      for (; k + 8 <= size; k += 8) {
        add8x16(c, b[k], b[k + 1], b[k + 2], b[k + 3], b[k + 4], b[k + 5], b[k + 6], b[k + 7]);
      }
      for (; k < size; k++) {
        add1x16(c, b[k]);
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled1x3(float[] c, float a0, float[] b0) {
      for (int j = 0; j < 3; j++) {
        c[j] = Math.fma(a0, b0[j], c[j]);
      }
    }

    /** c[i] = Σ a[k][i] b[k], in ascending order of k. */
    static void multiplyTransposed16xNx3(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < 16; i++) {
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
