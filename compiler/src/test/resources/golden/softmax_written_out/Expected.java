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
 * A softmax and a cross-entropy without the library, over two statements and with a scale inside.
 *
 * <pre>
 *   score  = M features + o                    [3]
 *   weight = exp(5/2 score)                    [3]
 *   share  = softmax(5/2 score)                [3]
 *   loss   = -Σ kind ⊙ log_softmax(5/2 score)
 *
 *   δscore = 5/2 (share - kind)  [3]
 *   ∂L/∂M  = δscore featuresᵀ
 *   ∂L/∂o  = δscore
 * </pre>
 *
 * 15 parameters; multiply-adds per example: 12 forward, 12 backward; 2 KiB of buffers at batch 32.
 */
@Generated("nndc 0.1.0, from input.nnd")
public final class Written implements Network {
  private static final int FEATURES = 0;
  private static final int KIND = 1;
  private static final int M = 0;
  private static final int O = 1;

  private static final Signature SIGNATURE = new Signature(
      "Written",
      "input.nnd",
      Precision.FLOAT,
      List.of(Field.real("features", 4)),
      List.of(Field.label("kind", 3)),
      List.of(
          Parameter.of("M", Layout.transposed(3, 4), Initializer.glorotUniform(4, 3), 3, 4),
          Parameter.of("o", Layout.rows(1, 3), Initializer.zeros(), 3)),
      List.of(Output.of("share", 3).withClasses(3)),
      List.of());

  private static final TrainingPlan PLAN = TrainingPlan.defaults()
      .withOptimizer(Optimizer.sgd(0.01))
      .withBatch(32)
      .withEpochs(10)
      .withSeed(0L);

  private volatile FloatParameters parameters;
  private final AtomicReference<Trainer> differentiator = new AtomicReference<>();
  private final AtomicReference<Forward> idle = new AtomicReference<>();

  private Written(FloatParameters parameters) {
    Version.check("Written", "0.1.0");
    this.parameters = parameters;
  }

  /** A network whose parameters are initialised from the seed. */
  public static Written create(long seed) {
    FloatParameters parameters = new FloatParameters(SIGNATURE.parameters());
    parameters.initialize(seed);
    return new Written(parameters);
  }

  /**
   * The network that was saved in a safetensors file.
   *
   * @throws IOException if the file cannot be read or does not fit; the message names the tensor
   */
  public static Written load(Path path) throws IOException {
    FloatParameters parameters = new FloatParameters(SIGNATURE.parameters());
    parameters.load(Weights.read(path));
    return new Written(parameters);
  }

  /** Examples to learn from or to evaluate: a row or a label each. */
  public static DataSet data(float[][] features, int[] kind) {
    DataSet.Builder builder = DataSet.builder(SIGNATURE.fields());
    builder.floats(FEATURES, features);
    builder.labels(KIND, kind);
    return builder.build();
  }

  /**
   * The outputs of one example, in inference mode. Any number of threads may call this at once.
   *
   * @param features row-major, of shape [4]
   * @param share receives the output, row-major, of shape [3]
   */
  public void predict(float[] features, float[] share) {
    Forward forward = workspace();
    forward.features[0] = Arguments.row("features", features, 4);
    forward.compute(1);
    System.arraycopy(forward.share[0], 0, Arguments.row("share", share, 3), 0, 3);
    idle.set(forward);
  }

