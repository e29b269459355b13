package demo.functions;

import dev.nnd.runtime.Arguments;
import dev.nnd.runtime.Generated;
import dev.nnd.runtime.Version;

/**
 * Rosenbrock's valley: flat along the parabola `x[1] = x[0]^2`, steep across.
 *
 * <pre>
 *   rosenbrock             = b (x[1] - x[0]²)² + (a - x[0])²
 *
 *   δ                      = b (x[1] - x[0]²)
 *   δ.2                    = 2 (a - x[0])
 *   ∂rosenbrock/∂x[0]      = -4 x[0] δ - δ.2
 *   ∂rosenbrock/∂x[1]      = 2 δ
 *   ∂rosenbrock/∂a         = δ.2
 *   ∂rosenbrock/∂b         = (x[1] - x[0]²)²
 *
 *   dδ[0]                  = -2 b x[0]
 *   dδ[1]                  = b
 *   dδ.2[0]                = -2
 *   dδ.2[1]                = 0
 *   ∂²rosenbrock/∂x²[0, 0] = 2 - 4 x[0] dδ[0] - 4 δ
 *   ∂²rosenbrock/∂x²[0, 1] = -4 b x[0]
 *   ∂²rosenbrock/∂x²[1, 0] = 2 dδ[0]
 *   ∂²rosenbrock/∂x²[1, 1] = 2 b
 * </pre>
 *
 * The derivatives without a name in theirs are by x; an argument with a default is a setting.
 * All methods are safe for use by several threads; an array to be filled must be none of the arguments.
 */
@Generated("nndc 0.1.0, from input.nnd")
public final class Rosenbrock {
  /** The number of components of all variables together. */
  public static final int DIMENSION = 2;

  static {
    Version.check("Rosenbrock", "0.1.0");
  }

  private Rosenbrock() {
  }

  /** rosenbrock = b (x[1] - x[0]²)² + (a - x[0])² */
  public static double value(double[] x, double a, double b) {
    Arguments.row("x", x, 2);
    double difference = a - x[0];
    double difference2 = x[1] - x[0] * x[0];
    return b * (difference2 * difference2) + difference * difference;
  }

  /** The same with b = 100. */
  public static double value(double[] x, double a) {
    return value(x, a, 100.0);
  }

  /** The same with a = 1, b = 100. */
  public static double value(double[] x) {
    return value(x, 1.0, 100.0);
  }

  /**
   * The gradient by x.
   *
   * <pre>
   *   ∂rosenbrock/∂x[0] = -4 x[0] δ - δ.2
   *   ∂rosenbrock/∂x[1] = 2 δ
   * </pre>
   *
   * @param gradient is filled: 2 components
   */
  public static void gradient(double[] x, double a, double b, double[] gradient) {
    Arguments.row("x", x, 2);
    Arguments.row("gradient", gradient, 2);
    double delta = b * (x[1] - x[0] * x[0]);
    double delta2 = 2.0 * (a - x[0]);
    gradient[0] = -4.0 * (x[0] * delta) - delta2;
    gradient[1] = 2.0 * delta;
  }

  /** The same with b = 100. */
  public static void gradient(double[] x, double a, double[] gradient) {
    gradient(x, a, 100.0, gradient);
  }

  /** The same with a = 1, b = 100. */
  public static void gradient(double[] x, double[] gradient) {
    gradient(x, 1.0, 100.0, gradient);
  }

  /**
   * The value, and the derivatives by x.
   *
   * <pre>
   *   rosenbrock        = b (x[1] - x[0]²)² + (a - x[0])²
   *   ∂rosenbrock/∂x[0] = -4 x[0] δ - δ.2
   *   ∂rosenbrock/∂x[1] = 2 δ
   * </pre>
   *
   * @param gradient is filled: 2 components
   */
  public static double valueAndGradient(double[] x, double a, double b, double[] gradient) {
    Arguments.row("x", x, 2);
    Arguments.row("gradient", gradient, 2);
    double difference = a - x[0];
    double difference2 = x[1] - x[0] * x[0];
    double delta = b * difference2;
    double delta2 = 2.0 * difference;
    gradient[0] = -4.0 * (x[0] * delta) - delta2;
    gradient[1] = 2.0 * delta;
    return b * (difference2 * difference2) + difference * difference;
  }

  /** The same with b = 100. */
  public static double valueAndGradient(double[] x, double a, double[] gradient) {
    return valueAndGradient(x, a, 100.0, gradient);
  }

  /** The same with a = 1, b = 100. */
  public static double valueAndGradient(double[] x, double[] gradient) {
    return valueAndGradient(x, 1.0, 100.0, gradient);
  }

  /**
   * The second derivatives by x.
   *
   * <pre>
   *   ∂²rosenbrock/∂x²[0, 0] = 2 - 4 x[0] dδ[0] - 4 δ
   *   ∂²rosenbrock/∂x²[0, 1] = -4 b x[0]
   *   ∂²rosenbrock/∂x²[1, 0] = 2 dδ[0]
   *   ∂²rosenbrock/∂x²[1, 1] = 2 b
   * </pre>
   *
   * @param hessian is filled: 2 x 2, symmetric
   */
  public static void hessian(double[] x, double a, double b, double[][] hessian) {
    Arguments.row("x", x, 2);
    Arguments.matrix("hessian", hessian, 2, 2);
    double delta = b * (x[1] - x[0] * x[0]);
    double ddelta0 = -(2.0 * (b * x[0]));
    hessian[0][0] = 2.0 - 4.0 * (x[0] * ddelta0) - 4.0 * delta;
    hessian[1][0] = 2.0 * ddelta0;
    hessian[1][1] = 2.0 * b;
    hessian[0][1] = hessian[1][0];
  }

  /** The same with b = 100. */
  public static void hessian(double[] x, double a, double[][] hessian) {
    hessian(x, a, 100.0, hessian);
  }

  /** The same with a = 1, b = 100. */
  public static void hessian(double[] x, double[][] hessian) {
    hessian(x, 1.0, 100.0, hessian);
  }

  /** ∂rosenbrock/∂a = δ.2 */
  public static double derivativeA(double[] x, double a, double b) {
    Arguments.row("x", x, 2);
    return 2.0 * (a - x[0]);
  }

  /** ∂rosenbrock/∂b = (x[1] - x[0]²)² */
  public static double derivativeB(double[] x, double a, double b) {
    Arguments.row("x", x, 2);
    double difference = x[1] - x[0] * x[0];
    return difference * difference;
  }
}
