package dev.nnd.runtime;

/**
 * The scalar mathematics of generated code: the same bits on every JDK and processor, over the whole range, subnormals,
 * infinities and NaN included. So nothing here calls {@link Math}'s transcendental functions, whose intrinsics differ;
 * what has no polynomial of its own is {@link StrictMath}'s, and its float form that of double, rounded.
 */
public final class Functions {
  private static final double LN_2 = 0x1.62e42fefa39efp-1;
  /** Where x² + 1 rounds to x². */
  private static final double LARGE = 0x1p28;
  private static final int LARGEST_SCALE = 1000;
  private static final int LARGEST_SCALE_F = 100;

  private Functions() {
  }

  /** e^x. Measured: within 1 ulp. */
  public static double exp(double x) {
    return Exponential.exp(x, 0);
  }

  /** e^x. Measured: within 1.1 ulp. */
  public static float exp(float x) {
    return Exponential.exp(x);
  }

  /** e^x - 1. Measured: within 0.9 ulp. */
  public static double expm1(double x) {
    return Exponential.expm1(x);
  }

  /** e^x - 1, rounded from double. */
  public static float expm1(float x) {
    return (float) Exponential.expm1(x);
  }

  /** The natural logarithm. Measured: within 0.8 ulp. */
  public static double log(double x) {
    return Logarithm.log(x);
  }

  /** The natural logarithm. Measured: within 0.9 ulp. */
  public static float log(float x) {
    return Logarithm.log(x);
  }

  /** log(1 + x). Measured: within 0.8 ulp. */
  public static double log1p(double x) {
    return Logarithm.log1p(x);
  }

  /** log(1 + x). Measured: within 0.9 ulp. */
  public static float log1p(float x) {
    return Logarithm.log1p(x);
  }

  /** The logarithm to base 2, exact for powers of 2. Measured: within 1.5 ulp. */
  public static double log2(double x) {
    return Logarithm.log2(x);
  }

  /** The logarithm to base 2, rounded from double. */
  public static float log2(float x) {
    return (float) Logarithm.log2(x);
  }

  /** The logarithm to base 10. */
  public static double log10(double x) {
    return StrictMath.log10(x);
  }

  /** The logarithm to base 10. */
  public static float log10(float x) {
    return (float) log10((double) x);
  }

  /** The square root, correctly rounded. */
  public static double sqrt(double x) {
    return Math.sqrt(x);
  }

  /** The square root, correctly rounded. */
  public static float sqrt(float x) {
    return (float) Math.sqrt(x);
  }

  /** The cube root. */
  public static double cbrt(double x) {
    return StrictMath.cbrt(x);
  }

  /** The cube root. */
  public static float cbrt(float x) {
    return (float) cbrt((double) x);
  }

  /** The sine of an angle in radians. */
  public static double sin(double x) {
    return StrictMath.sin(x);
  }

  /** The sine of an angle in radians. */
  public static float sin(float x) {
    return (float) sin((double) x);
  }

  /** The cosine of an angle in radians. */
  public static double cos(double x) {
    return StrictMath.cos(x);
  }

  /** The cosine of an angle in radians. */
  public static float cos(float x) {
    return (float) cos((double) x);
  }

  /** The tangent of an angle in radians. */
  public static double tan(double x) {
    return StrictMath.tan(x);
  }

  /** The tangent of an angle in radians. */
  public static float tan(float x) {
    return (float) tan((double) x);
  }

  /** The arc sine, in radians. */
  public static double asin(double x) {
    return StrictMath.asin(x);
  }

  /** The arc sine, in radians. */
  public static float asin(float x) {
    return (float) asin((double) x);
  }

  /** The arc cosine, in radians. */
  public static double acos(double x) {
    return StrictMath.acos(x);
  }

  /** The arc cosine, in radians. */
  public static float acos(float x) {
    return (float) acos((double) x);
  }

  /** The arc tangent, in radians. */
  public static double atan(double x) {
    return StrictMath.atan(x);
  }

