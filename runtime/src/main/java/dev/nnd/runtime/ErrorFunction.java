package dev.nnd.runtime;

/**
 * erf and erfc: near 0, {@code erf x = x + x P(x²)}; farther out, {@code erfc x = e^(-x²) (1 + G(t)) / (1 + 2x)} with
 * {@code t = (x - 4) / (x + 4)}, after Shepherd and Laframboise, "Chebyshev approximation of (1 + 2x) exp(x²) erfc x",
 * 1981. P and G are Chebyshev interpolants; the errors of x² and of the quotient are carried along.
 */
final class ErrorFunction {
  /** Up to here P gives erf to the last place or so. */
  private static final double NEAR_ERF = 1;
  /** Up to here it gives erfc. */
  private static final double NEAR_ERFC = 0.5;
  private static final double CENTRE = 4;
  /** Beyond it erfc rounds to 0. */
  private static final double VANISHED = 28;

  private ErrorFunction() {
  }

  static double erf(double x) {
    double a = Math.abs(x);
    double near = Math.fma(x, p(x * x), x);
    return a < NEAR_ERF ? (x == 0 ? x : near) : Math.copySign(1 - tail(a), x);
  }

  static double erfc(double x) {
    double a = Math.abs(x);
    double tail = tail(a);
    double near = Math.fma(-x, p(x * x), 1 - x);
    return a < NEAR_ERFC ? near : x < 0 ? 2 - tail : tail;
  }

  /** erfc from ½ on. */
  private static double tail(double x) {
    double a = Math.min(x, VANISHED);
    double g = g((a - CENTRE) / (a + CENTRE));
    double numerator = 1 + g;
    double lost = 1 - numerator + g;
    double denominator = 1 + 2 * a;
    double shortfall = 2 * a - (denominator - 1);
    double quotient = numerator / denominator;
    double rest = (Math.fma(-quotient, denominator, numerator) + lost - quotient * shortfall) / denominator;
    double square = a * a;
    double e = Exponential.exp(-square, -Math.fma(a, a, -square));
    return Math.fma(e, quotient, e * rest);
  }

  private static double p(double u) {
    double p = 0x1.05ffd737fb32ep-34;
    p = Math.fma(p, u, -0x1.389d4f2641625p-30);
    p = Math.fma(p, u, 0x1.f7b4bf3b13964p-27);
    p = Math.fma(p, u, -0x1.5f1ecb6f0764cp-23);
    p = Math.fma(p, u, 0x1.b9df224ca4b97p-20);
    p = Math.fma(p, u, -0x1.f4d1e3183f7aep-17);
    p = Math.fma(p, u, 0x1.f9a321d5b8e1ep-14);
    p = Math.fma(p, u, -0x1.c02db3dac435fp-11);
    p = Math.fma(p, u, 0x1.565bcd0dbaa38p-8);
    p = Math.fma(p, u, -0x1.b82ce31284e00p-6);
    p = Math.fma(p, u, 0x1.ce2f21a042b30p-4);
    p = Math.fma(p, u, -0x1.812746b0379e6p-2);
    return Math.fma(p, u, 0x1.06eba8214db69p-3);
  }

  private static double g(double t) {
    double g = 0x1.04e5021d35339p-29;
    g = Math.fma(g, t, -0x1.4b74d20a3ad70p-27);
    g = Math.fma(g, t, -0x1.3841b57ea49d6p-26);
    g = Math.fma(g, t, 0x1.bb67625ae7f23p-24);
    g = Math.fma(g, t, 0x1.4284675a59218p-24);
    g = Math.fma(g, t, -0x1.b7f4c284efbd7p-21);
    g = Math.fma(g, t, 0x1.3b0126ef3b856p-22);
    g = Math.fma(g, t, 0x1.7ef47a4d7b844p-18);
    g = Math.fma(g, t, -0x1.788a5fa41c3a9p-17);
    g = Math.fma(g, t, -0x1.9954d0f63f60fp-16);
    g = Math.fma(g, t, 0x1.3be059b9e810cp-13);
    g = Math.fma(g, t, -0x1.a1df4536f35e8p-13);
    g = Math.fma(g, t, -0x1.8d4a9b4e06150p-11);
    g = Math.fma(g, t, 0x1.49c672aa9e5ccp-8);
    g = Math.fma(g, t, -0x1.09623883b7ffbp-6);
    g = Math.fma(g, t, 0x1.3079edf61c6b5p-5);
    g = Math.fma(g, t, -0x1.0fb06dfe4f4d0p-4);
    g = Math.fma(g, t, 0x1.7fee004e14d32p-4);
    g = Math.fma(g, t, -0x1.9ddb23c3e8d6fp-4);
    g = Math.fma(g, t, 0x1.16ecefcfa52afp-4);
    g = Math.fma(g, t, 0x1.f7f5df66fd75cp-7);
    g = Math.fma(g, t, -0x1.1df1ad154a28ep-3);
    return Math.fma(g, t, 0x1.dd2c8b74febf6p-3);
  }
}
