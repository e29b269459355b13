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
 * A variational autoencoder: Kingma and Welling, "Auto-encoding variational Bayes", 2014.
 *
 * <pre>
 *   mean              = mean.W x + mean.b                          [2]
 *   logvariance       = logvariance.W x + logvariance.b            [2]
 *   code              = mean + noise.noise ⊙ exp(logvariance / 2)  [2]
 *   r.z               = r.W code + r.b                             [6]
 *   r                 = logistic(r.z)                              [6]
 *   loss              = Σ (mean² - logvariance + expm1(logvariance)) / 2 - Σ ((x - 1) ⊙ softplus(r.z) - x ⊙ softplus(-r.z))
 *   noise             = noise.noise                                [2]
 *
 *   δr.z              = r - x             [6]
 *   δlogvariance      = (r.Wᵀ δr.z) ⊙ noise.noise ⊙ exp(logvariance / 2) / 2 + exp(logvariance) / 2 - 1/2  [2]
 *   δmean             = r.Wᵀ δr.z + mean  [2]
 *   ∂L/∂mean.W        = δmean xᵀ
 *   ∂L/∂mean.b        = δmean
 *   ∂L/∂logvariance.W = δlogvariance xᵀ
 *   ∂L/∂logvariance.b = δlogvariance
 *   ∂L/∂r.W           = δr.z codeᵀ
 *   ∂L/∂r.b           = δr.z
 *
 *   in prediction:
 *   r.z               = r.W mean + r.b  [6]
 *   r                 = logistic(r.z)   [6]
 *   loss              = Σ (mean² - logvariance + expm1(logvariance)) / 2 - Σ ((x - 1) ⊙ softplus(r.z) - x ⊙ softplus(-r.z))
 *   code              = mean            [2]
 * </pre>
 *
 * 46 parameters; multiply-adds per example: 36 forward, 48 backward; 9 KiB of buffers at batch 32.
 */
@Generated("nndc 0.1.0, from input.nnd")
public final class Variational implements Network {
  private static final int X = 0;
  private static final int MEAN_W = 0;
  private static final int MEAN_B = 1;
  private static final int LOGVARIANCE_W = 2;
  private static final int LOGVARIANCE_B = 3;
  private static final int R_W = 4;
  private static final int R_B = 5;

  private static final Signature SIGNATURE = new Signature(
      "Variational",
      "input.nnd",
      Precision.DOUBLE,
      List.of(Field.real("x", 6).in(0.0, 1.0)),
      List.of(),
      List.of(
          Parameter.of("mean.W", Layout.transposed(2, 6), Initializer.glorotUniform(6, 2), 2, 6),
          Parameter.of("mean.b", Layout.rows(1, 2), Initializer.zeros(), 2),
          Parameter.of("logvariance.W", Layout.transposed(2, 6),
              Initializer.glorotUniform(6, 2), 2, 6),
          Parameter.of("logvariance.b", Layout.rows(1, 2), Initializer.zeros(), 2),
          Parameter.of("r.W", Layout.transposed(6, 2), Initializer.glorotUniform(2, 6), 6, 2),
          Parameter.of("r.b", Layout.rows(1, 6), Initializer.zeros(), 6)),
      List.of(Output.of("r", 6)),
      List.of());

  private static final TrainingPlan PLAN = TrainingPlan.defaults()
      .withOptimizer(Optimizer.sgd(0.01))
      .withBatch(32)
      .withEpochs(10)
      .withSeed(0L);

  private volatile DoubleParameters parameters;
  private final AtomicReference<Trainer> differentiator = new AtomicReference<>();
  private final AtomicReference<Forward> idle = new AtomicReference<>();

  private Variational(DoubleParameters parameters) {
    Version.check("Variational", "0.1.0");
    this.parameters = parameters;
  }

  /** A network whose parameters are initialised from the seed. */
  public static Variational create(long seed) {
    DoubleParameters parameters = new DoubleParameters(SIGNATURE.parameters());
    parameters.initialize(seed);
    return new Variational(parameters);
  }

  /**
   * The network that was saved in a safetensors file.
   *
   * @throws IOException if the file cannot be read or does not fit; the message names the tensor
   */
  public static Variational load(Path path) throws IOException {
    DoubleParameters parameters = new DoubleParameters(SIGNATURE.parameters());
    parameters.load(Weights.read(path));
    return new Variational(parameters);
  }