  /** The arc tangent, in radians. */
  public static float atan(float x) {
    return (float) atan((double) x);
  }

  /** The hyperbolic sine. */
  public static double sinh(double x) {
    return StrictMath.sinh(x);
  }

  /** The hyperbolic sine. */
  public static float sinh(float x) {
    return (float) sinh((double) x);
  }

  /** The hyperbolic cosine. */
  public static double cosh(double x) {
    return StrictMath.cosh(x);
  }

  /** The hyperbolic cosine. */
  public static float cosh(float x) {
    return (float) cosh((double) x);
  }

  /** The hyperbolic tangent. Measured: within 1.9 ulp. */
  public static double tanh(double x) {
    return Sigmoid.tanh(x);
  }

  /** The hyperbolic tangent, by a rational function. Measured: within 4.6 ulp. */
  public static float tanh(float x) {
    return Sigmoid.tanh(x);
  }

  /** The inverse hyperbolic sine. */
  public static double asinh(double x) {
    double a = Math.abs(x);
    double moderate = log1p(a + a * a / (1 + Math.sqrt(Math.fma(a, a, 1))));
    return x == 0 ? x : Math.copySign(a < LARGE ? moderate : log(a) + LN_2, x);
  }

  /** The inverse hyperbolic sine. */
  public static float asinh(float x) {
    return (float) asinh((double) x);
  }

  /** The inverse hyperbolic cosine; NaN below 1. */
  public static double acosh(double x) {
    double t = x - 1;
    return x < LARGE ? log1p(t + Math.sqrt(t * (t + 2))) : log(x) + LN_2;
  }

  /** The inverse hyperbolic cosine; NaN below 1. */
  public static float acosh(float x) {
    return (float) acosh((double) x);
  }

  /** The inverse hyperbolic tangent; NaN outside -1..1. */
  public static double atanh(double x) {
    double a = Math.abs(x);
    return Math.copySign(0.5 * log1p(2 * a / (1 - a)), x);
  }

  /** The inverse hyperbolic tangent; NaN outside -1..1. */
  public static float atanh(float x) {
    return (float) atanh((double) x);
  }

  /** The error function. Measured: within 0.9 ulp. */
  public static double erf(double x) {
    return ErrorFunction.erf(x);
  }

  /** The error function, rounded from double. */
  public static float erf(float x) {
    return (float) ErrorFunction.erf(x);
  }

  /** 1 - erf x. Measured: within 1.7 ulp. */
  public static double erfc(double x) {
    return ErrorFunction.erfc(x);
  }

  /** 1 - erf x, rounded from double. */
  public static float erfc(float x) {
    return (float) ErrorFunction.erfc(x);
  }

  /** 1 / (1 + e^-x). Measured: within 1.3 ulp. */
  public static double logistic(double x) {
    return Sigmoid.logistic(x);
  }

  /** 1 / (1 + e^-x). Measured: within 2.4 ulp. */
  public static float logistic(float x) {
    return Sigmoid.logistic(x);
  }

  /** log(1 + e^x). Measured: within 1.4 ulp. */
  public static double softplus(double x) {
    return Sigmoid.softplus(x);
  }

  /** log(1 + e^x). Measured: within 1.7 ulp. */
  public static float softplus(float x) {
    return Sigmoid.softplus(x);
  }

  /** x to the power y, with the edges of {@link Math#pow}; pow(x, 0) is 1 for every x. Within 1.1 ulp. */
  public static double pow(double x, double y) {
    return Power.pow(x, y);
  }

  /** x to the power y, with the edges of {@link Math#pow}; pow(x, 0) is 1 for every x. Within 1.1 ulp. */
  public static float pow(float x, float y) {
    return (float) pow((double) x, y);
  }

  /** -1, 0 or 1; a zero keeps its sign. */
  public static double sign(double x) {
    return x > 0 ? 1 : x < 0 ? -1 : x;
  }

