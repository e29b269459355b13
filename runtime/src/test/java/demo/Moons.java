package demo;

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

/**
 * Tells two interleaved half moons apart.
 *
 * <pre>
 *   u  = (x - x.mean) / x.deviation    [2]
 *   h  = tanh(W1 u + b1)               [8]
 *   p  = softmax(W2 h + b2)            [2]
 *   L  = -log p[y]                     R = 1e-4 / 2 (Σ W1² + Σ W2²)
 *
 *   δ2 = p - y                         ∂L/∂b2 = δ2    ∂L/∂W2 = δ2 hᵀ
 *   δ1 = (W2ᵀ δ2) ⊙ (1 - h²)           ∂L/∂b1 = δ1    ∂L/∂W1 = δ1 uᵀ
 * </pre>
 */
@Generated("nndc 0.1.0, from moons.nnd")
public final class Moons implements Network {
  private static final int X = 0;
  private static final int Y = 1;

  private static final int INPUTS = 2;
  private static final int HIDDEN = 8;
  private static final int CLASSES = 2;
  private static final int CLASSES_PADDED = 8;

  private static final int W1 = 0;
  private static final int B1 = 1;
  private static final int W2 = 2;
  private static final int B2 = 3;
  private static final int X_MEAN = 4;
  private static final int X_DEVIATION = 5;

  private static final float DECAY = 1e-4f;

  private static final Signature SIGNATURE = new Signature("Moons", "moons.nnd", Precision.FLOAT,
      List.of(Field.real("x", INPUTS).from("x1", "x2").standardize()),
      List.of(Field.label("y", CLASSES).from("moon").withLabels("upper", "lower")),
      List.of(Parameter.of("W1", Layout.transposed(HIDDEN, INPUTS),
              Initializer.glorotUniform(INPUTS, HIDDEN), HIDDEN, INPUTS),
          Parameter.of("b1", Layout.rows(1, HIDDEN), Initializer.zeros(), HIDDEN),
          Parameter.of("W2", Layout.transposed(CLASSES, HIDDEN).padded(8),
              Initializer.glorotUniform(HIDDEN, CLASSES), CLASSES, HIDDEN),
          Parameter.of("b2", Layout.rows(1, CLASSES).padded(8), Initializer.zeros(), CLASSES),
          Parameter.state("x.mean", Layout.rows(1, INPUTS), Initializer.zeros(), INPUTS),
          Parameter.state("x.deviation", Layout.rows(1, INPUTS), Initializer.ones(), INPUTS)),
      List.of(Output.of("p", CLASSES).withLabels("upper", "lower")),
      List.of(Metric.mean("accuracy")));

  private static final TrainingPlan PLAN = TrainingPlan.defaults()
      .withOptimizer(Optimizer.adam(0.01, 0.9, 0.999, 1e-8))
      .withBatch(16)
      .withEpochs(60)
      .withPatience(20)
      .withSeed(7L)
      .withDirections(MetricDirection.HIGHER);

  private volatile FloatParameters parameters;

  private Moons(FloatParameters parameters) {
    Version.check("Moons", "0.1.0");
    this.parameters = parameters;
  }

  /** A network whose parameters are initialised from the seed. */
  public static Moons create(long seed) {
    FloatParameters parameters = new FloatParameters(SIGNATURE.parameters());
    parameters.initialize(seed);
    return new Moons(parameters);
  }

