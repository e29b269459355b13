import dev.nnd.runtime.Arguments;
import dev.nnd.runtime.Functions;
import dev.nnd.runtime.Generated;
import dev.nnd.runtime.Version;

/**
 * A field's energy: reductions, a named value, and an argument with a default for every element.
 *
 * <pre>
 *   energy                   = cᵀ x + Σ tanh(A x)² + Σ (x[1:8] - x[0:7])² + logsumexp(x)
 *
 *   δ                        = 2 (x[1:8] - x[0:7])             [7]
 *   δ.2                      = 2 (1 - tanh(A x)²) ⊙ tanh(A x)  [8]
 *   ∂energy/∂A               = δ.2 xᵀ
 *   ∂energy/∂x[i]            = c[i] + sum(j: if i == j then -δ[j] else 0) + sum(j: A[j, i] * δ.2[j]) + sum(j: if i == j + 1 then δ[j] else 0) + exp(x[i] - logsumexp(j: x[j]))
 *   ∂energy/∂c               = x
 *
 *   δ.3                      = ((2 - 6 tanh(A x)²) / cosh(A x)²) xᵀ                        [8, 8]
 *   dδ.2.2[i, j]             = A[i, j] * (2 - 6 * tanh(sum(k: A[i, k] * x[k]))^2) / cosh(sum(k: A[i, k] * x[k]))^2  [8, 8]
 *   d                        = softmax(x)                                                  [8]
 *   dδ[i, j]                 = (if i == j then -2 else 0) + (if i + 1 == j then 2 else 0)  [7, 8]
 *   dδ.2.3[i, j]             = A[i, j] * (2 - 6 * tanh(sum(k: A[i, k] * x[k]))^2) / cosh(sum(k: A[i, k] * x[k]))^2  [8, 8]
 *   ∂²energy/∂A²[i, j, k, l] = if i == k then x[l] * δ.3[k, j] else 0                      [8, 8, 8, 8]
 *   ∂²energy/∂A∂x[i, j, k]   = x[j] * dδ.2.2[i, k] + (if j == k then δ.2[i] else 0)        [8, 8, 8]
 *   ∂²energy/∂x²[i, j]       = sum(k: if i == k + 1 then dδ[k, j] else 0) + sum(k: if i == k then -dδ[k, j] else 0) + sum(k: A[k, i] * dδ.2.3[k, j]) - d[j] * exp(x[i] - logsumexp(k: x[k])) + (if i == j then exp(x[i] - logsumexp(k: x[k])) else 0)  [8, 8]
 * </pre>
 *
 * The variables are one vector of 72: A at 0 to 63, x at 64 to 71, matrices row by row.
 * The derivatives without a name in theirs are by A, x; an argument with a default is a setting.
 * All methods are safe for use by several threads; an array to be filled must be none of the arguments.
 */
@Generated("nndc 0.1.0, from input.nnd")
public final class Energy {
  /** The number of components of all variables together. */
  public static final int DIMENSION = 72;
  private static final double[] DEFAULT_C = {1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0};

  static {
    Version.check("Energy", "0.1.0");
  }

  private Energy() {
  }