  /**
   * The outputs of many examples, a row each. Any number of threads may call this at once.
   *
   * @param features for each example row-major, of shape [4]
   * @param share receives for each example the output, row-major, of shape [3]
   */
  public void predictBatch(float[][] features, float[][] share) {
    Arguments.examples("share", share.length, "features", features.length);
    Forward forward = new Forward(parameters, 64);
    for (int from = 0; from < features.length; from += 64) {
      int size = Math.min(64, features.length - from);
      for (int n = 0; n < size; n++) {
        forward.features[n] = Arguments.row("features", features[from + n], 4);
      }
      forward.compute(size);
      for (int n = 0; n < size; n++) {
        System.arraycopy(forward.share[n], 0, Arguments.row("share", share[from + n], 3), 0, 3);
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
  public int predictLabel(float... features) {
    float[] share = new float[3];
    predict(features, share);
    int best = 0;
    for (int i = 1; i < share.length; i++) {
      best = share[i] > share[best] ? i : best;
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
    parameters.toWeights(Map.of("network", "Written")).write(path);
  }

  /** score = M features + o */
  private static void computeScore(float[][] features, float[][] m, float[][] score, float[] o,
      int size) {
    Kernels.multiplyNx4x3(features, m, score, size);
    for (int n = 0; n < size; n++) {
      float[] scoreN = score[n];
      for (int i = 0; i < 3; i++) {
        scoreN[i] = o[i] + scoreN[i];
      }
    }
  }

  /** score.maximum + score.logsum = logsumexp(5/2 score) */
  private static void scoreLogsum(float[][] score, float[] scoreMaximum, float[] scoreLogsum,
      int size) {
    for (int n = 0; n < size; n++) {
      float[] scoreN = score[n];
      float max = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < 3; i++) {
        max = Math.max(max, 2.5f * scoreN[i]);
      }
      int ties = -1;
      float rest = 0f;
      for (int i = 0; i < 3; i++) {
        float exponent = 2.5f * scoreN[i];
        if (exponent == max) {
          ties++;
        } else {
          rest += Functions.exp(exponent - max);
        }
      }
      float logSum = Functions.log1p(ties + rest);
      scoreMaximum[n] = max;
      scoreLogsum[n] = logSum;
    }
  }

  /** share = softmax(5/2 score) */
  private static void share(float[][] share, float[][] score, float[] scoreMaximum,
      float[] scoreLogsum, int size) {
    for (int n = 0; n < size; n++) {
      float[] shareN = share[n];
      float[] scoreN = score[n];
      for (int i = 0; i < 3; i++) {
        shareN[i] = Functions.exp(2.5f * scoreN[i] - scoreMaximum[n] - scoreLogsum[n]);
      }
    }
  }

  /** loss = logsumexp(5/2 score) - 5/2 score[kind] */
  private static void loss(float[][] score, int[] kind, float[] scoreMaximum, float[] scoreLogsum,
      float[] loss, int size) {
    for (int n = 0; n < size; n++) {
      float[] scoreN = score[n];
      loss[n] = scoreMaximum[n] - 2.5f * scoreN[kind[n]] + scoreLogsum[n];
    }
  }

  /** δscore = 5/2 (share - kind) */
  private static void deltaScore(float[][] deltaScore, float[][] share, int[] kind, int size) {
    for (int n = 0; n < size; n++) {
      float[] deltaScoreN = deltaScore[n];
      float[] shareN = share[n];
      for (int i = 0; i < 3; i++) {
        deltaScoreN[i] = 2.5f * (shareN[i] - (i == kind[n] ? 1f : 0f));
      }
    }
  }

  /** ∂L/∂M = batch_mean(δscore featuresᵀ) */
  private static void gradientM(float[][] features, float[][] deltaScore, float[][] gradientM,
      int size) {
    Kernels.multiplyTransposed4xNx3(features, deltaScore, gradientM, size);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 3; j++) {
        gradientM[i][j] = gradientM[i][j] / size;
      }
    }
  }

  /** ∂L/∂o = batch_mean(δscore) */
  private static void gradientO(float[][] deltaScore, float[] gradientO, int size) {
    Kernels.sumRowsNx3(deltaScore, gradientO, size);
    for (int i = 0; i < 3; i++) {
      gradientO[i] = gradientO[i] / size;
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
    private final float[][] features;
    private final int[] kind;
    private final float[][] score;
    private final float[] scoreMaximum;
    private final float[] scoreLogsum;
    private final float[][] share;
    private final float[] loss;
    private double lossSum;

    Forward(FloatParameters parameters, int capacity) {
      this.parameters = parameters;
      this.capacity = capacity;
      features = new float[capacity][];
      kind = new int[capacity];
      score = new float[capacity][3];
      scoreMaximum = new float[capacity];
      scoreLogsum = new float[capacity];
      share = new float[capacity][3];
      loss = new float[capacity];
    }

    @Override
    public int capacity() {
      return capacity;
    }

    @Override
    public void run(Batch batch) {
      for (int n = 0; n < batch.size(); n++) {
        features[n] = batch.floats(FEATURES, n);
      }
      compute(batch.size());
    }

    /** The outputs of the first examples. */
    private void compute(int size) {
      computeScore(features, parameters.rows(M), score, parameters.rows(O)[0], size);
      scoreLogsum(score, scoreMaximum, scoreLogsum, size);
      share(share, score, scoreMaximum, scoreLogsum, size);
    }

    /** The losses of the examples that were run. */
    private void losses(Batch batch) {
      for (int n = 0; n < batch.size(); n++) {
        kind[n] = batch.label(KIND, n);
      }
      computeLoss(batch.size());
      lossSum = total(loss, batch.size());
    }

    /** The loss of each example. */
    private void computeLoss(int size) {
      loss(score, kind, scoreMaximum, scoreLogsum, loss, size);
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
      return share[example][component];
    }

    @Override
    public double regularizer() {
      return 0;
    }
  }

  /** Trains the network; the settings are those of the train block until they are changed. */
  public static final class Trainer extends FloatTrainer<Trainer> {
    private final Written network;
    private Forward forward;
    private float[][] deltaScore;

    private Trainer(Written network) {
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
      deltaScore = new float[capacity][3];
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
      deltaScore(deltaScore, forward.share, forward.kind, size);
      gradientM(forward.features, deltaScore, gradients.rows(M), size);
      gradientO(deltaScore, gradients.rows(O)[0], size);
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
    static void addScaled4x3(float[] c, float a0, float[] b0, float a1, float[] b1, float a2,
        float[] b2, float a3, float[] b3) {
      for (int j = 0; j < 3; j++) {
        c[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j],
            c[j]))));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx4x3(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0f);
      }
      for (int i = 0; i < size; i++) {
        addScaled4x3(c[i], a[i][0], b[0], a[i][1], b[1], a[i][2], b[2], a[i][3], b[3]);
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

    /** c += Σ a b, row by row. */
    static void addScaled1x3(float[] c, float a0, float[] b0) {
      for (int j = 0; j < 3; j++) {
        c[j] = Math.fma(a0, b0[j], c[j]);
      }
    }

    /** c[i] = Σ a[k][i] b[k], in ascending order of k. */
    static void multiplyTransposed4xNx3(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < 4; i++) {
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
