package dev.nnd.runtime;

/** The s-shaped functions and their kin. */
final class Sigmoid {
  /** Beyond it tanh rounds to 1. */
  private static final double SATURATED = 22;
  /** Where the quotient of the polynomials, which is fitted up to 9.02, is not below 1. */
  private static final float SATURATED_F = 9.2f;

  private Sigmoid() {
  }

  /** From expm1(2|x|) = e: e / (e + 2), and where that loses an ulp 1 - 2 / (e + 2). */
  static double tanh(double x) {
    double a = Math.min(Math.abs(x), SATURATED);
    double e = Exponential.expm1(2 * a);
    double near = e / (e + 2);
    double far = 1 - 2 / (e + 2);
    return Math.copySign(a < 1 ? near : far, x);
  }

  /**
   * A rational function of degree 9 / 8, fitted to the least greatest relative error; it needs no bit of its
   * argument.
   */
  static float tanh(float x) {
    float a = Math.max(-SATURATED_F, Math.min(x, SATURATED_F));
    float u = a * a;
    float p = 1.331908e-8f;
    p = Math.fma(p, u, 2.0583488e-5f);
    p = Math.fma(p, u, 0.003494035f);
    p = Math.fma(p, u, 0.13379718f);
    p = Math.fma(p, u, 1.0f);
    float q = 7.762023e-7f;
    q = Math.fma(q, u, 0.00032830934f);
    q = Math.fma(q, u, 0.025871076f);
    q = Math.fma(q, u, 0.46713033f);
    q = Math.fma(q, u, 1.0f);
    return Math.max(-1.0f, Math.min(a * p / q, 1.0f));
  }

  /** The quotient is corrected by its remainder and by what 1 + e lost. */
  static double logistic(double x) {
    double e = Exponential.exp(-Math.abs(x), 0);
    double numerator = x < 0 ? e : 1;
    double denominator = 1 + e;
    double inverse = 1 / denominator;
    double quotient = numerator * inverse;
    double rest = Math.fma(-quotient, denominator, numerator) - quotient * (e - (denominator - 1));
    return Math.fma(rest, inverse, quotient);
  }

  static float logistic(float x) {
    float e = Exponential.exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  static double softplus(double x) {
    return Math.max(x, 0) + Logarithm.log1p(Exponential.exp(-Math.abs(x), 0));
  }

  static float softplus(float x) {
    return Math.max(x, 0) + Logarithm.log1p(Exponential.exp(-Math.abs(x)));
  }
}
