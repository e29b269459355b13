import dev.nnd.runtime.Arguments;
import dev.nnd.runtime.Batch;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Field;
import dev.nnd.runtime.FloatParameters;
import dev.nnd.runtime.FloatTrainer;
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
 * The greatest of three affine maps.
 *
 * <pre>
 *   p[i]             = p.b[i] + sum(j: p.W[i, j] * max(k: h.b[j, k] + sum(l: h.W[j, k, l] * x[l])))  [2]
 *   loss             = Σ (p - y)² / 2
 *   h[i]             = max(j: h.b[i, j] + sum(k: h.W[i, j, k] * x[k]))  [5]
 *
 *   δp               = p - y                                                    [2]
 *   δ[i, j]          = if j == argmax(k: h.b[i, k] + sum(l: h.W[i, k, l] * x[l])) then sum(k: p.W[k, i] * δp[k]) else 0  [5, 3]
 *   ∂L/∂h.W[i, j, k] = x[k] * δ[i, j]
 *   ∂L/∂h.b          = δ
 *   ∂L/∂p.W[i, j]    = δp[i] * max(k: h.b[j, k] + sum(l: h.W[j, k, l] * x[l]))
 *   ∂L/∂p.b          = δp
 * </pre>
 *
 * 87 parameters; multiply-adds per example: 72 forward, 80 backward; 6 KiB of buffers at batch 32.
 */
@Generated("nndc 0.1.0, from input.nnd")
public final class Maxout implements Network {
  private static final int X = 0;
  private static final int Y = 1;
  private static final int H_W = 0;
  private static final int H_B = 1;
  private static final int P_W = 2;
  private static final int P_B = 3;

  private static final Signature SIGNATURE = new Signature(
      "Maxout",
      "input.nnd",
      Precision.FLOAT,
      List.of(Field.real("x", 4)),
      List.of(Field.real("y", 2)),
      List.of(
          Parameter.of("h.W", Layout.rows(15, 4), Initializer.glorotUniform(4, 5), 5, 3, 4),
          Parameter.of("h.b", Layout.rows(5, 3), Initializer.zeros(), 5, 3),
          Parameter.of("p.W", Layout.transposed(2, 5), Initializer.glorotUniform(5, 2), 2, 5),
          Parameter.of("p.b", Layout.rows(1, 2), Initializer.zeros(), 2)),
      List.of(Output.of("p", 2)),
      List.of());

  private static final TrainingPlan PLAN = TrainingPlan.defaults()
      .withOptimizer(Optimizer.sgd(0.01))
      .withBatch(32)
      .withEpochs(10)
      .withSeed(0L);

  private volatile FloatParameters parameters;
  private final AtomicReference<Trainer> differentiator = new AtomicReference<>();
  private final AtomicReference<Forward> idle = new AtomicReference<>();

  private Maxout(FloatParameters parameters) {
    Version.check("Maxout", "0.1.0");
    this.parameters = parameters;
  }

  /** A network whose parameters are initialised from the seed. */
  public static Maxout create(long seed) {
    FloatParameters parameters = new FloatParameters(SIGNATURE.parameters());
    parameters.initialize(seed);
    return new Maxout(parameters);
  }

  /**
   * The network that was saved in a safetensors file.
   *
   * @throws IOException if the file cannot be read or does not fit; the message names the tensor
   */
  public static Maxout load(Path path) throws IOException {
    FloatParameters parameters = new FloatParameters(SIGNATURE.parameters());
    parameters.load(Weights.read(path));
    return new Maxout(parameters);
  }

  /** Examples to learn from or to evaluate: a row or a label each. */
  public static DataSet data(float[][] x, float[][] y) {
    DataSet.Builder builder = DataSet.builder(SIGNATURE.fields());
    builder.floats(X, x);
    builder.floats(Y, y);
    return builder.build();
  }

  /**
   * The outputs of one example, in inference mode. Any number of threads may call this at once.
   *
   * @param x row-major, of shape [4]
   * @param p receives the output, row-major, of shape [2]
   */
  public void predict(float[] x, float[] p) {
    Forward forward = workspace();
    forward.x[0] = Arguments.row("x", x, 4);
    forward.compute(1);
    System.arraycopy(forward.p[0], 0, Arguments.row("p", p, 2), 0, 2);
    idle.set(forward);
  }

  /**
   * The outputs of many examples, a row each. Any number of threads may call this at once.
   *
   * @param x for each example row-major, of shape [4]
   * @param p receives for each example the output, row-major, of shape [2]
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
        System.arraycopy(forward.p[n], 0, Arguments.row("p", p[from + n], 2), 0, 2);
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
    parameters.toWeights(Map.of("network", "Maxout")).write(path);
  }

  /** sum[i, j] = sum(k: h.W[i, j, k] * x[k]) */
  private static void sum(float[][] sum, float[][] x, float[][] hW, int size) {
    for (int n = 0; n < size; n++) {
      float[] sumN = sum[n];
      float[] xN = x[n];
      for (int i = 0; i < 5; i++) {
        float sum2 = 0f;
        float sum3 = 0f;
        float sum4 = 0f;
        for (int j = 0; j < 4; j++) {
          sum2 = Math.fma(hW[3 * i][j], xN[j], sum2);
          sum3 = Math.fma(hW[3 * i + 1][j], xN[j], sum3);
          sum4 = Math.fma(hW[3 * i + 2][j], xN[j], sum4);
        }
        sumN[3 * i] = sum2;
        sumN[3 * i + 1] = sum3;
        sumN[3 * i + 2] = sum4;
      }
    }
  }