  /** -1, 0 or 1; a zero keeps its sign. */
  public static float sign(float x) {
    return x > 0 ? 1 : x < 0 ? -1 : x;
  }

  /** The greatest whole number that is not greater. */
  public static double floor(double x) {
    return Math.floor(x);
  }

  /** The greatest whole number that is not greater. */
  public static float floor(float x) {
    return (float) Math.floor(x);
  }

  /** x log y, and 0 where x is 0. */
  public static double xlogy(double x, double y) {
    return x == 0 && !Double.isNaN(y) ? 0 : x * log(y);
  }

  /** log(e^a + e^b), without overflow. Near its zeros the error is one of the larger argument's last place. */
  public static double logaddexp(double a, double b) {
    return a == b ? a + LN_2 : Math.max(a, b) + log1p(exp(-Math.abs(a - b)));
  }

  /** log(1 - e^x) for x ≤ 0: Mächler, "Accurately computing log(1 - exp(-|a|))", 2012. Measured: within 2.1 ulp. */
  public static double log1mexp(double x) {
    return x > -LN_2 ? log(-expm1(x)) : log1p(-exp(x));
  }

  /** x log y, and 0 where x is 0. */
  public static float xlogy(float x, float y) {
    return x == 0 && !Float.isNaN(y) ? 0 : x * log(y);
  }

  /** log(e^a + e^b), without overflow. */
  public static float logaddexp(float a, float b) {
    return a == b ? a + (float) LN_2 : Math.max(a, b) + log1p(exp(-Math.abs(a - b)));
  }

  /** log(1 - e^x) for x ≤ 0: Mächler, "Accurately computing log(1 - exp(-|a|))", 2012. */
  public static float log1mexp(float x) {
    return x > -0.6931472f ? log(-expm1(x)) : log1p(-exp(x));
  }

  /**
   * log(p / (1 - p)); NaN outside 0..1. From 1/4 on 1 - 2p is exact, so that nothing cancels near 1/2. Measured: within
   * 1.5 ulp.
   */
  public static double logit(double p) {
    if (p < 0.25) {
      return log(p) - log1p(-p);
    }
    return p < 0.5 ? -log1p((1 - 2 * p) / p) : log1p((2 * p - 1) / (1 - p));
  }

  /** log(p / (1 - p)), rounded from double. */
  public static float logit(float p) {
    return (float) logit((double) p);
  }

  /** √(x² + y²), without overflow or underflow on the way. Measured: within 0.9 ulp. */
  public static double hypot(double x, double y) {
    double scale = normaliser(Math.max(Math.abs(x), Math.abs(y)));
    double a = scale * x;
    double b = scale * y;
    return Math.sqrt(Math.fma(a, a, b * b)) / scale;
  }

  /** √(x² + y²), rounded from double, where no square of a float overflows or underflows. */
  public static float hypot(float x, float y) {
    return (float) Math.sqrt(Math.fma((double) x, x, (double) y * y));
  }

  /**
   * The power of two by which numbers up to this magnitude are multiplied, so that their squares are moderate; 1 where
   * the magnitude is 0 or not finite. It is kept so moderate itself that its reciprocal is finite.
   */
  public static double normaliser(double magnitude) {
    int exponent = Math.max(-LARGEST_SCALE, Math.min(Math.getExponent(magnitude), LARGEST_SCALE));
    boolean scales = magnitude > 0 && magnitude < Double.POSITIVE_INFINITY;
    return scales ? Double.longBitsToDouble(1023L - exponent << 52) : 1;
  }

  /** As {@link #normaliser(double)}. */
  public static float normaliser(float magnitude) {
    int exponent = Math.max(-LARGEST_SCALE_F, Math.min(Math.getExponent(magnitude), LARGEST_SCALE_F));
    boolean scales = magnitude > 0 && magnitude < Float.POSITIVE_INFINITY;
    return scales ? Float.intBitsToFloat(127 - exponent << 23) : 1;
  }
}
