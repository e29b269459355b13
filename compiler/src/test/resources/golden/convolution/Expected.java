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
 * Tells two kinds of small pictures apart.
 *
 * <pre>
 *   c.padded[i, j, k]   = if j &gt;= 1 and j &lt; 7 and k &gt;= 1 and k &lt; 7 then x[0, j - 1, k - 1] else 0  [1, 8, 8]
 *   c.z[i, j, k]        = c.b[i] + sum(l, m: c.K[i, 0, l, m] * c.padded[0, j + l, k + m])  [2, 6, 6]
 *   c                   = max(0, c.z)                              [2, 6, 6]
 *   p.z[i]              = p.b[i] + sum(j: p.W[i, j] * sum(k, l &lt; 3, m &lt; 3: if j == 9k + 3l + m then max(n &lt; 2, o &lt; 2: c[k, 2l + n, 2m + o]) else 0))  [2]
 *   p                   = softmax(p.z)                             [2]
 *   loss                = -Σ y ⊙ log_softmax(p.z)
 *   s[i, j, k]          = max(l &lt; 2, m &lt; 2: c[i, 2j + l, 2k + m])  [2, 3, 3]
 *
 *   δp.z                = p - y                                                 [2]
 *   δc.z[i, j, k]       = if c.z[i, j, k] &gt; 0 then sum(l &lt; 3, m &lt; 3, n &lt; 2, o &lt; 2: if j == 2l + n and k == 2m + o then (if 2n + o == argmax(q &lt; 2, r &lt; 2: c[i, 2l + q, 2m + r]) then sum(q: p.W[q, 9i + 3l + m] * δp.z[q]) else 0) else 0) else 0  [2, 6, 6]
 *   ∂L/∂c.K[i, j, k, l] = sum(m, n: c.padded[0, k + m, l + n] * δc.z[i, m, n])
 *   ∂L/∂c.b[i]          = sum(j, k: δc.z[i, j, k])
 *   ∂L/∂p.W[i, j]       = δp.z[i] * sum(k, l &lt; 3, m &lt; 3: if j == 9k + 3l + m then max(n &lt; 2, o &lt; 2: c[k, 2l + n, 2m + o]) else 0)
 *   ∂L/∂p.b             = δp.z
 * </pre>
 *
 * 58 parameters; multiply-adds per example: 684 forward, 720 backward; 55 KiB of buffers at batch 32.
 */
@Generated("nndc 0.1.0, from input.nnd")
public final class Convolution implements Network {
  private static final int X = 0;
  private static final int Y = 1;
  private static final int C_K = 0;
  private static final int C_B = 1;
  private static final int P_W = 2;
  private static final int P_B = 3;

  private static final Signature SIGNATURE = new Signature(
      "Convolution",
      "input.nnd",
      Precision.FLOAT,
      List.of(Field.real("x", 1, 6, 6)),
      List.of(Field.label("y", 2)),
      List.of(
          Parameter.of("c.K", Layout.rows(6, 3), Initializer.heUniform(9), 2, 1, 3, 3),
          Parameter.of("c.b", Layout.rows(1, 2), Initializer.zeros(), 2),
          Parameter.of("p.W", Layout.transposed(2, 18), Initializer.glorotUniform(18, 2), 2, 18),
          Parameter.of("p.b", Layout.rows(1, 2), Initializer.zeros(), 2)),
      List.of(Output.of("p", 2).withClasses(2)),
      List.of());

  private static final TrainingPlan PLAN = TrainingPlan.defaults()
      .withOptimizer(Optimizer.sgd(0.01))
      .withBatch(32)
      .withEpochs(10)
      .withSeed(0L);

  private volatile FloatParameters parameters;
  private final AtomicReference<Trainer> differentiator = new AtomicReference<>();
  private final AtomicReference<Forward> idle = new AtomicReference<>();

  private Convolution(FloatParameters parameters) {
    Version.check("Convolution", "0.1.0");
    this.parameters = parameters;
  }

  /** A network whose parameters are initialised from the seed. */
  public static Convolution create(long seed) {
    FloatParameters parameters = new FloatParameters(SIGNATURE.parameters());
    parameters.initialize(seed);
    return new Convolution(parameters);
  }

  /**
   * The network that was saved in a safetensors file.
   *
   * @throws IOException if the file cannot be read or does not fit; the message names the tensor
   */
  public static Convolution load(Path path) throws IOException {
    FloatParameters parameters = new FloatParameters(SIGNATURE.parameters());
    parameters.load(Weights.read(path));
    return new Convolution(parameters);
  }

