package dev.nnd.runtime;

/**
 * exp and expm1: {@code x = k ln 2 + r} with |r| ≤ ln 2 / 2 (Cody and Waite, 1980), {@code e^r = 1 + r + r² Q(r)} with
 * Q the Chebyshev interpolant of its kind, and {@code 2^k} in two factors, so that subnormal results are rounded once.
 */
final class Exponential {
  private static final double LOG2_E = 0x1.71547652b82fep0;
  private static final double LN2_HIGH = 0x1.62e42feep-1;
  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
  /** Adding it rounds a double of moderate size to a whole number. */
  private static final double ROUND = 0x1.8p52;
  private static final double OVERFLOW = 710;
  private static final double UNDERFLOW = -746;
  /** Below it expm1 rounds to -1. */
  private static final double MINUS_ONE = -50;
  /** Beyond it 1 - 2^-k rounds to 1. */
  private static final int NEGLIGIBLE = 64;

  private static final float LOG2_E_F = 0x1.715476p0f;
  private static final float LN2_HIGH_F = 0.69314575f;
  private static final float LN2_LOW_F = 1.4286068e-6f;
  private static final float ROUND_F = 0x1.8p23f;
  private static final float OVERFLOW_F = 89;
  private static final float UNDERFLOW_F = -104;

  private Exponential() {
  }

  /** exp(x + tail), where |tail| is at most an ulp of x. */
  static double exp(double x, double tail) {
    double bounded = Math.min(Math.max(x, UNDERFLOW), OVERFLOW);
    double k = Math.fma(bounded, LOG2_E, ROUND) - ROUND;
    double r = Math.fma(-k, LN2_LOW, Math.fma(-k, LN2_HIGH, bounded)) + tail;
    return scale(1 + Math.fma(r * r, q(r), r), (int) k);
  }

  static double expm1(double x) {
    double bounded = Math.min(Math.max(x, MINUS_ONE), OVERFLOW);
    double k = Math.fma(bounded, LOG2_E, ROUND) - ROUND;
    double high = Math.fma(-k, LN2_HIGH, bounded);
    double r = Math.fma(-k, LN2_LOW, high);
    double rest = Math.fma(-k, LN2_LOW, high - r);
    // 2^k (1 - 2^-k + e^r - 1), where the rounding error of (1 - 2^-k) + r is added to the small terms
    int n = (int) k;
    double offset = 1 - power(-Math.min(n, NEGLIGIBLE));
    double sum = offset + r;
    double error = r - (sum - offset);
    double result = scale(sum + Math.fma(r * r, q(r), error + rest), n);
    return x == 0 ? x : result;
  }

  static float exp(float x) {
    float bounded = Math.min(Math.max(x, UNDERFLOW_F), OVERFLOW_F);
    float k = Math.fma(bounded, LOG2_E_F, ROUND_F) - ROUND_F;
    float r = Math.fma(-k, LN2_LOW_F, Math.fma(-k, LN2_HIGH_F, bounded));
    int n = (int) k;
    int half = n >> 1;
    return (1 + Math.fma(r * r, q(r), r)) * powerF(half) * powerF(n - half);
  }

  private static double q(double r) {
    double q = 0x1.1f73b376c0f55p-29;
    q = Math.fma(q, r, 0x1.af4f1ddf981a8p-26);
    q = Math.fma(q, r, 0x1.27e4db0f8a3efp-22);
    q = Math.fma(q, r, 0x1.71de019d031e7p-19);
    q = Math.fma(q, r, 0x1.a01a01a6f35fbp-16);
    q = Math.fma(q, r, 0x1.a01a01ac16f76p-13);
    q = Math.fma(q, r, 0x1.6c16c16c162a3p-10);
    q = Math.fma(q, r, 0x1.1111111110085p-7);
    q = Math.fma(q, r, 0x1.5555555555556p-5);
    q = Math.fma(q, r, 0x1.5555555555557p-3);
    return Math.fma(q, r, 0.5);
  }

  private static float q(float r) {
    float q = 0.0013926484f;
    q = Math.fma(q, r, 0.008363419f);
    q = Math.fma(q, r, 0.041666552f);
    q = Math.fma(q, r, 0.16666576f);
    return Math.fma(q, r, 0.5f);
  }

  private static double scale(double value, int exponent) {
    int half = exponent >> 1;
    return value * power(half) * power(exponent - half);
  }

  private static double power(int exponent) {
    return Double.longBitsToDouble((exponent + 1023L) << 52);
  }

  private static float powerF(int exponent) {
    return Float.intBitsToFloat((exponent + 127) << 23);
  }
}
