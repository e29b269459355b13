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
 * Reproduces its input through a bottleneck; there is no target.
 *
 * <pre>
 *   code       = tanh(code.W x + code.b)  [3]
 *   p          = p.W code + p.b           [8]
 *   loss       = Σ (p - x)² / 2
 *
 *   δp         = p - x                    [8]
 *   δcode      = (p.Wᵀ δp) ⊙ (1 - code²)  [3]
 *   ∂L/∂code.W = δcode xᵀ
 *   ∂L/∂code.b = δcode
 *   ∂L/∂p.W    = δp codeᵀ
 *   ∂L/∂p.b    = δp
 * </pre>
 *
 * 59 parameters; multiply-adds per example: 56 forward, 72 backward; 3 KiB of buffers at batch 32.
 */
@Generated("nndc 0.1.0, from input.nnd")
public final class Autoencoder implements Network {
  private static final int X = 0;
  private static final int CODE_W = 0;
  private static final int CODE_B = 1;
  private static final int P_W = 2;
  private static final int P_B = 3;

  private static final Signature SIGNATURE = new Signature(
      "Autoencoder",
      "input.nnd",
      Precision.FLOAT,
      List.of(Field.real("x", 8)),
      List.of(),
      List.of(
          Parameter.of("code.W", Layout.transposed(3, 8), Initializer.glorotUniform(8, 3), 3, 8),
          Parameter.of("code.b", Layout.rows(1, 3), Initializer.zeros(), 3),
          Parameter.of("p.W", Layout.transposed(8, 3), Initializer.glorotUniform(3, 8), 8, 3),
          Parameter.of("p.b", Layout.rows(1, 8), Initializer.zeros(), 8)),
      List.of(Output.of("p", 8)),
      List.of());

  private static final TrainingPlan PLAN = TrainingPlan.defaults()
      .withOptimizer(Optimizer.sgd(0.01))
      .withBatch(32)
      .withEpochs(10)
      .withSeed(0L);

  private volatile FloatParameters parameters;
  private final AtomicReference<Trainer> differentiator = new AtomicReference<>();
  private final AtomicReference<Forward> idle = new AtomicReference<>();

  private Autoencoder(FloatParameters parameters) {
    Version.check("Autoencoder", "0.1.0");
    this.parameters = parameters;
  }

  /** A network whose parameters are initialised from the seed. */
  public static Autoencoder create(long seed) {
    FloatParameters parameters = new FloatParameters(SIGNATURE.parameters());
    parameters.initialize(seed);
    return new Autoencoder(parameters);
  }

  /**
   * The network that was saved in a safetensors file.
   *
   * @throws IOException if the file cannot be read or does not fit; the message names the tensor
   */
  public static Autoencoder load(Path path) throws IOException {
    FloatParameters parameters = new FloatParameters(SIGNATURE.parameters());
    parameters.load(Weights.read(path));
    return new Autoencoder(parameters);
  }

  /** Examples to learn from or to evaluate: a row or a label each. */
  public static DataSet data(float[][] x) {
    DataSet.Builder builder = DataSet.builder(SIGNATURE.fields());
    builder.floats(X, x);
    return builder.build();
  }

  /**
   * The outputs of one example, in inference mode. Any number of threads may call this at once.
   *
   * @param x row-major, of shape [8]
   * @param p receives the output, row-major, of shape [8]
   */
  public void predict(float[] x, float[] p) {
    Forward forward = workspace();
    forward.x[0] = Arguments.row("x", x, 8);
    forward.compute(1);
    System.arraycopy(forward.p[0], 0, Arguments.row("p", p, 8), 0, 8);
    idle.set(forward);
  }