  /** Examples to learn from or to evaluate: a row or a label each. */
  public static DataSet data(float[][] x, int[] y) {
    DataSet.Builder builder = DataSet.builder(SIGNATURE.fields());
    builder.floats(X, x);
    builder.labels(Y, y);
    return builder.build();
  }

  /**
   * The outputs of one example, in inference mode. Any number of threads may call this at once.
   *
   * @param x row-major, of shape [1, 6, 6]
   * @param p receives the output, row-major, of shape [2]
   */
  public void predict(float[] x, float[] p) {
    Forward forward = workspace();
    forward.x[0] = Arguments.row("x", x, 36);
    forward.compute(1);
    System.arraycopy(forward.p[0], 0, Arguments.row("p", p, 2), 0, 2);
    idle.set(forward);
  }

  /**
   * The outputs of many examples, a row each. Any number of threads may call this at once.
   *
   * @param x for each example row-major, of shape [1, 6, 6]
   * @param p receives for each example the output, row-major, of shape [2]
   */
  public void predictBatch(float[][] x, float[][] p) {
    Arguments.examples("p", p.length, "x", x.length);
    Forward forward = new Forward(parameters, 64);
    for (int from = 0; from < x.length; from += 64) {
      int size = Math.min(64, x.length - from);
      for (int n = 0; n < size; n++) {
        forward.x[n] = Arguments.row("x", x[from + n], 36);
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

  /** The class of the largest output; of equal ones the first. */
  public int predictLabel(float... x) {
    float[] p = new float[2];
    predict(x, p);
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
    parameters.toWeights(Map.of("network", "Convolution")).write(path);
  }

  /**
   * c.padded[i, j, k] = if j >= 1 and j < 7 and k >= 1 and k < 7 then x[0, j - 1, k - 1] else 0
   */
  private static void cPadded(float[][] cPadded, float[][] x, int size) {
    for (int n = 0; n < size; n++) {
      float[] cPaddedN = cPadded[n];
      float[] xN = x[n];
      for (int i = 0; i < 8; i++) {
        for (int j = 0; j < 8; j++) {
          cPaddedN[8 * i + j] = i >= 1f && i < 7f && j >= 1f && j < 7f ? xN[6 * i + j - 7] : 0f;
        }
      }
    }
  }

  /** c.z[i, j, k] = c.b[i] + sum(l, m: c.K[i, 0, l, m] * c.padded[0, j + l, k + m]) */
  private static void cZ(float[][] cZ, float[][] cPadded, float[][] cK, float[] cB, int size) {
    for (int n = 0; n < size; n++) {
      float[] cZN = cZ[n];
      float[] cPaddedN = cPadded[n];
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 6; j++) {
          float sum = 0f;
          float sum2 = 0f;
          float sum3 = 0f;
          float sum4 = 0f;
          float sum5 = 0f;
          float sum6 = 0f;
          for (int k = 0; k < 3; k++) {
            for (int l = 0; l < 3; l++) {
              sum = Math.fma(cK[3 * i + k][l], cPaddedN[8 * j + 8 * k + l], sum);
              sum2 = Math.fma(cK[3 * i + k][l], cPaddedN[8 * j + 8 * k + l + 1], sum2);
              sum3 = Math.fma(cK[3 * i + k][l], cPaddedN[8 * j + 8 * k + l + 2], sum3);
              sum4 = Math.fma(cK[3 * i + k][l], cPaddedN[8 * j + 8 * k + l + 3], sum4);
              sum5 = Math.fma(cK[3 * i + k][l], cPaddedN[8 * j + 8 * k + l + 4], sum5);
              sum6 = Math.fma(cK[3 * i + k][l], cPaddedN[8 * j + 8 * k + l + 5], sum6);
            }
          }
          cZN[36 * i + 6 * j] = cB[i] + sum;
          cZN[36 * i + 6 * j + 1] = cB[i] + sum2;
          cZN[36 * i + 6 * j + 2] = cB[i] + sum3;
          cZN[36 * i + 6 * j + 3] = cB[i] + sum4;
          cZN[36 * i + 6 * j + 4] = cB[i] + sum5;
          cZN[36 * i + 6 * j + 5] = cB[i] + sum6;
        }
      }
    }
  }

  /** c = max(0, c.z) */
  private static void c(float[][] c, float[][] cZ, int size) {
    for (int n = 0; n < size; n++) {
      float[] cN = c[n];
      float[] cZN = cZ[n];
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 6; j++) {
          for (int k = 0; k < 6; k++) {
            cN[36 * i + 6 * j + k] = Math.max(0f, cZN[36 * i + 6 * j + k]);
          }
        }
      }
    }
  }

  /** c.max[i, j, k] = max(l < 2, m < 2: c[i, 2j + l, 2k + m]) */
  private static void cMax(float[][] cMax, float[][] c, int size) {
    for (int n = 0; n < size; n++) {
      float[] cMaxN = cMax[n];
      float[] cN = c[n];
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 3; j++) {
          for (int k = 0; k < 3; k++) {
            float max = Float.NEGATIVE_INFINITY;
            for (int l = 0; l < 2; l++) {
              for (int m = 0; m < 2; m++) {
                max = Math.max(max, cN[36 * i + 12 * j + 2 * k + 6 * l + m]);
              }
            }
            cMaxN[9 * i + 3 * j + k] = max;
          }
        }
      }
    }
  }

  /**
   * scattered[i] = sum(j, k < 3, l < 3: if i == 9j + 3k + l then max(m < 2, n < 2: c[j, 2k + m, 2l + n]) else 0)
   */
  private static void scattered(float[][] scattered, float[][] cMax, int size) {
    for (int n = 0; n < size; n++) {
      Arrays.fill(scattered[n], 0f);
    }
    for (int n = 0; n < size; n++) {
      float[] scatteredN = scattered[n];
      float[] cMaxN = cMax[n];
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 3; j++) {
          for (int k = 0; k < 3; k++) {
            scatteredN[9 * i + 3 * j + k] += cMaxN[9 * i + 3 * j + k];
          }
        }
      }
    }
  }

  /**
   * p.z[i] = p.b[i] + sum(j: p.W[i, j] * sum(k, l < 3, m < 3: if j == 9k + 3l + m then max(n < 2, o < 2: c[k, 2l + n, 2m + o]) else 0))
   */
  private static void pZ(float[][] scattered, float[][] pW, float[][] pZ, float[] pB, int size) {
    Kernels.multiplyNx18x2(scattered, pW, pZ, size);
    for (int n = 0; n < size; n++) {
      float[] pZN = pZ[n];
      for (int i = 0; i < 2; i++) {
        pZN[i] = pB[i] + pZN[i];
      }
    }
  }

  /** p.z.maximum + p.z.logsum = logsumexp(p.z) */
  private static void pZLogsum(float[][] pZ, float[] pZMaximum, float[] pZLogsum, int size) {
    for (int n = 0; n < size; n++) {
      float[] pZN = pZ[n];
      float max = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < 2; i++) {
        max = Math.max(max, pZN[i]);
      }
      int ties = -1;
      float rest = 0f;
      for (int i = 0; i < 2; i++) {
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
      for (int i = 0; i < 2; i++) {
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

  /** c.argmax[i, j, k] = argmax(l < 2, m < 2: c[i, 2j + l, 2k + m]) */
  private static void cArgmax(float[][] cArgmax, float[][] c, int size) {
    for (int n = 0; n < size; n++) {
      float[] cArgmaxN = cArgmax[n];
      float[] cN = c[n];
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 3; j++) {
          for (int k = 0; k < 3; k++) {
            float largest = Float.NEGATIVE_INFINITY;
            int argmax = 0;
            for (int l = 0; l < 2; l++) {
              for (int m = 0; m < 2; m++) {
                if (cN[36 * i + 12 * j + 2 * k + 6 * l + m] > largest) {
                  largest = cN[36 * i + 12 * j + 2 * k + 6 * l + m];
                  argmax = 2 * l + m;
                }
              }
            }
            cArgmaxN[9 * i + 3 * j + k] = argmax;
          }
        }
      }
    }
  }

  /** δp.z = p - y */
  private static void deltaPZ(float[][] deltaPZ, float[][] p, int[] y, int size) {
    for (int n = 0; n < size; n++) {
      float[] deltaPZN = deltaPZ[n];
      float[] pN = p[n];
      for (int i = 0; i < 2; i++) {
        deltaPZN[i] = pN[i] - (i == y[n] ? 1f : 0f);
      }
    }
  }

  /** δp.z.sum = p.Wᵀ δp.z */
  private static void deltaPZSum(float[][] deltaPZ, float[][] pWRows, float[][] deltaPZSum,
      int size) {
    Kernels.multiplyNx2x18(deltaPZ, pWRows, deltaPZSum, size);
  }

  /**
   * scattered2[i, j, k] = sum(l < 3, m < 3, n < 2, o < 2: if j == 2l + n and k == 2m + o then (if 2n + o == argmax(q < 2, r < 2: c[i, 2l + q, 2m + r]) then sum(q: p.W[q, 9i + 3l + m] * δp.z[q]) else 0) else 0)
   */
  private static void scattered2(float[][] scattered2, float[][] cArgmax, float[][] deltaPZSum,
      int size) {
    for (int n = 0; n < size; n++) {
      Arrays.fill(scattered2[n], 0f);
    }
    for (int n = 0; n < size; n++) {
      float[] scattered2N = scattered2[n];
      float[] cArgmaxN = cArgmax[n];
      float[] deltaPZSumN = deltaPZSum[n];
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 3; j++) {
          for (int k = 0; k < 3; k++) {
            for (int l = 0; l < 2; l++) {
              for (int m = 0; m < 2; m++) {
                scattered2N[36 * i + 12 * j + 2 * k + 6 * l + m] += 2f * l
                    + m == cArgmaxN[9 * i + 3 * j + k] ? deltaPZSumN[9 * i + 3 * j + k] : 0f;
              }
            }
          }
        }
      }
    }
  }

  /**
   * δc.z[i, j, k] = if c.z[i, j, k] > 0 then sum(l < 3, m < 3, n < 2, o < 2: if j == 2l + n and k == 2m + o then (if 2n + o == argmax(q < 2, r < 2: c[i, 2l + q, 2m + r]) then sum(q: p.W[q, 9i + 3l + m] * δp.z[q]) else 0) else 0) else 0
   */
  private static void deltaCZ(float[][] deltaCZ, float[][] cZ, float[][] scattered2, int size) {
    for (int n = 0; n < size; n++) {
      float[] deltaCZN = deltaCZ[n];
      float[] cZN = cZ[n];
      float[] scattered2N = scattered2[n];
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 6; j++) {
          for (int k = 0; k < 6; k++) {
            deltaCZN[36 * i + 6 * j + k] = cZN[36 * i + 6 * j + k] > 0f ? scattered2N[36 * i + 6 * j + k] : 0f;
          }
        }
      }
    }
  }

  /** ∂L/∂c.K[i, j, k, l] = batch_mean(sum(m, n: c.padded[0, k + m, l + n] * δc.z[i, m, n])) */
  private static void gradientCK(float[][] cPadded, float[][] deltaCZ, float[][] gradientCK,
      int size) {
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        float sum = 0f;
        float sum2 = 0f;
        float sum3 = 0f;
        for (int n = 0; n < size; n++) {
          for (int k = 0; k < 6; k++) {
            for (int l = 0; l < 6; l++) {
              sum = Math.fma(cPadded[n][8 * j + 8 * k + l], deltaCZ[n][36 * i + 6 * k + l], sum);
              sum2 = Math.fma(cPadded[n][8 * j + 8 * k + l + 1], deltaCZ[n][36 * i + 6 * k + l], sum2);
              sum3 = Math.fma(cPadded[n][8 * j + 8 * k + l + 2], deltaCZ[n][36 * i + 6 * k + l], sum3);
            }
          }
        }
        gradientCK[3 * i + j][0] = sum / size;
        gradientCK[3 * i + j][1] = sum2 / size;
        gradientCK[3 * i + j][2] = sum3 / size;
      }
    }
  }

  /** ∂L/∂c.b[i] = batch_mean(sum(j, k: δc.z[i, j, k])) */
  private static void gradientCB(float[][] deltaCZ, float[] gradientCB, int size) {
    for (int i = 0; i < 2; i++) {
      float sum = 0f;
      for (int n = 0; n < size; n++) {
        for (int j = 0; j < 6; j++) {
          for (int k = 0; k < 6; k++) {
            sum += deltaCZ[n][36 * i + 6 * j + k];
          }
        }
      }
      gradientCB[i] = sum / size;
    }
  }

  /**
   * ∂L/∂p.W[i, j] = batch_mean(δp.z[i] * sum(k, l < 3, m < 3: if j == 9k + 3l + m then max(n < 2, o < 2: c[k, 2l + n, 2m + o]) else 0))
   */
  private static void gradientPW(float[][] scattered, float[][] deltaPZ, float[][] gradientPW,
      int size) {
    Kernels.multiplyTransposed18xNx2(scattered, deltaPZ, gradientPW, size);
    for (int i = 0; i < 18; i++) {
      for (int j = 0; j < 2; j++) {
        gradientPW[i][j] = gradientPW[i][j] / size;
      }
    }
  }

  /** ∂L/∂p.b = batch_mean(δp.z) */
  private static void gradientPB(float[][] deltaPZ, float[] gradientPB, int size) {
    Kernels.sumRowsNx2(deltaPZ, gradientPB, size);
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
    private final int[] y;
    private final float[][] cPadded;
    private final float[][] cZ;
    private final float[][] c;
    private final float[][] cMax;
    private final float[][] scattered;
    private final float[][] pZ;
    private final float[] pZMaximum;
    private final float[] pZLogsum;
    private final float[][] p;
    private final float[] loss;
    private double lossSum;

    Forward(FloatParameters parameters, int capacity) {
      this.parameters = parameters;
      this.capacity = capacity;
      x = new float[capacity][];
      y = new int[capacity];
      cPadded = new float[capacity][64];
      cZ = new float[capacity][72];
      c = new float[capacity][72];
      cMax = new float[capacity][18];
      scattered = new float[capacity][18];
      pZ = new float[capacity][2];
      pZMaximum = new float[capacity];
      pZLogsum = new float[capacity];
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
      cPadded(cPadded, x, size);
      cZ(cZ, cPadded, parameters.rows(C_K), parameters.rows(C_B)[0], size);
      c(c, cZ, size);
      cMax(cMax, c, size);
      scattered(scattered, cMax, size);
      pZ(scattered, parameters.rows(P_W), pZ, parameters.rows(P_B)[0], size);
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
    private final Convolution network;
    private Forward forward;
    private float[][] cArgmax;
    private float[][] deltaPZ;
    private float[][] deltaPZSum;
    private float[][] scattered2;
    private float[][] deltaCZ;
    private float[][] pWRows;

    private Trainer(Convolution network) {
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
      cArgmax = new float[capacity][18];
      deltaPZ = new float[capacity][2];
      deltaPZSum = new float[capacity][18];
      scattered2 = new float[capacity][72];
      deltaCZ = new float[capacity][72];
      pWRows = new float[2][18];
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
      cArgmax(cArgmax, forward.c, size);
      deltaPZ(deltaPZ, forward.p, forward.y, size);
      deltaPZSum(deltaPZ, pWRows, deltaPZSum, size);
      scattered2(scattered2, cArgmax, deltaPZSum, size);
      deltaCZ(deltaCZ, forward.cZ, scattered2, size);
      gradientCK(forward.cPadded, deltaCZ, gradients.rows(C_K), size);
      gradientCB(deltaCZ, gradients.rows(C_B)[0], size);
      gradientPW(forward.scattered, deltaPZ, gradients.rows(P_W), size);
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
    static void addScaled2x2(float[] c, float a0, float[] b0, float a1, float[] b1) {
      for (int j = 0; j < 2; j++) {
        c[j] = Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx18x2(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0f);
      }
      for (int k = 0; k < 16; k += 8) {
        for (int i = 0; i < size; i++) {
          addScaled8x2(c[i], a[i][k], b[k], a[i][k + 1], b[k + 1], a[i][k + 2], b[k + 2],
              a[i][k + 3], b[k + 3], a[i][k + 4], b[k + 4], a[i][k + 5], b[k + 5], a[i][k + 6],
              b[k + 6], a[i][k + 7], b[k + 7]);
        }
      }
      for (int i = 0; i < size; i++) {
        addScaled2x2(c[i], a[i][16], b[16], a[i][17], b[17]);
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled2x18(float[] c, float a0, float[] b0, float a1, float[] b1) {
      for (int j = 0; j < 18; j++) {
        c[j] = Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]));
      }
    }

    /** c[i] = Σ a[i][k] b[k], in ascending order of k. */
    static void multiplyNx2x18(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < size; i++) {
        Arrays.fill(c[i], 0f);
      }
      for (int i = 0; i < size; i++) {
        addScaled2x18(c[i], a[i][0], b[0], a[i][1], b[1]);
      }
    }

    /** c += Σ a b, row by row. */
    static void addScaled1x2(float[] c, float a0, float[] b0) {
      for (int j = 0; j < 2; j++) {
        c[j] = Math.fma(a0, b0[j], c[j]);
      }
    }

    /** c[i] = Σ a[k][i] b[k], in ascending order of k. */
    static void multiplyTransposed18xNx2(float[][] a, float[][] b, float[][] c, int size) {
      for (int i = 0; i < 18; i++) {
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
