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
 * Optical digits, by two layers.
 *
 * <pre>
 *   regularizer = 5e-5 Σ h.W²
 *   x           = pixels / 16               [64]
 *   h.z         = h.W x + h.b               [32]
 *   h           = max(0, h.z)               [32]
 *   p.z         = p.W h + p.b               [10]
 *   p           = softmax(p.z)              [10]
 *   loss        = -Σ y ⊙ log_softmax(p.z)
 *   accuracy    = [argmax(p) == argmax(y)]
 *
 *   δp.z        = p - y                    [10]
 *   δh.z        = (p.Wᵀ δp.z) ⊙ [h.z &gt; 0]  [32]
 *   ∂L/∂h.W     = δh.z xᵀ
 *   ∂L/∂h.b     = δh.z
 *   ∂L/∂p.W     = δp.z hᵀ
 *   ∂L/∂p.b     = δp.z
 * </pre>
 *
 * 2,410 parameters; multiply-adds per example: 2,368 forward, 2,688 backward; 34 KiB of buffers at batch 64.
 */
@Generated("nndc 0.1.0, from input.nnd")
public final class Digits implements Network {
  private static final int PIXELS = 0;
  private static final int Y = 1;
  private static final int H_W = 0;
  private static final int H_B = 1;
  private static final int P_W = 2;
  private static final int P_B = 3;

  private static final Signature SIGNATURE = new Signature(
      "Digits",
      "input.nnd",
      Precision.FLOAT,
      List.of(Field.real("pixels", 64)),
      List.of(Field.label("y", 10)),
      List.of(
          Parameter.of("h.W", Layout.transposed(32, 64), Initializer.glorotUniform(64, 32), 32, 64),
          Parameter.of("h.b", Layout.rows(1, 32), Initializer.zeros(), 32),
          Parameter.of("p.W", Layout.transposed(10, 32), Initializer.glorotUniform(32, 10), 10, 32),
          Parameter.of("p.b", Layout.rows(1, 10), Initializer.zeros(), 10)),
      List.of(Output.of("p", 10).withClasses(10)),
      List.of(Metric.mean("accuracy")));

  private static final TrainingPlan PLAN = TrainingPlan.defaults()
      .withOptimizer(Optimizer.sgd(0.1, 0.9, false, 0.0))
      .withBatch(64)
      .withEpochs(10)
      .withSeed(0L)
      .withDirections(MetricDirection.HIGHER);

  private volatile FloatParameters parameters;
  private final AtomicReference<Trainer> differentiator = new AtomicReference<>();
  private final AtomicReference<Forward> idle = new AtomicReference<>();

  private Digits(FloatParameters parameters) {
    Version.check("Digits", "0.1.0");
    this.parameters = parameters;
  }

  /** A network whose parameters are initialised from the seed. */
  public static Digits create(long seed) {
    FloatParameters parameters = new FloatParameters(SIGNATURE.parameters());
    parameters.initialize(seed);
    return new Digits(parameters);
  }

  /**
   * The network that was saved in a safetensors file.
   *
   * @throws IOException if the file cannot be read or does not fit; the message names the tensor
   */
  public static Digits load(Path path) throws IOException {
    FloatParameters parameters = new FloatParameters(SIGNATURE.parameters());
    parameters.load(Weights.read(path));
    return new Digits(parameters);
  }

  /** Examples to learn from or to evaluate: a row or a label each. */
  public static DataSet data(float[][] pixels, int[] y) {
    DataSet.Builder builder = DataSet.builder(SIGNATURE.fields());
    builder.floats(PIXELS, pixels);
    builder.labels(Y, y);
    return builder.build();
  }

  /**
   * The outputs of one example, in inference mode. Any number of threads may call this at once.
   *
   * @param pixels row-major, of shape [64]
   * @param p receives the output, row-major, of shape [10]
   */
  public void predict(float[] pixels, float[] p) {
    Forward forward = workspace();
    forward.pixels[0] = Arguments.row("pixels", pixels, 64);
    forward.compute(1);
    System.arraycopy(forward.p[0], 0, Arguments.row("p", p, 10), 0, 10);
    idle.set(forward);
  }