  /** energy = cᵀ x + Σ tanh(A x)² + Σ (x[1:8] - x[0:7])² + logsumexp(x) */
  public static double value(double[][] a, double[] x, double[] c) {
    Arguments.matrix("A", a, 8, 8);
    Arguments.row("x", x, 8);
    Arguments.row("c", c, 8);
    double sum = 0.0;
    for (int i = 0; i < 8; i++) {
      sum = Math.fma(c[i], x[i], sum);
    }
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < 8; i++) {
      max = Math.max(max, x[i]);
    }
    int ties = -1;
    double rest = 0.0;
    for (int i = 0; i < 8; i++) {
      if (x[i] == max) {
        ties++;
      } else {
        rest += Functions.exp(x[i] - max);
      }
    }
    double logSum = Functions.log1p(ties + rest);
    double sum2 = 0.0;
    for (int i = 0; i < 7; i++) {
      double difference = x[i + 1] - x[i];
      sum2 = Math.fma(difference, difference, sum2);
    }
    double sum3 = 0.0;
    for (int i = 0; i < 8; i++) {
      double sum4 = 0.0;
      for (int j = 0; j < 8; j++) {
        sum4 = Math.fma(a[i][j], x[j], sum4);
      }
      double tanhOf = Functions.tanh(sum4);
      sum3 = Math.fma(tanhOf, tanhOf, sum3);
    }
    return sum3 + sum2 + sum + (max + logSum);
  }

  /** The same with c by default. */
  public static double value(double[][] a, double[] x) {
    return value(a, x, DEFAULT_C);
  }

  /**
   * The gradient by A, x.
   *
   * <pre>
   *   ∂energy/∂A    = δ.2 xᵀ
   *   ∂energy/∂x[i] = c[i] + sum(j: if i == j then -δ[j] else 0) + sum(j: A[j, i] * δ.2[j]) + sum(j: if i == j + 1 then δ[j] else 0) + exp(x[i] - logsumexp(j: x[j]))
   * </pre>
   *
   * @param gradient is filled: 72 components
   */
  public static void gradient(double[][] a, double[] x, double[] c, double[] gradient) {
    Arguments.matrix("A", a, 8, 8);
    Arguments.row("x", x, 8);
    Arguments.row("c", c, 8);
    Arguments.row("gradient", gradient, 72);
    double[] delta2 = new double[8];
    double sum = 0.0;
    double sum2 = 0.0;
    double sum3 = 0.0;
    double sum4 = 0.0;
    double sum5 = 0.0;
    double sum6 = 0.0;
    double sum7 = 0.0;
    double sum8 = 0.0;
    for (int i = 0; i < 8; i++) {
      sum = Math.fma(a[0][i], x[i], sum);
      sum2 = Math.fma(a[1][i], x[i], sum2);
      sum3 = Math.fma(a[2][i], x[i], sum3);
      sum4 = Math.fma(a[3][i], x[i], sum4);
      sum5 = Math.fma(a[4][i], x[i], sum5);
      sum6 = Math.fma(a[5][i], x[i], sum6);
      sum7 = Math.fma(a[6][i], x[i], sum7);
      sum8 = Math.fma(a[7][i], x[i], sum8);
    }
    double tanhOf = Functions.tanh(sum);
    double tanhOf2 = Functions.tanh(sum2);
    double tanhOf3 = Functions.tanh(sum3);
    double tanhOf4 = Functions.tanh(sum4);
    double tanhOf5 = Functions.tanh(sum5);
    double tanhOf6 = Functions.tanh(sum6);
    double tanhOf7 = Functions.tanh(sum7);
    double tanhOf8 = Functions.tanh(sum8);
    delta2[0] = 2.0 * ((1.0 - tanhOf * tanhOf) * tanhOf);
    delta2[1] = 2.0 * ((1.0 - tanhOf2 * tanhOf2) * tanhOf2);
    delta2[2] = 2.0 * ((1.0 - tanhOf3 * tanhOf3) * tanhOf3);
    delta2[3] = 2.0 * ((1.0 - tanhOf4 * tanhOf4) * tanhOf4);
    delta2[4] = 2.0 * ((1.0 - tanhOf5 * tanhOf5) * tanhOf5);
    delta2[5] = 2.0 * ((1.0 - tanhOf6 * tanhOf6) * tanhOf6);
    delta2[6] = 2.0 * ((1.0 - tanhOf7 * tanhOf7) * tanhOf7);
    delta2[7] = 2.0 * ((1.0 - tanhOf8 * tanhOf8) * tanhOf8);
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        gradient[8 * i + j] = x[j] * delta2[i];
      }
    }
    double[] delta = new double[7];
    for (int i = 0; i < 7; i++) {
      delta[i] = 2.0 * (x[i + 1] - x[i]);
    }
    double[] scattered = new double[8];
    for (int i = 0; i < 7; i++) {
      scattered[i] += -delta[i];
    }
    double[] scattered2 = new double[8];
    for (int i = 0; i < 7; i++) {
      scattered2[i + 1] += delta[i];
    }
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < 8; i++) {
      max = Math.max(max, x[i]);
    }
    int ties = -1;
    double rest = 0.0;
    for (int i = 0; i < 8; i++) {
      if (x[i] == max) {
        ties++;
      } else {
        rest += Functions.exp(x[i] - max);
      }
    }
    double logSum = Functions.log1p(ties + rest);
    for (int i = 0; i < 8; i++) {
      double sum9 = 0.0;
      for (int j = 0; j < 8; j++) {
        sum9 = Math.fma(a[j][i], delta2[j], sum9);
      }
      gradient[i + 64] = c[i] + scattered[i] + sum9 + scattered2[i] + Functions.exp(x[i] - max
          - logSum);
    }
  }

  /** The same with c by default. */
  public static void gradient(double[][] a, double[] x, double[] gradient) {
    gradient(a, x, DEFAULT_C, gradient);
  }

  /**
   * The value, and the derivatives by A, x.
   *
   * <pre>
   *   energy        = cᵀ x + Σ tanh(A x)² + Σ (x[1:8] - x[0:7])² + logsumexp(x)
   *   ∂energy/∂A    = δ.2 xᵀ
   *   ∂energy/∂x[i] = c[i] + sum(j: if i == j then -δ[j] else 0) + sum(j: A[j, i] * δ.2[j]) + sum(j: if i == j + 1 then δ[j] else 0) + exp(x[i] - logsumexp(j: x[j]))
   * </pre>
   *
   * @param gradient is filled: 72 components
   */
  public static double valueAndGradient(double[][] a, double[] x, double[] c, double[] gradient) {
    Arguments.matrix("A", a, 8, 8);
    Arguments.row("x", x, 8);
    Arguments.row("c", c, 8);
    Arguments.row("gradient", gradient, 72);
    double[] sum = new double[8];
    double sum2 = 0.0;
    double sum3 = 0.0;
    double sum4 = 0.0;
    double sum5 = 0.0;
    double sum6 = 0.0;
    double sum7 = 0.0;
    double sum8 = 0.0;
    double sum9 = 0.0;
    for (int i = 0; i < 8; i++) {
      sum2 = Math.fma(a[0][i], x[i], sum2);
      sum3 = Math.fma(a[1][i], x[i], sum3);
      sum4 = Math.fma(a[2][i], x[i], sum4);
      sum5 = Math.fma(a[3][i], x[i], sum5);
      sum6 = Math.fma(a[4][i], x[i], sum6);
      sum7 = Math.fma(a[5][i], x[i], sum7);
      sum8 = Math.fma(a[6][i], x[i], sum8);
      sum9 = Math.fma(a[7][i], x[i], sum9);
    }
    sum[0] = sum2;
    sum[1] = sum3;
    sum[2] = sum4;
    sum[3] = sum5;
    sum[4] = sum6;
    sum[5] = sum7;
    sum[6] = sum8;
    sum[7] = sum9;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < 8; i++) {
      max = Math.max(max, x[i]);
    }
    int ties = -1;
    double rest = 0.0;
    for (int i = 0; i < 8; i++) {
      if (x[i] == max) {
        ties++;
      } else {
        rest += Functions.exp(x[i] - max);
      }
    }
    double logSum = Functions.log1p(ties + rest);
    double[] delta2 = new double[8];
    for (int i = 0; i < 8; i++) {
      double tanhOf = Functions.tanh(sum[i]);
      delta2[i] = 2.0 * ((1.0 - tanhOf * tanhOf) * tanhOf);
    }
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        gradient[8 * i + j] = x[j] * delta2[i];
      }
    }
    double[] delta = new double[7];
    for (int i = 0; i < 7; i++) {
      delta[i] = 2.0 * (x[i + 1] - x[i]);
    }
    double[] scattered = new double[8];
    for (int i = 0; i < 7; i++) {
      scattered[i] += -delta[i];
    }
    double[] scattered2 = new double[8];
    for (int i = 0; i < 7; i++) {
      scattered2[i + 1] += delta[i];
    }
    double sum10 = 0.0;
    double sum11 = 0.0;
    double sum12 = 0.0;
    double sum13 = 0.0;
    double sum14 = 0.0;
    double sum15 = 0.0;
    double sum16 = 0.0;
    double sum17 = 0.0;
    for (int i = 0; i < 8; i++) {
      sum10 = Math.fma(a[i][0], delta2[i], sum10);
      sum11 = Math.fma(a[i][1], delta2[i], sum11);
      sum12 = Math.fma(a[i][2], delta2[i], sum12);
      sum13 = Math.fma(a[i][3], delta2[i], sum13);
      sum14 = Math.fma(a[i][4], delta2[i], sum14);
      sum15 = Math.fma(a[i][5], delta2[i], sum15);
      sum16 = Math.fma(a[i][6], delta2[i], sum16);
      sum17 = Math.fma(a[i][7], delta2[i], sum17);
    }
    gradient[64] = c[0] - delta[0] + sum10 + Functions.exp(x[0] - max - logSum);
    gradient[65] = c[1] + delta[0] - delta[1] + sum11 + Functions.exp(x[1] - max - logSum);
    gradient[66] = c[2] + delta[1] - delta[2] + sum12 + Functions.exp(x[2] - max - logSum);
    gradient[67] = c[3] + delta[2] - delta[3] + sum13 + Functions.exp(x[3] - max - logSum);
    gradient[68] = c[4] + delta[3] - delta[4] + sum14 + Functions.exp(x[4] - max - logSum);
    gradient[69] = c[5] + delta[4] - delta[5] + sum15 + Functions.exp(x[5] - max - logSum);
    gradient[70] = c[6] + delta[5] - delta[6] + sum16 + Functions.exp(x[6] - max - logSum);
    gradient[71] = c[7] + delta[6] + sum17 + Functions.exp(x[7] - max - logSum);
    double sum18 = 0.0;
    for (int i = 0; i < 8; i++) {
      sum18 = Math.fma(c[i], x[i], sum18);
    }
    double sum19 = 0.0;
    for (int i = 0; i < 7; i++) {
      double difference = x[i + 1] - x[i];
      sum19 = Math.fma(difference, difference, sum19);
    }
    double sum20 = 0.0;
    for (int i = 0; i < 8; i++) {
      double tanhOf = Functions.tanh(sum[i]);
      sum20 = Math.fma(tanhOf, tanhOf, sum20);
    }
    return sum20 + sum19 + sum18 + (max + logSum);
  }

  /** The same with c by default. */
  public static double valueAndGradient(double[][] a, double[] x, double[] gradient) {
    return valueAndGradient(a, x, DEFAULT_C, gradient);
  }

  /**
   * The second derivatives by A, x.
   *
   * <pre>
   *   ∂²energy/∂A²[i, j, k, l] = if i == k then x[l] * δ.3[k, j] else 0                [8, 8, 8, 8]
   *   ∂²energy/∂A∂x[i, j, k]   = x[j] * dδ.2.2[i, k] + (if j == k then δ.2[i] else 0)  [8, 8, 8]
   *   ∂²energy/∂x²[i, j]       = sum(k: if i == k + 1 then dδ[k, j] else 0) + sum(k: if i == k then -dδ[k, j] else 0) + sum(k: A[k, i] * dδ.2.3[k, j]) - d[j] * exp(x[i] - logsumexp(k: x[k])) + (if i == j then exp(x[i] - logsumexp(k: x[k])) else 0)  [8, 8]
   * </pre>
   *
   * @param hessian is filled: 72 x 72, symmetric
   */
  public static void hessian(double[][] a, double[] x, double[] c, double[][] hessian) {
    Arguments.matrix("A", a, 8, 8);
    Arguments.row("x", x, 8);
    Arguments.row("c", c, 8);
    Arguments.matrix("hessian", hessian, 72, 72);
    double[] sum = new double[8];
    double sum2 = 0.0;
    double sum3 = 0.0;
    double sum4 = 0.0;
    double sum5 = 0.0;
    double sum6 = 0.0;
    double sum7 = 0.0;
    double sum8 = 0.0;
    double sum9 = 0.0;
    for (int i = 0; i < 8; i++) {
      sum2 = Math.fma(a[0][i], x[i], sum2);
      sum3 = Math.fma(a[1][i], x[i], sum3);
      sum4 = Math.fma(a[2][i], x[i], sum4);
      sum5 = Math.fma(a[3][i], x[i], sum5);
      sum6 = Math.fma(a[4][i], x[i], sum6);
      sum7 = Math.fma(a[5][i], x[i], sum7);
      sum8 = Math.fma(a[6][i], x[i], sum8);
      sum9 = Math.fma(a[7][i], x[i], sum9);
    }
    sum[0] = sum2;
    sum[1] = sum3;
    sum[2] = sum4;
    sum[3] = sum5;
    sum[4] = sum6;
    sum[5] = sum7;
    sum[6] = sum8;
    sum[7] = sum9;
    double[] delta3 = new double[64];
    for (int i = 0; i < 8; i++) {
      double tanhOf = Functions.tanh(sum[i]);
      double coshOf = Functions.cosh(sum[i]);
      double value = 2.0 - 6.0 * (tanhOf * tanhOf);
      for (int j = 0; j < 8; j++) {
        delta3[8 * i + j] = x[j] * value / (coshOf * coshOf);
      }
    }
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        for (int k = 0; k < 8; k++) {
          for (int l = 0; l < 8; l++) {
            hessian[8 * i + j][8 * k + l] = i == k ? x[l] * delta3[j + 8 * k] : 0.0;
          }
        }
      }
    }
    double[] delta2 = new double[8];
    for (int i = 0; i < 8; i++) {
      double coshOf = Functions.cosh(sum[i]);
      delta2[i] = 2.0 * (Functions.tanh(sum[i]) / (coshOf * coshOf));
    }
    double[] ddelta22 = new double[64];
    for (int i = 0; i < 8; i++) {
      double tanhOf = Functions.tanh(sum[i]);
      double coshOf = Functions.cosh(sum[i]);
      double value = 2.0 - 6.0 * (tanhOf * tanhOf);
      for (int j = 0; j < 8; j++) {
        ddelta22[8 * i + j] = a[i][j] * value / (coshOf * coshOf);
      }
    }
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        for (int k = 0; k < 8; k++) {
          hessian[8 * i + j][k + 64] = x[j] * ddelta22[8 * i + k] + (j == k ? delta2[i] : 0.0);
        }
      }
    }
    double[] d = new double[8];
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < 8; i++) {
      max = Math.max(max, x[i]);
    }
    int ties = -1;
    double rest = 0.0;
    for (int i = 0; i < 8; i++) {
      if (x[i] == max) {
        ties++;
      } else {
        rest += Functions.exp(x[i] - max);
      }
    }
    double logSum = Functions.log1p(ties + rest);
    for (int i = 0; i < 8; i++) {
      d[i] = Functions.exp(x[i] - max - logSum);
    }
    double[] ddelta = new double[56];
    for (int i = 0; i < 7; i++) {
      double value = i + 1.0;
      for (int j = 0; j < 8; j++) {
        ddelta[8 * i + j] = (i == j ? -2.0 : 0.0) + (value == j ? 2.0 : 0.0);
      }
    }
    double[] scattered = new double[64];
    for (int i = 0; i < 7; i++) {
      for (int j = 0; j < 8; j++) {
        scattered[8 * i + j] += -ddelta[8 * i + j];
      }
    }
    double[] scattered2 = new double[64];
    for (int i = 0; i < 7; i++) {
      for (int j = 0; j < 8; j++) {
        scattered2[8 * i + j + 8] += ddelta[8 * i + j];
      }
    }
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        double sum10 = 0.0;
        for (int k = 0; k < 8; k++) {
          sum10 = Math.fma(a[k][i], ddelta22[j + 8 * k], sum10);
        }
        hessian[i + 64][j + 64] = sum10 - d[i] * d[j] + scattered2[8 * i + j] + scattered[8 * i + j]
            + (i == j ? d[i] : 0.0);
      }
    }
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        for (int k = 0; k < 8; k++) {
          hessian[i + 64][8 * j + k] = hessian[8 * j + k][i + 64];
        }
      }
    }
  }

  /** The same with c by default. */
  public static void hessian(double[][] a, double[] x, double[][] hessian) {
    hessian(a, x, DEFAULT_C, hessian);
  }

  /**
   * ∂energy/∂A = δ.2 xᵀ
   *
   * @param gradient is filled: 8 x 8
   */
  public static void gradientA(double[][] a, double[] x, double[] c, double[][] gradient) {
    Arguments.matrix("A", a, 8, 8);
    Arguments.row("x", x, 8);
    Arguments.row("c", c, 8);
    Arguments.matrix("gradient", gradient, 8, 8);
    double[] delta2 = new double[8];
    double sum = 0.0;
    double sum2 = 0.0;
    double sum3 = 0.0;
    double sum4 = 0.0;
    double sum5 = 0.0;
    double sum6 = 0.0;
    double sum7 = 0.0;
    double sum8 = 0.0;
    for (int i = 0; i < 8; i++) {
      sum = Math.fma(a[0][i], x[i], sum);
      sum2 = Math.fma(a[1][i], x[i], sum2);
      sum3 = Math.fma(a[2][i], x[i], sum3);
      sum4 = Math.fma(a[3][i], x[i], sum4);
      sum5 = Math.fma(a[4][i], x[i], sum5);
      sum6 = Math.fma(a[5][i], x[i], sum6);
      sum7 = Math.fma(a[6][i], x[i], sum7);
      sum8 = Math.fma(a[7][i], x[i], sum8);
    }
    double tanhOf = Functions.tanh(sum);
    double tanhOf2 = Functions.tanh(sum2);
    double tanhOf3 = Functions.tanh(sum3);
    double tanhOf4 = Functions.tanh(sum4);
    double tanhOf5 = Functions.tanh(sum5);
    double tanhOf6 = Functions.tanh(sum6);
    double tanhOf7 = Functions.tanh(sum7);
    double tanhOf8 = Functions.tanh(sum8);
    delta2[0] = 2.0 * ((1.0 - tanhOf * tanhOf) * tanhOf);
    delta2[1] = 2.0 * ((1.0 - tanhOf2 * tanhOf2) * tanhOf2);
    delta2[2] = 2.0 * ((1.0 - tanhOf3 * tanhOf3) * tanhOf3);
    delta2[3] = 2.0 * ((1.0 - tanhOf4 * tanhOf4) * tanhOf4);
    delta2[4] = 2.0 * ((1.0 - tanhOf5 * tanhOf5) * tanhOf5);
    delta2[5] = 2.0 * ((1.0 - tanhOf6 * tanhOf6) * tanhOf6);
    delta2[6] = 2.0 * ((1.0 - tanhOf7 * tanhOf7) * tanhOf7);
    delta2[7] = 2.0 * ((1.0 - tanhOf8 * tanhOf8) * tanhOf8);
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        gradient[i][j] = x[j] * delta2[i];
      }
    }
  }

  /**
   * ∂energy/∂x[i] = c[i] + sum(j: if i == j then -δ[j] else 0) + sum(j: A[j, i] * δ.2[j]) + sum(j: if i == j + 1 then δ[j] else 0) + exp(x[i] - logsumexp(j: x[j]))
   *
   * @param gradient is filled: 8
   */
  public static void gradientX(double[][] a, double[] x, double[] c, double[] gradient) {
    Arguments.matrix("A", a, 8, 8);
    Arguments.row("x", x, 8);
    Arguments.row("c", c, 8);
    Arguments.row("gradient", gradient, 8);
    double[] delta = new double[7];
    for (int i = 0; i < 7; i++) {
      delta[i] = 2.0 * (x[i + 1] - x[i]);
    }
    double[] scattered = new double[8];
    for (int i = 0; i < 7; i++) {
      scattered[i] += -delta[i];
    }
    double[] scattered2 = new double[8];
    for (int i = 0; i < 7; i++) {
      scattered2[i + 1] += delta[i];
    }
    double[] delta2 = new double[8];
    double sum = 0.0;
    double sum2 = 0.0;
    double sum3 = 0.0;
    double sum4 = 0.0;
    double sum5 = 0.0;
    double sum6 = 0.0;
    double sum7 = 0.0;
    double sum8 = 0.0;
    for (int i = 0; i < 8; i++) {
      sum = Math.fma(a[0][i], x[i], sum);
      sum2 = Math.fma(a[1][i], x[i], sum2);
      sum3 = Math.fma(a[2][i], x[i], sum3);
      sum4 = Math.fma(a[3][i], x[i], sum4);
      sum5 = Math.fma(a[4][i], x[i], sum5);
      sum6 = Math.fma(a[5][i], x[i], sum6);
      sum7 = Math.fma(a[6][i], x[i], sum7);
      sum8 = Math.fma(a[7][i], x[i], sum8);
    }
    double tanhOf = Functions.tanh(sum);
    double tanhOf2 = Functions.tanh(sum2);
    double tanhOf3 = Functions.tanh(sum3);
    double tanhOf4 = Functions.tanh(sum4);
    double tanhOf5 = Functions.tanh(sum5);
    double tanhOf6 = Functions.tanh(sum6);
    double tanhOf7 = Functions.tanh(sum7);
    double tanhOf8 = Functions.tanh(sum8);
    delta2[0] = 2.0 * ((1.0 - tanhOf * tanhOf) * tanhOf);
    delta2[1] = 2.0 * ((1.0 - tanhOf2 * tanhOf2) * tanhOf2);
    delta2[2] = 2.0 * ((1.0 - tanhOf3 * tanhOf3) * tanhOf3);
    delta2[3] = 2.0 * ((1.0 - tanhOf4 * tanhOf4) * tanhOf4);
    delta2[4] = 2.0 * ((1.0 - tanhOf5 * tanhOf5) * tanhOf5);
    delta2[5] = 2.0 * ((1.0 - tanhOf6 * tanhOf6) * tanhOf6);
    delta2[6] = 2.0 * ((1.0 - tanhOf7 * tanhOf7) * tanhOf7);
    delta2[7] = 2.0 * ((1.0 - tanhOf8 * tanhOf8) * tanhOf8);
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < 8; i++) {
      max = Math.max(max, x[i]);
    }
    int ties = -1;
    double rest = 0.0;
    for (int i = 0; i < 8; i++) {
      if (x[i] == max) {
        ties++;
      } else {
        rest += Functions.exp(x[i] - max);
      }
    }
    double logSum = Functions.log1p(ties + rest);
    for (int i = 0; i < 8; i++) {
      double sum9 = 0.0;
      for (int j = 0; j < 8; j++) {
        sum9 = Math.fma(a[j][i], delta2[j], sum9);
      }
      gradient[i] = c[i] + scattered[i] + sum9 + scattered2[i] + Functions.exp(x[i] - max - logSum);
    }
  }

  /**
   * ∂energy/∂c = x
   *
   * @param gradient is filled: 8
   */
  public static void gradientC(double[][] a, double[] x, double[] c, double[] gradient) {
    Arguments.matrix("A", a, 8, 8);
    Arguments.row("x", x, 8);
    Arguments.row("c", c, 8);
    Arguments.row("gradient", gradient, 8);
    for (int i = 0; i < 8; i++) {
      gradient[i] = x[i];
    }
  }
}