  /** max[i] = max(j: h.b[i, j] + sum(k: h.W[i, j, k] * x[k])) */
  private static void max(float[][] max, float[][] sum, float[][] hB, int size) {
    for (int n = 0; n < size; n++) {
      float[] maxN = max[n];
      float[] sumN = sum[n];
      for (int i = 0; i < 5; i++) {
        float max2 = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < 3; j++) {
          max2 = Math.max(max2, hB[i][j] + sumN[3 * i + j]);
        }
        maxN[i] = max2;
      }
    }
  }

  /** p[i] = p.b[i] + sum(j: p.W[i, j] * max(k: h.b[j, k] + sum(l: h.W[j, k, l] * x[l]))) */
  private static void p(float[][] max, float[][] pW, float[][] p, float[] pB, int size) {
    Kernels.multiplyNx5x2(max, pW, p, size);
    for (int n = 0; n < size; n++) {
      float[] pN = p[n];
      for (int i = 0; i < 2; i++) {
        pN[i] = pB[i] + pN[i];
      }
    }
  }

  /** loss = Σ (p - y)² / 2 */
  private static void loss(float[][] y, float[][] p, float[] loss, int size) {
    for (int n = 0; n < size; n++) {
      float[] yN = y[n];
      float[] pN = p[n];
      float sum = 0f;
      for (int i = 0; i < 2; i++) {
        float difference = pN[i] - yN[i];
        sum = Math.fma(difference, difference, sum);
      }
      loss[n] = 0.5f * sum;
    }
  }

  /** δp = p - y */
  private static void deltaP(float[][] deltaP, float[][] y, float[][] p, int size) {
    for (int n = 0; n < size; n++) {
      float[] deltaPN = deltaP[n];
      float[] yN = y[n];
      float[] pN = p[n];
      for (int i = 0; i < 2; i++) {
        deltaPN[i] = pN[i] - yN[i];
      }
    }
  }

  /** δp.sum = p.Wᵀ δp */
  private static void deltaPSum(float[][] deltaP, float[][] pWRows, float[][] deltaPSum, int size) {
    Kernels.multiplyNx2x5(deltaP, pWRows, deltaPSum, size);
  }

  /**
   * δ[i, j] = if j == argmax(k: h.b[i, k] + sum(l: h.W[i, k, l] * x[l])) then sum(k: p.W[k, i] * δp[k]) else 0
   */
  private static void delta(float[][] delta, float[][] deltaPSum, float[][] sum, float[][] hB,
      int size) {
    for (int n = 0; n < size; n++) {
      float[] deltaN = delta[n];
      float[] deltaPSumN = deltaPSum[n];
      float[] sumN = sum[n];
      for (int i = 0; i < 5; i++) {
        float largest = Float.NEGATIVE_INFINITY;
        int argmax = 0;
        for (int j = 0; j < 3; j++) {
          if (hB[i][j] + sumN[3 * i + j] > largest) {
            largest = hB[i][j] + sumN[3 * i + j];
            argmax = j;
          }
        }
        for (int j = 0; j < 3; j++) {
          deltaN[3 * i + j] = j == argmax ? deltaPSumN[i] : 0f;
        }
      }
    }
  }

  /** ∂L/∂h.W[i, j, k] = batch_mean(x[k] * δ[i, j]) */
  private static void gradientHW(float[][] x, float[][] delta, float[][] gradientHW, int size) {
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 3; j++) {
        float sum = 0f;
        float sum2 = 0f;
        float sum3 = 0f;
        float sum4 = 0f;
        for (int n = 0; n < size; n++) {
          sum = Math.fma(x[n][0], delta[n][3 * i + j], sum);
          sum2 = Math.fma(x[n][1], delta[n][3 * i + j], sum2);
          sum3 = Math.fma(x[n][2], delta[n][3 * i + j], sum3);
          sum4 = Math.fma(x[n][3], delta[n][3 * i + j], sum4);
        }
        gradientHW[3 * i + j][0] = sum / size;
        gradientHW[3 * i + j][1] = sum2 / size;
        gradientHW[3 * i + j][2] = sum3 / size;
        gradientHW[3 * i + j][3] = sum4 / size;
      }
    }
  }

  /** ∂L/∂h.b = batch_mean(δ) */
  private static void gradientHB(float[][] delta, float[][] gradientHB, int size) {
    for (int i = 0; i < 5; i++) {
      float sum = 0f;
      float sum2 = 0f;
      float sum3 = 0f;
      for (int n = 0; n < size; n++) {
        sum += delta[n][3 * i];
        sum2 += delta[n][3 * i + 1];
        sum3 += delta[n][3 * i + 2];
      }
      gradientHB[i][0] = sum / size;
      gradientHB[i][1] = sum2 / size;
      gradientHB[i][2] = sum3 / size;
    }
  }

  /** ∂L/∂p.W[i, j] = batch_mean(δp[i] * max(k: h.b[j, k] + sum(l: h.W[j, k, l] * x[l]))) */
  private static void gradientPW(float[][] max, float[][] deltaP, float[][] gradientPW, int size) {
    Kernels.multiplyTransposed5xNx2(max, deltaP, gradientPW, size);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 2; j++) {
        gradientPW[i][j] = gradientPW[i][j] / size;
      }
    }
  }

  /** ∂L/∂p.b = batch_mean(δp) */
  private static void gradientPB(float[][] deltaP, float[] gradientPB, int size) {
    Kernels.sumRowsNx2(deltaP, gradientPB, size);
    for (int i = 0; i < 2; i++) {
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
    private final float[][] x;
    private final float[][] y;
    private final float[][] sum;
    private final float[][] max;
    private final float[][] p;
    private final float[] loss;
    private double lossSum;

    Forward(FloatParameters parameters, int capacity) {
      this.parameters = parameters;
      this.capacity = capacity;
      x = new float[capacity][];
      y = new float[capacity][];
      sum = new float[capacity][15];
      max = new float[capacity][5];
      p = new float[capacity][2];
      loss = new float[capacity];
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
      sum(sum, x, parameters.rows(H_W), size);
      max(max, sum, parameters.rows(H_B), size);
      p(max, parameters.rows(P_W), p, parameters.rows(P_B)[0], size);
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
  public static final class Trainer extends FloatTrainer<Trainer> {
    private final Maxout network;
    private Forward forward;
    private float[][] deltaP;
    private float[][] deltaPSum;
    private float[][] delta;
    private float[][] pWRows;

    private Trainer(Maxout network) {
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
      deltaP = new float[capacity][2];
      deltaPSum = new float[capacity][5];
      delta = new float[capacity][15];
      pWRows = new float[2][5];
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
      delta(delta, deltaPSum, forward.sum, parameters.rows(H_B), size);
      gradientHW(forward.x, delta, gradients.rows(H_W), size);
      gradientHB(delta, gradients.rows(H_B), size);
      gradientPW(forward.max, deltaP, gradients.rows(P_W), size);
      gradientPB(deltaP, gradients.rows(P_B)[0], size);
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
    static void addScaled5x2(float[] c, float a0, float[] b0, float a1, float[] b1, float a2,
        float[] b2, float a3, float[] b3, float a4, float[] b4) {
      for (int j = 0; j < 2; j++) {
        c[j] = Math.fma(a4, b4[j], Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j],
            Math.fma(a0, b0[j], c[j])))));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx5x2(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0f);
      }
      for (int i = 0; i < size; i++) {
        addScaled5x2(c[i], a[i][0], b[0], a[i][1], b[1], a[i][2], b[2], a[i][3], b[3], a[i][4],
            b[4]);
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled2x5(float[] c, float a0, float[] b0, float a1, float[] b1) {
      for (int j = 0; j < 5; j++) {
        c[j] = Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx2x5(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0f);
      }
      for (int i = 0; i < size; i++) {
        addScaled2x5(c[i], a[i][0], b[0], a[i][1], b[1]);
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled8x2(float[] c, float a0, float[] b0, float a1, float[] b1, float a2,
        float[] b2, float a3, float[] b3, float a4, float[] b4, float a5, float[] b5, float a6,
        float[] b6, float a7, float[] b7) {
      for (int j = 0; j < 2; j++) {
        c[j] = Math.fma(a7, b7[j], Math.fma(a6, b6[j], Math.fma(a5, b5[j], Math.fma(a4, b4[j],
            Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j],
            c[j]))))))));
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled1x2(float[] c, float a0, float[] b0) {
      for (int j = 0; j < 2; j++) {
        c[j] = Math.fma(a0, b0[j], c[j]);
      }
    }

    /** c[i] = Σ a[k][i] b[k], in ascending order of k. */
    static void multiplyTransposed5xNx2(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < 5; i++) {
        Arrays.fill(c[i], 0f);
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
    static void add8x2(float[] c, float[] b0, float[] b1, float[] b2, float[] b3, float[] b4,
        float[] b5, float[] b6, float[] b7) {
      for (int j = 0; j < 2; j++) {
        c[j] = c[j] + b0[j] + b1[j] + b2[j] + b3[j] + b4[j] + b5[j] + b6[j] + b7[j];
      }
    }

    /** c += Σ b, row by row. */
    static void add1x2(float[] c, float[] b0) {
      for (int j = 0; j < 2; j++) {
        c[j] = c[j] + b0[j];
      }
    }

    /** c = Σ b[k], in ascending order of k. */
    static void sumRowsNx2(float[][] b, float[] c, int size) {
      Arrays.fill(c, 0f);
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
