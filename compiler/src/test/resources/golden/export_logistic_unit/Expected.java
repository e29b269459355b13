import dev.nnd.runtime.Arguments;
import dev.nnd.runtime.Functions;
import dev.nnd.runtime.Generated;
import dev.nnd.runtime.Version;

/**
 * One unit, a function of one number; weight and bias are settings.
 *
 * <pre>
 *   z          = w x + b
 *   unit       = logistic(z)
 *
 *   δz         = (1 - logistic(z)) logistic(z)
 *   ∂unit/∂x   = w δz
 *   ∂unit/∂w   = x δz
 *   ∂unit/∂b   = δz
 *
 *   dδz        = -w logistic(z) logistic(-z) tanh(z / 2)
 *   ∂²unit/∂x² = w dδz
 * </pre>
 *
 * The derivatives without a name in theirs are by x; an argument with a default is a setting.
 * All methods are safe for use by several threads; an array to be filled must be none of the arguments.
 */
@Generated("nndc 0.1.0, from input.nnd")
public final class Unit {
  static {
    Version.check("Unit", "0.1.0");
  }

  private Unit() {
  }

  /** unit = logistic(z) */
  public static double value(double x, double w, double b) {
    double z = w * x + b;
    return Functions.logistic(z);
  }

  /** The same with b = -1. */
  public static double value(double x, double w) {
    return value(x, w, -1.0);
  }

  /** The same with w = 2, b = -1. */
  public static double value(double x) {
    return value(x, 2.0, -1.0);
  }

  /** ∂unit/∂x = w δz */
  public static double derivative(double x, double w, double b) {
    double z = w * x + b;
    double logisticOf = Functions.logistic(z);
    double deltaZ = (1.0 - logisticOf) * logisticOf;
    return w * deltaZ;
  }

  /** The same with b = -1. */
  public static double derivative(double x, double w) {
    return derivative(x, w, -1.0);
  }

  /** The same with w = 2, b = -1. */
  public static double derivative(double x) {
    return derivative(x, 2.0, -1.0);
  }

  /**
   * The value, and the derivatives by x.
   *
   * <pre>
   *   unit     = logistic(z)
   *   ∂unit/∂x = w δz
   * </pre>
   *
   * @param derivative is filled: one number
   */
  public static double valueAndDerivative(double x, double w, double b, double[] derivative) {
    Arguments.row("derivative", derivative, 1);
    double z = w * x + b;
    double logisticOf = Functions.logistic(z);
    double deltaZ = (1.0 - logisticOf) * logisticOf;
    derivative[0] = w * deltaZ;
    return logisticOf;
  }

  /** The same with b = -1. */
  public static double valueAndDerivative(double x, double w, double[] derivative) {
    return valueAndDerivative(x, w, -1.0, derivative);
  }

  /** The same with w = 2, b = -1. */
  public static double valueAndDerivative(double x, double[] derivative) {
    return valueAndDerivative(x, 2.0, -1.0, derivative);
  }

  /** ∂²unit/∂x² = w dδz */
  public static double secondDerivative(double x, double w, double b) {
    double z = w * x + b;
    double ddeltaZ = -(w * Functions.logistic(z) * Functions.logistic(-z) * Functions.tanh(0.5 * z));
    return w * ddeltaZ;
  }

  /** The same with b = -1. */
  public static double secondDerivative(double x, double w) {
    return secondDerivative(x, w, -1.0);
  }

  /** The same with w = 2, b = -1. */
  public static double secondDerivative(double x) {
    return secondDerivative(x, 2.0, -1.0);
  }

  /** ∂unit/∂w = x δz */
  public static double derivativeW(double x, double w, double b) {
    double z = w * x + b;
    double logisticOf = Functions.logistic(z);
    double deltaZ = (1.0 - logisticOf) * logisticOf;
    return x * deltaZ;
  }

  /** ∂unit/∂b = δz */
  public static double derivativeB(double x, double w, double b) {
    double z = w * x + b;
    double logisticOf = Functions.logistic(z);
    return (1.0 - logisticOf) * logisticOf;
  }
}