  /** The network that was saved in a file. */
  public static Moons load(Path path) throws IOException {
    FloatParameters parameters = new FloatParameters(SIGNATURE.parameters());
    parameters.load(Weights.read(path));
    return new Moons(parameters);
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inference inference() {
    return new Forward(parameters);
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
    return trainer().lossAndGradient(data, gradient);
  }

  @Override
  public void save(Path path) throws IOException {
    parameters.toWeights(Map.of("network", "Moons")).write(path);
  }

  /** u, h and p of a batch. */
  private static final class Activations {
    private final float[][] u;
    private final float[][] h;
    private final float[][] p;

    Activations(int capacity) {
      u = new float[capacity][INPUTS];
      h = new float[capacity][HIDDEN];
      p = new float[capacity][CLASSES_PADDED];
    }

    void forward(Batch batch, FloatParameters parameters) {
      float[] mean = parameters.rows(X_MEAN)[0];
      float[] deviation = parameters.rows(X_DEVIATION)[0];
      for (int n = 0; n < batch.size(); n++) {
        standardize(batch.floats(X, n), mean, deviation, u[n]);
        multiplyAdd(parameters.rows(W1), u[n], parameters.rows(B1)[0], h[n]);
        tanh(h[n]);
        multiplyAdd(parameters.rows(W2), h[n], parameters.rows(B2)[0], p[n]);
        softmax(p[n]);
      }
    }

    /** L = -log p[y] of one example. */
    double loss(Batch batch, int n) {
      return -Functions.log(p[n][batch.label(Y, n)]);
    }
  }

  /** The network in inference mode. */
  private static final class Forward implements Inference {
    private static final int CAPACITY = 64;

    private final FloatParameters parameters;
    private final Activations activations = new Activations(CAPACITY);
    private double lossSum;
    private double accuracySum;

    Forward(FloatParameters parameters) {
      this.parameters = parameters;
    }

    @Override
    public int capacity() {
      return CAPACITY;
    }

    @Override
    public void run(Batch batch) {
      activations.forward(batch, parameters);
    }

    @Override
    public void score(Batch batch) {
      lossSum = 0;
      accuracySum = 0;
      for (int n = 0; n < batch.size(); n++) {
        lossSum += activations.loss(batch, n);
        accuracySum += argmax(activations.p[n]) == batch.label(Y, n) ? 1 : 0;
      }
    }

    @Override
    public double lossSum() {
      return lossSum;
    }

    @Override
    public double metricSum(int metric) {
      return accuracySum;
    }

    @Override
    public double output(int output, int example, int component) {
      return activations.p[example][component];
    }

    @Override
    public double regularizer() {
      return Moons.regularizer(parameters);
    }
  }

  /** Trains the network; see {@link #fit}. */
  public static final class Trainer extends FloatTrainer<Trainer> {
    private final Moons network;
    /** W2 as it is in the text, for W2ᵀ δ2. */
    private final float[][] w2 = new float[CLASSES][HIDDEN];
    private final float[] delta2 = new float[CLASSES_PADDED];
    private final float[] delta1 = new float[HIDDEN];
    private Activations activations = new Activations(0);

    private Trainer(Moons network) {
      super(SIGNATURE, network.parameters, PLAN);
      this.network = network;
    }

    @Override
    protected void prepare(int batch) {
      activations = new Activations(batch);
    }

    @Override
    protected double lossAndGradient(Batch batch) {
      activations.forward(batch, parameters);
      clear(gradients.rows(W1));
      clear(gradients.rows(B1));
      clear(gradients.rows(W2));
      clear(gradients.rows(B2));
      float share = 1.0f / batch.size();
      double loss = 0;
      for (int n = 0; n < batch.size(); n++) {
        loss += activations.loss(batch, n);
        // δ2 = p - y
        for (int k = 0; k < CLASSES; k++) {
          delta2[k] = share * (activations.p[n][k] - (k == batch.label(Y, n) ? 1 : 0));
        }
        // δ1 = (W2ᵀ δ2) ⊙ (1 - h²)
        float[] h = activations.h[n];
        Arrays.fill(delta1, 0);
        for (int k = 0; k < CLASSES; k++) {
          addScaled(delta2[k], w2[k], delta1);
        }
        for (int j = 0; j < HIDDEN; j++) {
          delta1[j] *= 1 - h[j] * h[j];
        }
        addOuter(h, delta2, gradients.rows(W2));
        addScaled(1, delta2, gradients.rows(B2)[0]);
        addOuter(activations.u[n], delta1, gradients.rows(W1));
        addScaled(1, delta1, gradients.rows(B1)[0]);
      }
      // ∂R/∂W = 1e-4 W
      addScaled(DECAY, parameters.rows(W1), gradients.rows(W1));
      addScaled(DECAY, parameters.rows(W2), gradients.rows(W2));
      return loss / batch.size() + Moons.regularizer(parameters);
    }

    @Override
    protected void parametersChanged() {
      float[][] transposed = parameters.rows(W2);
      for (int k = 0; k < CLASSES; k++) {
        for (int j = 0; j < HIDDEN; j++) {
          w2[k][j] = transposed[j][k];
        }
      }
    }

    @Override
    protected Inference inference() {
      return new Forward(parameters);
    }

    @Override
    protected void publish() {
      network.parameters = parameters.copy();
    }
  }

  /** R = 1e-4 / 2 (Σ W1² + Σ W2²). */
  private static double regularizer(FloatParameters parameters) {
    return DECAY / 2 * (sumOfSquares(parameters.rows(W1)) + sumOfSquares(parameters.rows(W2)));
  }

  private static float sumOfSquares(float[][] matrix) {
    float sum = 0;
    for (float[] row : matrix) {
      for (float value : row) {
        sum = Math.fma(value, value, sum);
      }
    }
    return sum;
  }

  private static void standardize(float[] x, float[] mean, float[] deviation, float[] u) {
    for (int i = 0; i < INPUTS; i++) {
      u[i] = (x[i] - mean[i]) / deviation[i];
    }
  }

  /** y = W x + b, of W transposed; y may be longer than the result and is 0 there. */
  private static void multiplyAdd(float[][] transposed, float[] x, float[] b, float[] y) {
    Arrays.fill(y, 0);
    for (int k = 0; k < transposed.length; k++) {
      addScaled(x[k], transposed[k], y);
    }
    addScaled(1, b, y);
  }

  private static void addOuter(float[] a, float[] b, float[][] matrix) {
    for (int i = 0; i < matrix.length; i++) {
      addScaled(a[i], b, matrix[i]);
    }
  }

  private static void addScaled(float factor, float[][] from, float[][] to) {
    for (int i = 0; i < to.length; i++) {
      addScaled(factor, from[i], to[i]);
    }
  }

  private static void addScaled(float factor, float[] from, float[] to) {
    for (int j = 0; j < to.length; j++) {
      to[j] = Math.fma(factor, from[j], to[j]);
    }
  }

  private static void clear(float[][] matrix) {
    for (float[] row : matrix) {
      Arrays.fill(row, 0);
    }
  }

  private static void tanh(float[] z) {
    for (int j = 0; j < HIDDEN; j++) {
      z[j] = Functions.tanh(z[j]);
    }
  }

  private static void softmax(float[] z) {
    float max = z[0];
    for (int k = 1; k < CLASSES; k++) {
      max = Math.max(max, z[k]);
    }
    float sum = 0;
    for (int k = 0; k < CLASSES; k++) {
      z[k] = Functions.exp(z[k] - max);
      sum += z[k];
    }
    for (int k = 0; k < CLASSES; k++) {
      z[k] /= sum;
    }
  }

  private static int argmax(float[] p) {
    int best = 0;
    for (int k = 1; k < CLASSES; k++) {
      best = p[k] > p[best] ? k : best;
    }
    return best;
  }
}