  /**
   * The outputs of many examples, a row each. Any number of threads may call this at once.
   *
   * @param x for each example row-major, of shape [8]
   * @param p receives for each example the output, row-major, of shape [8]
   */
  public void predictBatch(float[][] x, float[][] p) {
    Arguments.examples("p", p.length, "x", x.length);
    Forward forward = new Forward(parameters, 64);
    for (int from = 0; from < x.length; from += 64) {
      int size = Math.min(64, x.length - from);
      for (int n = 0; n < size; n++) {
        forward.x[n] = Arguments.row("x", x[from + n], 8);
      }
      forward.compute(size);
      for (int n = 0; n < size; n++) {
        System.arraycopy(forward.p[n], 0, Arguments.row("p", p[from + n], 8), 0, 8);
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
    parameters.toWeights(Map.of("network", "Autoencoder")).write(path);
  }

  /** code = tanh(code.W x + code.b) */
  private static void code(float[][] x, float[][] codeW, float[][] code, float[] codeB, int size) {
    Kernels.multiplyNx8x3(x, codeW, code, size);
    for (int n = 0; n < size; n++) {
      float[] codeN = code[n];
      for (int i = 0; i < 3; i++) {
        codeN[i] = Functions.tanh(codeB[i] + codeN[i]);
      }
    }
  }

  /** p = p.W code + p.b */
  private static void p(float[][] code, float[][] pW, float[][] p, float[] pB, int size) {
    Kernels.multiplyNx3x8(code, pW, p, size);
    for (int n = 0; n < size; n++) {
      float[] pN = p[n];
      for (int i = 0; i < 8; i++) {
        pN[i] = pB[i] + pN[i];
      }
    }
  }

  /** loss = Σ (p - x)² / 2 */
  private static void loss(float[][] x, float[][] p, float[] loss, int size) {
    for (int n = 0; n < size; n++) {
      float[] xN = x[n];
      float[] pN = p[n];
      float sum = 0f;
      for (int i = 0; i < 8; i++) {
        float difference = pN[i] - xN[i];
        sum = Math.fma(difference, difference, sum);
      }
      loss[n] = 0.5f * sum;
    }
  }

  /** δp = p - x */
  private static void deltaP(float[][] deltaP, float[][] x, float[][] p, int size) {
    for (int n = 0; n < size; n++) {
      float[] deltaPN = deltaP[n];
      float[] xN = x[n];
      float[] pN = p[n];
      for (int i = 0; i < 8; i++) {
        deltaPN[i] = pN[i] - xN[i];
      }
    }
  }

  /** δcode = (p.Wᵀ δp) ⊙ (1 - code²) */
  private static void deltaCode(float[][] deltaP, float[][] pWRows, float[][] deltaCode,
      float[][] code, int size) {
    Kernels.multiplyNx8x3(deltaP, pWRows, deltaCode, size);
    for (int n = 0; n < size; n++) {
      float[] deltaCodeN = deltaCode[n];
      float[] codeN = code[n];
      for (int i = 0; i < 3; i++) {
        deltaCodeN[i] = deltaCodeN[i] * (1f - codeN[i] * codeN[i]);
      }
    }
  }

  /** ∂L/∂code.W = batch_mean(δcode xᵀ) */
  private static void gradientCodeW(float[][] x, float[][] deltaCode, float[][] gradientCodeW,
      int size) {
    Kernels.multiplyTransposed8xNx3(x, deltaCode, gradientCodeW, size);
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 3; j++) {
        gradientCodeW[i][j] = gradientCodeW[i][j] / size;
      }
    }
  }

  /** ∂L/∂code.b = batch_mean(δcode) */
  private static void gradientCodeB(float[][] deltaCode, float[] gradientCodeB, int size) {
    Kernels.sumRowsNx3(deltaCode, gradientCodeB, size);
    for (int i = 0; i < 3; i++) {
      gradientCodeB[i] = gradientCodeB[i] / size;
    }
  }

  /** ∂L/∂p.W = batch_mean(δp codeᵀ) */
  private static void gradientPW(float[][] code, float[][] deltaP, float[][] gradientPW, int size) {
    Kernels.multiplyTransposed3xNx8(code, deltaP, gradientPW, size);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 8; j++) {
        gradientPW[i][j] = gradientPW[i][j] / size;
      }
    }
  }

  /** ∂L/∂p.b = batch_mean(δp) */
  private static void gradientPB(float[][] deltaP, float[] gradientPB, int size) {
    Kernels.sumRowsNx8(deltaP, gradientPB, size);
    for (int i = 0; i < 8; i++) {
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
    private final float[][] code;
    private final float[][] p;
    private final float[] loss;
    private double lossSum;

    Forward(FloatParameters parameters, int capacity) {
      this.parameters = parameters;
      this.capacity = capacity;
      x = new float[capacity][];
      code = new float[capacity][3];
      p = new float[capacity][8];
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
      code(x, parameters.rows(CODE_W), code, parameters.rows(CODE_B)[0], size);
      p(code, parameters.rows(P_W), p, parameters.rows(P_B)[0], size);
    }

    /** The losses of the examples that were run. */
    private void losses(Batch batch) {
      computeLoss(batch.size());
      lossSum = total(loss, batch.size());
    }

    /** The loss of each example. */
    private void computeLoss(int size) {
      loss(x, p, loss, size);
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
    private final Autoencoder network;
    private Forward forward;
    private float[][] deltaP;
    private float[][] deltaCode;
    private float[][] pWRows;

    private Trainer(Autoencoder network) {
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
      deltaP = new float[capacity][8];
      deltaCode = new float[capacity][3];
      pWRows = new float[8][3];
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
      deltaP(deltaP, forward.x, forward.p, size);
      deltaCode(deltaP, pWRows, deltaCode, forward.code, size);
      gradientCodeW(forward.x, deltaCode, gradients.rows(CODE_W), size);
      gradientCodeB(deltaCode, gradients.rows(CODE_B)[0], size);
      gradientPW(forward.code, deltaP, gradients.rows(P_W), size);
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
    static void multiplyTransposed3xNx8(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < 3; i++) {
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
  }
}