  /** Examples to learn from or to evaluate: a row or a label each. */
  public static DataSet data(double[][] x) {
    DataSet.Builder builder = DataSet.builder(SIGNATURE.fields());
    builder.doubles(X, x);
    return builder.build();
  }

  /**
   * The outputs of one example, in inference mode. Any number of threads may call this at once.
   *
   * @param x row-major, of shape [6]
   * @param r receives the output, row-major, of shape [6]
   */
  public void predict(double[] x, double[] r) {
    Forward forward = workspace();
    forward.x[0] = Arguments.row("x", x, 6, 0.0, 1.0);
    forward.compute(1);
    System.arraycopy(forward.r[0], 0, Arguments.row("r", r, 6), 0, 6);
    idle.set(forward);
  }

  /**
   * The outputs of many examples, a row each. Any number of threads may call this at once.
   *
   * @param x for each example row-major, of shape [6]
   * @param r receives for each example the output, row-major, of shape [6]
   */
  public void predictBatch(double[][] x, double[][] r) {
    Arguments.examples("r", r.length, "x", x.length);
    Forward forward = new Forward(parameters, 64);
    for (int from = 0; from < x.length; from += 64) {
      int size = Math.min(64, x.length - from);
      for (int n = 0; n < size; n++) {
        forward.x[n] = Arguments.row("x", x[from + n], 6, 0.0, 1.0);
      }
      forward.compute(size);
      for (int n = 0; n < size; n++) {
        System.arraycopy(forward.r[n], 0, Arguments.row("r", r[from + n], 6), 0, 6);
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
    parameters.toWeights(Map.of("network", "Variational")).write(path);
  }

  /** mean = mean.W x + mean.b */
  private static void mean(double[][] x, double[][] meanW, double[][] mean, double[] meanB,
      int size) {
    Kernels.multiplyNx6x2(x, meanW, mean, size);
    for (int n = 0; n < size; n++) {
      double[] meanN = mean[n];
      for (int i = 0; i < 2; i++) {
        meanN[i] = meanB[i] + meanN[i];
      }
    }
  }

  /** r.z = r.W mean + r.b */
  private static void rZ(double[][] mean, double[][] rW, double[][] rZ, double[] rB, int size) {
    Kernels.multiplyNx2x6(mean, rW, rZ, size);
    for (int n = 0; n < size; n++) {
      double[] rZN = rZ[n];
      for (int i = 0; i < 6; i++) {
        rZN[i] = rB[i] + rZN[i];
      }
    }
  }

  /** r = logistic(r.z) */
  private static void r(double[][] r, double[][] rZ, int size) {
    for (int n = 0; n < size; n++) {
      double[] rN = r[n];
      double[] rZN = rZ[n];
      for (int i = 0; i < 6; i++) {
        rN[i] = Functions.logistic(rZN[i]);
      }
    }
  }

  /** sum = logvariance.W x */
  private static void sum(double[][] x, double[][] logvarianceW, double[][] sum, int size) {
    Kernels.multiplyNx6x2(x, logvarianceW, sum, size);
  }

  /**
   * loss = Σ (mean² - logvariance.W x - logvariance.b + expm1(logvariance.W x + logvariance.b)) / 2 - Σ ((x - 1) ⊙ softplus(r.z) - x ⊙ softplus(-r.z))
   */
  private static void loss(double[][] mean, double[][] sum, double[][] x, double[][] rZ,
      double[] logvarianceB, double[] loss, int size) {
    for (int n = 0; n < size; n++) {
      double[] meanN = mean[n];
      double[] sumN = sum[n];
      double[] xN = x[n];
      double[] rZN = rZ[n];
      double sum2 = 0.0;
      for (int i = 0; i < 2; i++) {
        sum2 += meanN[i] * meanN[i] - logvarianceB[i] - sumN[i] + Functions.expm1(logvarianceB[i]
            + sumN[i]);
      }
      double sum3 = 0.0;
      for (int i = 0; i < 6; i++) {
        sum3 += -xN[i] * Functions.softplus(-rZN[i]) - (1.0 - xN[i]) * Functions.softplus(rZN[i]);
      }
      loss[n] = 0.5 * sum2 - sum3;
    }
  }

  /** code = mean + noise.noise ⊙ exp(logvariance / 2) */
  private static void code(double[][] code, double[][] mean, double[][] logvariance,
      double[][] noiseNoise, int size) {
    for (int n = 0; n < size; n++) {
      double[] codeN = code[n];
      double[] meanN = mean[n];
      double[] logvarianceN = logvariance[n];
      double[] noiseNoiseN = noiseNoise[n];
      for (int i = 0; i < 2; i++) {
        codeN[i] = meanN[i] + noiseNoiseN[i] * Functions.exp(0.5 * logvarianceN[i]);
      }
    }
  }

  /**
   * loss = Σ (mean² - logvariance + expm1(logvariance)) / 2 - Σ ((x - 1) ⊙ softplus(r.z) - x ⊙ softplus(-r.z))
   */
  private static void computeLoss2(double[][] mean, double[][] logvariance, double[][] x,
      double[][] rZ, double[] loss, int size) {
    for (int n = 0; n < size; n++) {
      double[] meanN = mean[n];
      double[] logvarianceN = logvariance[n];
      double[] xN = x[n];
      double[] rZN = rZ[n];
      double sum = 0.0;
      for (int i = 0; i < 2; i++) {
        sum += meanN[i] * meanN[i] - logvarianceN[i] + Functions.expm1(logvarianceN[i]);
      }
      double sum2 = 0.0;
      for (int i = 0; i < 6; i++) {
        sum2 += -xN[i] * Functions.softplus(-rZN[i]) - (1.0 - xN[i]) * Functions.softplus(rZN[i]);
      }
      loss[n] = 0.5 * sum - sum2;
    }
  }

  /** δr.z = r - x */
  private static void deltaRZ(double[][] deltaRZ, double[][] x, double[][] r, int size) {
    for (int n = 0; n < size; n++) {
      double[] deltaRZN = deltaRZ[n];
      double[] xN = x[n];
      double[] rN = r[n];
      for (int i = 0; i < 6; i++) {
        deltaRZN[i] = rN[i] - xN[i];
      }
    }
  }

  /**
   * δlogvariance = (r.Wᵀ δr.z) ⊙ noise.noise ⊙ exp(logvariance / 2) / 2 + exp(logvariance) / 2 - 1/2
   */
  private static void deltaLogvariance(double[][] deltaLogvariance, double[][] logvariance,
      double[][] noiseNoise, double[][] deltaRZSum, int size) {
    for (int n = 0; n < size; n++) {
      double[] deltaLogvarianceN = deltaLogvariance[n];
      double[] logvarianceN = logvariance[n];
      double[] noiseNoiseN = noiseNoise[n];
      double[] deltaRZSumN = deltaRZSum[n];
      for (int i = 0; i < 2; i++) {
        deltaLogvarianceN[i] = 0.5 * (noiseNoiseN[i] * deltaRZSumN[i] * Functions.exp(0.5 * logvarianceN[i])
            + Functions.exp(logvarianceN[i]) - 1.0);
      }
    }
  }

  /** δmean = r.Wᵀ δr.z + mean */
  private static void deltaMean(double[][] deltaMean, double[][] mean, double[][] deltaRZSum,
      int size) {
    for (int n = 0; n < size; n++) {
      double[] deltaMeanN = deltaMean[n];
      double[] meanN = mean[n];
      double[] deltaRZSumN = deltaRZSum[n];
      for (int i = 0; i < 2; i++) {
        deltaMeanN[i] = meanN[i] + deltaRZSumN[i];
      }
    }
  }

  /** ∂L/∂mean.W = batch_mean(δmean xᵀ) */
  private static void gradientMeanW(double[][] x, double[][] deltaMean, double[][] gradientMeanW,
      int size) {
    Kernels.multiplyTransposed6xNx2(x, deltaMean, gradientMeanW, size);
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 2; j++) {
        gradientMeanW[i][j] = gradientMeanW[i][j] / size;
      }
    }
  }