  /**
   * The outputs of many examples, a row each. Any number of threads may call this at once.
   *
   * @param pixels for each example row-major, of shape [64]
   * @param p receives for each example the output, row-major, of shape [10]
   */
  public void predictBatch(float[][] pixels, float[][] p) {
    Arguments.examples("p", p.length, "pixels", pixels.length);
    Forward forward = new Forward(parameters, 64);
    for (int from = 0; from < pixels.length; from += 64) {
      int size = Math.min(64, pixels.length - from);
      for (int n = 0; n < size; n++) {
        forward.pixels[n] = Arguments.row("pixels", pixels[from + n], 64);
      }
      forward.compute(size);
      for (int n = 0; n < size; n++) {
        System.arraycopy(forward.p[n], 0, Arguments.row("p", p[from + n], 10), 0, 10);
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
  public int predictLabel(float... pixels) {
    float[] p = new float[10];
    predict(pixels, p);
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
    parameters.toWeights(Map.of("network", "Digits")).write(path);
  }

  /** h.z = h.W pixels / 16 + h.b */
  private static void hZ(float[][] pixels, float[][] hW, float[][] hZ, float[] hB, int size) {
    Kernels.multiplyNx64x32(pixels, hW, hZ, size);
    for (int n = 0; n < size; n++) {
      float[] hZN = hZ[n];
      for (int i = 0; i < 32; i++) {
        hZN[i] = hB[i] + 0.0625f * hZN[i];
      }
    }
  }

  /** h = max(0, h.z) */
  private static void h(float[][] h, float[][] hZ, int size) {
    for (int n = 0; n < size; n++) {
      float[] hN = h[n];
      float[] hZN = hZ[n];
      for (int i = 0; i < 32; i++) {
        hN[i] = Math.max(0f, hZN[i]);
      }
    }
  }

  /** p.z = p.W h + p.b */
  private static void pZ(float[][] h, float[][] pW, float[][] pZ, float[] pB, int size) {
    Kernels.multiplyNx32x10(h, pW, pZ, size);
    for (int n = 0; n < size; n++) {
      float[] pZN = pZ[n];
      for (int i = 0; i < 10; i++) {
        pZN[i] = pB[i] + pZN[i];
      }
    }
  }

  /** p.z.maximum + p.z.logsum = logsumexp(p.z) */
  private static void pZLogsum(float[][] pZ, float[] pZMaximum, float[] pZLogsum, int size) {
    for (int n = 0; n < size; n++) {
      float[] pZN = pZ[n];
      float max = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < 10; i++) {
        max = Math.max(max, pZN[i]);
      }
      int ties = -1;
      float rest = 0f;
      for (int i = 0; i < 10; i++) {
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
      for (int i = 0; i < 10; i++) {
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
      for (int i = 0; i < 10; i++) {
        if (pN[i] > largest) {
          largest = pN[i];
          argmax = i;
        }
      }
      accuracy[n] = argmax == y[n] ? 1f : 0f;
    }
  }

  /** regularizer = 5e-5 Σ h.W² */
  private static void computeRegularizer(float[][] hW, float[] regularizer) {
    float sum = 0f;
    for (int i = 0; i < 64; i++) {
      sum += Lanes.dot(hW[i], hW[i], 32);
    }
    regularizer[0] = 5e-5f * sum;
  }

  /** δp.z = p - y */
  private static void deltaPZ(float[][] deltaPZ, float[][] p, int[] y, int size) {
    for (int n = 0; n < size; n++) {
      float[] deltaPZN = deltaPZ[n];
      float[] pN = p[n];
      for (int i = 0; i < 10; i++) {
        deltaPZN[i] = pN[i] - (i == y[n] ? 1f : 0f);
      }
    }
  }

  /** δh.z = (p.Wᵀ δp.z) ⊙ [h.z > 0] */
  private static void deltaHZ(float[][] deltaPZ, float[][] pWRows, float[][] deltaHZ, float[][] hZ,
      int size) {
    Kernels.multiplyNx10x32(deltaPZ, pWRows, deltaHZ, size);
    for (int n = 0; n < size; n++) {
      float[] deltaHZN = deltaHZ[n];
      float[] hZN = hZ[n];
      for (int i = 0; i < 32; i++) {
        deltaHZN[i] = hZN[i] > 0f ? deltaHZN[i] : 0f;
      }
    }
  }

  /** ∂L/∂h.W = 1e-4 h.W + batch_mean(δh.z pixelsᵀ) / 16 */
  private static void gradientHW(float[][] pixels, float[][] deltaHZ, float[][] gradientHW,
      float[][] hW, int size) {
    Kernels.multiplyTransposed64xNx32(pixels, deltaHZ, gradientHW, size);
    for (int i = 0; i < 64; i++) {
      for (int j = 0; j < 32; j++) {
        gradientHW[i][j] = 1e-4f * hW[i][j] + 0.0625f * (gradientHW[i][j] / size);
      }
    }
  }

  /** ∂L/∂h.b = batch_mean(δh.z) */
  private static void gradientHB(float[][] deltaHZ, float[] gradientHB, int size) {
    Kernels.sumRowsNx32(deltaHZ, gradientHB, size);
    for (int i = 0; i < 32; i++) {
      gradientHB[i] = gradientHB[i] / size;
    }
  }

  /** ∂L/∂p.W = batch_mean(δp.z hᵀ) */
  private static void gradientPW(float[][] h, float[][] deltaPZ, float[][] gradientPW, int size) {
    Kernels.multiplyTransposed32xNx10(h, deltaPZ, gradientPW, size);
    for (int i = 0; i < 32; i++) {
      for (int j = 0; j < 10; j++) {
        gradientPW[i][j] = gradientPW[i][j] / size;
      }
    }
  }

  /** ∂L/∂p.b = batch_mean(δp.z) */
  private static void gradientPB(float[][] deltaPZ, float[] gradientPB, int size) {
    Kernels.sumRowsNx10(deltaPZ, gradientPB, size);
    for (int i = 0; i < 10; i++) {
      gradientPB[i] = gradientPB[i] / size;
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
    private final float[][] pixels;
    private final int[] y;
    private final float[][] hZ;
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
      pixels = new float[capacity][];
      y = new int[capacity];
      hZ = new float[capacity][32];
      h = new float[capacity][32];
      pZ = new float[capacity][10];
      pZMaximum = new float[capacity];
      pZLogsum = new float[capacity];
      p = new float[capacity][10];
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
        pixels[n] = batch.floats(PIXELS, n);
      }
      compute(batch.size());
    }

    /** The outputs of the first examples. */
    private void compute(int size) {
      hZ(pixels, parameters.rows(H_W), hZ, parameters.rows(H_B)[0], size);
      h(h, hZ, size);
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
      computeRegularizer(parameters.rows(H_W), regularizer);
      return regularizer[0];
    }
  }

  /** Trains the network; the settings are those of the train block until they are changed. */
  public static final class Trainer extends FloatTrainer<Trainer> {
    private final Digits network;
    private Forward forward;
    private float[][] deltaPZ;
    private float[][] deltaHZ;
    private float[][] pWRows;

    private Trainer(Digits network) {
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
      deltaPZ = new float[capacity][10];
      deltaHZ = new float[capacity][32];
      pWRows = new float[10][32];
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
      deltaHZ(deltaPZ, pWRows, deltaHZ, forward.hZ, size);
      gradientHW(forward.pixels, deltaHZ, gradients.rows(H_W), parameters.rows(H_W), size);
      gradientHB(deltaHZ, gradients.rows(H_B)[0], size);
      gradientPW(forward.h, deltaPZ, gradients.rows(P_W), size);
      gradientPB(deltaPZ, gradients.rows(P_B)[0], size);
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
    static void addScaled8x32(float[] c, float a0, float[] b0, float a1, float[] b1, float a2,
        float[] b2, float a3, float[] b3, float a4, float[] b4, float a5, float[] b5, float a6,
        float[] b6, float a7, float[] b7) {
      for (int j = 0; j < 32; j++) {
        c[j] = Math.fma(a7, b7[j], Math.fma(a6, b6[j], Math.fma(a5, b5[j], Math.fma(a4, b4[j],
            Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j],
            c[j]))))))));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx64x32(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0f);
      }
      for (int k = 0; k < 64; k += 8) {
        for (int i = 0; i < size; i++) {
          addScaled8x32(c[i], a[i][k], b[k], a[i][k + 1], b[k + 1], a[i][k + 2], b[k + 2],
              a[i][k + 3], b[k + 3], a[i][k + 4], b[k + 4], a[i][k + 5], b[k + 5], a[i][k + 6],
              b[k + 6], a[i][k + 7], b[k + 7]);
        }
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled8x10(float[] c, float a0, float[] b0, float a1, float[] b1, float a2,
        float[] b2, float a3, float[] b3, float a4, float[] b4, float a5, float[] b5, float a6,
        float[] b6, float a7, float[] b7) {
      for (int j = 0; j < 10; j++) {
        c[j] = Math.fma(a7, b7[j], Math.fma(a6, b6[j], Math.fma(a5, b5[j], Math.fma(a4, b4[j],
            Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j],
            c[j]))))))));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx32x10(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0f);
      }
      for (int k = 0; k < 32; k += 8) {
        for (int i = 0; i < size; i++) {
          addScaled8x10(c[i], a[i][k], b[k], a[i][k + 1], b[k + 1], a[i][k + 2], b[k + 2],
              a[i][k + 3], b[k + 3], a[i][k + 4], b[k + 4], a[i][k + 5], b[k + 5], a[i][k + 6],
              b[k + 6], a[i][k + 7], b[k + 7]);
        }
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled2x32(float[] c, float a0, float[] b0, float a1, float[] b1) {
      for (int j = 0; j < 32; j++) {
        c[j] = Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx10x32(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0f);
      }
      for (int i = 0; i < size; i++) {
        addScaled8x32(c[i], a[i][0], b[0], a[i][1], b[1], a[i][2], b[2], a[i][3], b[3], a[i][4],
            b[4], a[i][5], b[5], a[i][6], b[6], a[i][7], b[7]);
      }
      for (int i = 0; i < size; i++) {
        addScaled2x32(c[i], a[i][8], b[8], a[i][9], b[9]);
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled1x32(float[] c, float a0, float[] b0) {
      for (int j = 0; j < 32; j++) {
        c[j] = Math.fma(a0, b0[j], c[j]);
      }
    }

    /** c[i] = Σ a[k][i] b[k], in ascending order of k. */
    static void multiplyTransposed64xNx32(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < 64; i++) {
        Arrays.fill(c[i], 0f);
        int k = 0;
        for (; k + 8 <= size; k += 8) {
          addScaled8x32(c[i], a[k][i], b[k], a[k + 1][i], b[k + 1], a[k + 2][i], b[k + 2],
              a[k + 3][i], b[k + 3], a[k + 4][i], b[k + 4], a[k + 5][i], b[k + 5], a[k + 6][i],
              b[k + 6], a[k + 7][i], b[k + 7]);
        }
        for (; k < size; k++) {
          addScaled1x32(c[i], a[k][i], b[k]);
        }
      }
    }

    /** c += Σ b, row by row. */
    static void add8x32(float[] c, float[] b0, float[] b1, float[] b2, float[] b3, float[] b4,
        float[] b5, float[] b6, float[] b7) {
      for (int j = 0; j < 32; j++) {
        c[j] = c[j] + b0[j] + b1[j] + b2[j] + b3[j] + b4[j] + b5[j] + b6[j] + b7[j];
      }
    }

    /** c += Σ b, row by row. */
    static void add1x32(float[] c, float[] b0) {
      for (int j = 0; j < 32; j++) {
        c[j] = c[j] + b0[j];
      }
    }

    /** c = Σ b[k], in ascending order of k. */
    static void sumRowsNx32(float[][] b, float[] c, int size) {
      Arrays.fill(c, 0f);
      int k = 0;
      for (; k + 8 <= size; k += 8) {
        add8x32(c, b[k], b[k + 1], b[k + 2], b[k + 3], b[k + 4], b[k + 5], b[k + 6], b[k + 7]);
      }
      for (; k < size; k++) {
        add1x32(c, b[k]);
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled1x10(float[] c, float a0, float[] b0) {
      for (int j = 0; j < 10; j++) {
        c[j] = Math.fma(a0, b0[j], c[j]);
      }
    }

    /** c[i] = Σ a[k][i] b[k], in ascending order of k. */
    static void multiplyTransposed32xNx10(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < 32; i++) {
        Arrays.fill(c[i], 0f);
        int k = 0;
        for (; k + 8 <= size; k += 8) {
          addScaled8x10(c[i], a[k][i], b[k], a[k + 1][i], b[k + 1], a[k + 2][i], b[k + 2],
              a[k + 3][i], b[k + 3], a[k + 4][i], b[k + 4], a[k + 5][i], b[k + 5], a[k + 6][i],
              b[k + 6], a[k + 7][i], b[k + 7]);
        }
        for (; k < size; k++) {
          addScaled1x10(c[i], a[k][i], b[k]);
        }
      }
    }

    /** c += Σ b, row by row. */
    static void add8x10(float[] c, float[] b0, float[] b1, float[] b2, float[] b3, float[] b4,
        float[] b5, float[] b6, float[] b7) {
      for (int j = 0; j < 10; j++) {
        c[j] = c[j] + b0[j] + b1[j] + b2[j] + b3[j] + b4[j] + b5[j] + b6[j] + b7[j];
      }
    }

    /** c += Σ b, row by row. */
    static void add1x10(float[] c, float[] b0) {
      for (int j = 0; j < 10; j++) {
        c[j] = c[j] + b0[j];
      }
    }

    /** c = Σ b[k], in ascending order of k. */
    static void sumRowsNx10(float[][] b, float[] c, int size) {
      Arrays.fill(c, 0f);
      int k = 0;
      for (; k + 8 <= size; k += 8) {
        add8x10(c, b[k], b[k + 1], b[k + 2], b[k + 3], b[k + 4], b[k + 5], b[k + 6], b[k + 7]);
      }
      for (; k < size; k++) {
        add1x10(c, b[k]);
      }
    }
  }
}
