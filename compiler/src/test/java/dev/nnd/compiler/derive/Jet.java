package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Primitive;

/**
 * A dual number of second order: a value with its first and second derivative along a line. Its formulas are not those
 * of the compiler's table: hyperbolic secants for {@code 1 - tanh²}, cosines for {@code 1 + tan²}, and so on.
 */
record Jet(double value, double first, double second) {
  static Jet constant(double value) {
    return new Jet(value, 0, 0);
  }

  static Jet variable(double value) {
    return new Jet(value, 1, 0);
  }

  Jet plus(Jet other) {
    return new Jet(value + other.value, first + other.first, second + other.second);
  }

  Jet times(Jet other) {
    return new Jet(
        value * other.value,
        first * other.value + value * other.first,
        second * other.value + 2 * first * other.first + value * other.second);
  }

  /** Faà di Bruno's formula, for f with these derivatives at the value. */
  private Jet chain(double f, double df, double ddf) {
    return new Jet(f, df * first, ddf * first * first + df * second);
  }

  static Jet of(Primitive primitive, Jet a) {
    double x = a.value;
    return switch (primitive) {
      case EXP -> a.chain(Math.exp(x), Math.exp(x), Math.exp(x));
      case EXPM1 -> a.chain(Math.expm1(x), Math.exp(x), Math.exp(x));
      case LOG -> a.chain(Math.log(x), Math.pow(x, -1), -Math.pow(x, -2));
      case LOG1P -> a.chain(Math.log1p(x), Math.pow(1 + x, -1), -Math.pow(1 + x, -2));
      case LOG2 -> a.chain(Math.log(x) / Math.log(2), Math.pow(x, -1) / Math.log(2), -Math.pow(x, -2) / Math.log(2));
      case LOG10 -> a.chain(Math.log10(x), Math.pow(x, -1) / Math.log(10), -Math.pow(x, -2) / Math.log(10));
      case CBRT -> a.chain(Math.cbrt(x), Math.cbrt(x) / (3 * x), -2 * Math.cbrt(x) / (9 * x * x));
      case ABS -> a.chain(Math.abs(x), x == 0 ? 0 : x / Math.abs(x), 0);
      case SIGN -> a.chain(Math.signum(x), 0, 0);
      case FLOOR -> a.chain(Math.floor(x), 0, 0);
      case STOP_GRADIENT, BATCH_MEAN -> constant(x);
      case SIN -> a.chain(Math.sin(x), Math.sin(x + Math.PI / 2), -Math.sin(x));
      case COS -> a.chain(Math.cos(x), Math.cos(x + Math.PI / 2), -Math.cos(x));
      case TAN -> a.chain(Math.tan(x), 1 / sq(Math.cos(x)), 2 * Math.sin(x) / Math.pow(Math.cos(x), 3));
      case ASIN -> a.chain(Math.asin(x), 1 / Math.cos(Math.asin(x)), x / Math.pow(Math.cos(Math.asin(x)), 3));
      case ACOS -> a.chain(Math.acos(x), -1 / Math.sin(Math.acos(x)), -x / Math.pow(Math.sin(Math.acos(x)), 3));
      case ATAN -> a.chain(Math.atan(x), sq(Math.cos(Math.atan(x))), -2 * x * Math.pow(Math.cos(Math.atan(x)), 4));
      case SINH -> a.chain(Math.sinh(x), (Math.exp(x) + Math.exp(-x)) / 2, (Math.exp(x) - Math.exp(-x)) / 2);
      case COSH -> a.chain(Math.cosh(x), (Math.exp(x) - Math.exp(-x)) / 2, (Math.exp(x) + Math.exp(-x)) / 2);
      case TANH -> a.chain(Math.tanh(x), 1 / sq(Math.cosh(x)), -2 * Math.sinh(x) / Math.pow(Math.cosh(x), 3));
      case ASINH -> a.chain(Math.log(x + Math.hypot(x, 1)), 1 / Math.hypot(x, 1), -x / Math.pow(Math.hypot(x, 1), 3));
      case ACOSH -> a.chain(
          Math.log(x + Math.sqrt(x * x - 1)), 1 / Math.sqrt(x * x - 1), -x * Math.pow(x * x - 1, -1.5));
      case ATANH -> a.chain(
          Math.log((1 + x) / (1 - x)) / 2, (1 / (1 - x) + 1 / (1 + x)) / 2, (1 / sq(1 - x) - 1 / sq(1 + x)) / 2);
      case ERF -> a.chain(0, bell(x), -2 * x * bell(x));
      case ERFC -> a.chain(0, -bell(x), 2 * x * bell(x));
      case LOGISTIC -> a.chain(
          1 / (1 + Math.exp(-x)), 1 / sq(2 * Math.cosh(x / 2)), -Math.tanh(x / 2) / sq(2 * Math.cosh(x / 2)));
      case SOFTPLUS -> a.chain(Math.log(1 + Math.exp(x)), (1 + Math.tanh(x / 2)) / 2, 1 / sq(2 * Math.cosh(x / 2)));
      case LOG1MEXP -> a.chain(
          Math.log(1 - Math.exp(x)), 1 - 1 / (1 - Math.exp(x)), -1 / sq(2 * Math.sinh(x / 2)));
      case LOGIT -> a.chain(Math.log(x / (1 - x)), 1 / x + 1 / (1 - x), 1 / sq(1 - x) - 1 / sq(x));
      case LOGADDEXP, HYPOT, POW, MIN, MAX, GIVEN_DERIVATIVE -> throw new IllegalArgumentException(primitive.text());
    };
  }

  static Jet of(Primitive primitive, Jet a, Jet b) {
    return switch (primitive) {
      case POW -> of(Primitive.EXP, b.times(of(Primitive.LOG, a)));
      case MAX -> a.value >= b.value ? a : b;
      case MIN -> a.value <= b.value ? a : b;
      case LOGADDEXP -> of(Primitive.LOG, of(Primitive.EXP, a).plus(of(Primitive.EXP, b)));
      case HYPOT -> root(a.times(a).plus(b.times(b)));
      default -> throw new IllegalArgumentException(primitive.text());
    };
  }

  private static Jet root(Jet a) {
    return a.chain(Math.sqrt(a.value), Math.pow(a.value, -0.5) / 2, -Math.pow(a.value, -1.5) / 4);
  }

  private static double sq(double x) {
    return x * x;
  }

  private static double bell(double x) {
    return 1.1283791670955126 * Math.exp(-x * x);
  }
}