  /** ∂L/∂mean.b = batch_mean(δmean) */
  private static void gradientMeanB(double[][] deltaMean, double[] gradientMeanB, int size) {
    Kernels.sumRowsNx2(deltaMean, gradientMeanB, size);
    for (int i = 0; i < 2; i++) {
      gradientMeanB[i] = gradientMeanB[i] / size;
    }
  }

  /** ∂L/∂r.W = batch_mean(δr.z codeᵀ) */
  private static void gradientRW(double[][] code, double[][] deltaRZ, double[][] gradientRW,
      int size) {
    Kernels.multiplyTransposed2xNx6(code, deltaRZ, gradientRW, size);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 6; j++) {
        gradientRW[i][j] = gradientRW[i][j] / size;
      }
    }
  }

  /** ∂L/∂r.b = batch_mean(δr.z) */
  private static void gradientRB(double[][] deltaRZ, double[] gradientRB, int size) {
    Kernels.sumRowsNx6(deltaRZ, gradientRB, size);
    for (int i = 0; i < 6; i++) {
      gradientRB[i] = gradientRB[i] / size;
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
    private final double[][] mean;
    private final double[][] rZ;
    private final double[][] r;
    private final double[][] sum;
    private final double[] loss;
    private double lossSum;

    Forward(DoubleParameters parameters, int capacity) {
      this.parameters = parameters;
      this.capacity = capacity;
      x = new double[capacity][];
      mean = new double[capacity][2];
      rZ = new double[capacity][6];
      r = new double[capacity][6];
      sum = new double[capacity][2];
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
      mean(x, parameters.rows(MEAN_W), mean, parameters.rows(MEAN_B)[0], size);
      rZ(mean, parameters.rows(R_W), rZ, parameters.rows(R_B)[0], size);
      r(r, rZ, size);
    }

    /** The losses of the examples that were run. */
    private void losses(Batch batch) {
      computeLoss(batch.size());
      lossSum = total(loss, batch.size());
    }

    /** The loss of each example. */
    private void computeLoss(int size) {
      sum(x, parameters.rows(LOGVARIANCE_W), sum, size);
      loss(mean, sum, x, rZ, parameters.rows(LOGVARIANCE_B)[0], loss, size);
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
      return r[example][component];
    }

    @Override
    public double regularizer() {
      return 0;
    }
  }

  /** The loss of a batch in training. */
  private static final class TrainingForward {
    private final DoubleParameters parameters;
    private final int capacity;
    private final Noise noise;
    private final double[][] x;
    private final double[][] mean;
    private final double[][] logvariance;
    private final double[][] noiseNoise;
    private final double[][] code;
    private final double[][] rZ;
    private final double[][] r;
    private final double[] loss;
    private double lossSum;

    TrainingForward(DoubleParameters parameters, int capacity) {
      this.parameters = parameters;
      this.capacity = capacity;
      noise = new Noise(capacity, PLAN.seed());
      x = new double[capacity][];
      mean = new double[capacity][2];
      logvariance = new double[capacity][2];
      noiseNoise = new double[capacity][2];
      code = new double[capacity][2];
      rZ = new double[capacity][6];
      r = new double[capacity][6];
      loss = new double[capacity];
    }

    /** Computes the outputs in training. */
    private void run(Batch batch) {
      noise.of(batch);
      for (int n = 0; n < batch.size(); n++) {
        x[n] = batch.doubles(X, n);
      }
      compute(batch.size());
    }

    /** The outputs of the first examples. */
    private void compute(int size) {
      mean(x, parameters.rows(MEAN_W), mean, parameters.rows(MEAN_B)[0], size);
      mean(x, parameters.rows(LOGVARIANCE_W), logvariance, parameters.rows(LOGVARIANCE_B)[0], size);
      noise.normal(0, noiseNoise, size);
      code(code, mean, logvariance, noiseNoise, size);
      rZ(code, parameters.rows(R_W), rZ, parameters.rows(R_B)[0], size);
      r(r, rZ, size);
    }

    /** The losses of the examples that were run. */
    private void losses(Batch batch) {
      computeLoss(batch.size());
      lossSum = total(loss, batch.size());
    }

    /** The loss of each example. */
    private void computeLoss(int size) {
      computeLoss2(mean, logvariance, x, rZ, loss, size);
    }

    private double regularizer() {
      return 0;
    }
  }

  /** Trains the network; the settings are those of the train block until they are changed. */
  public static final class Trainer extends DoubleTrainer<Trainer> {
    private final Variational network;
    private TrainingForward forward;
    private double[][] deltaRZ;
    private double[][] deltaRZSum;
    private double[][] deltaLogvariance;
    private double[][] deltaMean;
    private double[][] rWRows;

    private Trainer(Variational network) {
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
      deltaRZ = new double[capacity][6];
      deltaRZSum = new double[capacity][2];
      deltaLogvariance = new double[capacity][2];
      deltaMean = new double[capacity][2];
      rWRows = new double[6][2];
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
      deltaRZ(deltaRZ, forward.x, forward.r, size);
      sum(deltaRZ, rWRows, deltaRZSum, size);
      deltaLogvariance(deltaLogvariance, forward.logvariance, forward.noiseNoise, deltaRZSum, size);
      deltaMean(deltaMean, forward.mean, deltaRZSum, size);
      gradientMeanW(forward.x, deltaMean, gradients.rows(MEAN_W), size);
      gradientMeanB(deltaMean, gradients.rows(MEAN_B)[0], size);
      gradientMeanW(forward.x, deltaLogvariance, gradients.rows(LOGVARIANCE_W), size);
      gradientMeanB(deltaLogvariance, gradients.rows(LOGVARIANCE_B)[0], size);
      gradientRW(forward.code, deltaRZ, gradients.rows(R_W), size);
      gradientRB(deltaRZ, gradients.rows(R_B)[0], size);
    }

    /** Fills the second layouts from the parameters. */
    private void refresh() {
      transpose(parameters.rows(R_W), rWRows);
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
    static void addScaled6x2(double[] c, double a0, double[] b0, double a1, double[] b1, double a2,
        double[] b2, double a3, double[] b3, double a4, double[] b4, double a5, double[] b5) {
      for (int j = 0; j < 2; j++) {
        c[j] = Math.fma(a5, b5[j], Math.fma(a4, b4[j], Math.fma(a3, b3[j], Math.fma(a2, b2[j],
            Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]))))));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx6x2(double[][] a, double[][] b, double[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0.0);
      }
      for (int i = 0; i < size; i++) {
        addScaled6x2(c[i], a[i][0], b[0], a[i][1], b[1], a[i][2], b[2], a[i][3], b[3], a[i][4],
            b[4], a[i][5], b[5]);
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled2x6(double[] c, double a0, double[] b0, double a1, double[] b1) {
      for (int j = 0; j < 6; j++) {
        c[j] = Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx2x6(double[][] a, double[][] b, double[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0.0);
      }
      for (int i = 0; i < size; i++) {
        addScaled2x6(c[i], a[i][0], b[0], a[i][1], b[1]);
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
    static void multiplyTransposed6xNx2(double[][] a, double[][] b, double[][] c, int size) {
      for (int i = 0; i < 6; i++) {
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

    /** c += Σ a b, row by row. */
    static void addScaled8x6(double[] c, double a0, double[] b0, double a1, double[] b1, double a2,
        double[] b2, double a3, double[] b3, double a4, double[] b4, double a5, double[] b5,
        double a6, double[] b6, double a7, double[] b7) {
      for (int j = 0; j < 6; j++) {
        c[j] = Math.fma(a7, b7[j], Math.fma(a6, b6[j], Math.fma(a5, b5[j], Math.fma(a4, b4[j],
            Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j],
            c[j]))))))));
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled1x6(double[] c, double a0, double[] b0) {
      for (int j = 0; j < 6; j++) {
        c[j] = Math.fma(a0, b0[j], c[j]);
      }
    }

    /** c[i] = Σ a[k][i] b[k], in ascending order of k. */
    static void multiplyTransposed2xNx6(double[][] a, double[][] b, double[][] c, int size) {
      for (int i = 0; i < 2; i++) {
        Arrays.fill(c[i], 0.0);
        int k = 0;
        for (; k + 8 <= size; k += 8) {
          addScaled8x6(c[i], a[k][i], b[k], a[k + 1][i], b[k + 1], a[k + 2][i], b[k + 2],
              a[k + 3][i], b[k + 3], a[k + 4][i], b[k + 4], a[k + 5][i], b[k + 5], a[k + 6][i],
              b[k + 6], a[k + 7][i], b[k + 7]);
        }
        for (; k < size; k++) {
          addScaled1x6(c[i], a[k][i], b[k]);
        }
      }
    }

    /** c += Σ b, row by row. */
    static void add8x6(double[] c, double[] b0, double[] b1, double[] b2, double[] b3, double[] b4,
        double[] b5, double[] b6, double[] b7) {
      for (int j = 0; j < 6; j++) {
        c[j] = c[j] + b0[j] + b1[j] + b2[j] + b3[j] + b4[j] + b5[j] + b6[j] + b7[j];
      }
    }

    /** c += Σ b, row by row. */
    static void add1x6(double[] c, double[] b0) {
      for (int j = 0; j < 6; j++) {
        c[j] = c[j] + b0[j];
      }
    }

    /** c = Σ b[k], in ascending order of k. */
    static void sumRowsNx6(double[][] b, double[] c, int size) {
      Arrays.fill(c, 0.0);
      int k = 0;
      for (; k + 8 <= size; k += 8) {
        add8x6(c, b[k], b[k + 1], b[k + 2], b[k + 3], b[k + 4], b[k + 5], b[k + 6], b[k + 7]);
      }
      for (; k < size; k++) {
        add1x6(c, b[k]);
      }
    }
  }
}
