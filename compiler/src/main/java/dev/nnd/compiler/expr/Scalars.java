package dev.nnd.compiler.expr;

import dev.nnd.runtime.Functions;

/** The primitives on doubles, the same bits on every machine. */
final class Scalars {
  private static final double LN_2 = StrictMath.log(2);

  private Scalars() {}

  /** @param y the second argument of those that take two */
  static double apply(Primitive primitive, double x, double y) {
    return switch (primitive) {
      case EXP -> StrictMath.exp(x);
      case LOG -> StrictMath.log(x);
      case LOG1P -> StrictMath.log1p(x);
      case EXPM1 -> StrictMath.expm1(x);
      case LOG2 -> Functions.log2(x);
      case LOG10 -> StrictMath.log10(x);
      case CBRT -> StrictMath.cbrt(x);
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case SIN -> StrictMath.sin(x);
      case COS -> StrictMath.cos(x);
      case TAN -> StrictMath.tan(x);
      case ASIN -> StrictMath.asin(x);
      case ACOS -> StrictMath.acos(x);
      case ATAN -> StrictMath.atan(x);
      case SINH -> StrictMath.sinh(x);
      case COSH -> StrictMath.cosh(x);
      case TANH -> StrictMath.tanh(x);
      case ASINH -> Functions.asinh(x);
      case ACOSH -> Functions.acosh(x);
      case ATANH -> Functions.atanh(x);
      case ERF -> Functions.erf(x);
      case ERFC -> Functions.erfc(x);
      case FLOOR -> Math.floor(x);
      case LOGISTIC -> x < 0 ? StrictMath.exp(x) / (1 + StrictMath.exp(x)) : 1 / (1 + StrictMath.exp(-x));
      case SOFTPLUS -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
      case LOG1MEXP -> x > -LN_2 ? StrictMath.log(-StrictMath.expm1(x)) : StrictMath.log1p(-StrictMath.exp(x));
      case LOGIT -> logit(x);
      case LOGADDEXP -> x == y ? x + LN_2 : Math.max(x, y) + StrictMath.log1p(StrictMath.exp(-Math.abs(x - y)));
      case HYPOT -> StrictMath.hypot(x, y);
      case POW -> StrictMath.pow(x, y);
      case MIN -> y < x ? y : x;
      case MAX -> y > x ? y : x;
      case STOP_GRADIENT, BATCH_MEAN, GIVEN_DERIVATIVE -> x;
    };
  }

  /** Where 1 - 2p is exact, by the difference to 1/2, which does not cancel. */
  private static double logit(double p) {
    return p < 0.25
        ? StrictMath.log(p) - StrictMath.log1p(-p)
        : Math.copySign(StrictMath.log1p(Math.abs(2 * p - 1) / Math.min(p, 1 - p)), p - 0.5);
  }
}
