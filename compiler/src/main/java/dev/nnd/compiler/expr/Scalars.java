package dev.nnd.compiler.expr;

import dev.nnd.runtime.Functions;

/** The primitives on doubles. */
final class Scalars {
  private Scalars() {}

  /** @param y the second argument of those that take two */
  static double apply(Primitive primitive, double x, double y) {
    return switch (primitive) {
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case LOG1P -> Math.log1p(x);
      case EXPM1 -> Math.expm1(x);
      case LOG2 -> Functions.log2(x);
      case LOG10 -> Math.log10(x);
      case CBRT -> Math.cbrt(x);
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case TAN -> Math.tan(x);
      case ASIN -> Math.asin(x);
      case ACOS -> Math.acos(x);
      case ATAN -> Math.atan(x);
      case SINH -> Math.sinh(x);
      case COSH -> Math.cosh(x);
      case TANH -> Math.tanh(x);
      case ASINH -> Functions.asinh(x);
      case ACOSH -> Functions.acosh(x);
      case ATANH -> Functions.atanh(x);
      case ERF -> Functions.erf(x);
      case ERFC -> Functions.erfc(x);
      case FLOOR -> Math.floor(x);
      case LOGISTIC -> 1 / (1 + Math.exp(-x));
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case POW -> Math.pow(x, y);
      case MIN -> y < x ? y : x;
      case MAX -> y > x ? y : x;
      case STOP_GRADIENT -> x;
    };
  }
}
