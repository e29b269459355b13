package dev.nnd.runtime;

/**
 * log and log1p: {@code x = 2^k (1 + f)} with 1 + f in [√½, √2), and with {@code s = f / (2 + f)} log(1 + f) = 2 artanh
 * s, evaluated as {@code f - (f²/2 - s (f²/2 + s² L(s²)))}, whose largest term is exact (Ng, 1986); L is the Chebyshev
 * interpolant of its kind.
 */
final class Logarithm {
  private static final double LN2_HIGH = 0x1.62e42feep-1;
  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
  private static final double LOG2_E = 0x1.71547652b82fep0;
  private static final long SQRT_HALF = 0x3FE6A09E667F3BCDL;
  private static final double SCALE = 0x1p54;
  private static final int SCALE_EXPONENT = 54;

  private static final float LN2_HIGH_F = 0.69314575f;
  private static final float LN2_LOW_F = 1.4286068e-6f;
  private static final int SQRT_HALF_F = 0x3F3504F3;
  private static final float SCALE_F = 0x1p24f;
  private static final int SCALE_EXPONENT_F = 24;

  private Logarithm() {
  }

  static double log(double x) {
    double normal = x < Double.MIN_NORMAL ? x * SCALE : x;
    int k = exponent(normal);
    double f = scaled(normal, k) - 1;
    double result = sum(x < Double.MIN_NORMAL ? k - SCALE_EXPONENT : k, f, 0);
    return x > 0 && x < Double.POSITIVE_INFINITY ? result : edge(x);
  }

  static double log2(double x) {
    double normal = x < Double.MIN_NORMAL ? x * SCALE : x;
    int k = exponent(normal);
    double f = scaled(normal, k) - 1;
    double result = Math.fma(sum(0, f, 0), LOG2_E, x < Double.MIN_NORMAL ? k - SCALE_EXPONENT : k);
    return x > 0 && x < Double.POSITIVE_INFINITY ? result : edge(x);
  }

  static double log1p(double x) {
    double u = 1 + x;
    double part = u - 1;
    double error = 1 - (u - part) + (x - part);
    int k = exponent(u);
    double m = scaled(u, k);
    double result = sum(k, m - 1, error / u);
    return x > -1 && x < Double.POSITIVE_INFINITY ? (x == 0 ? x : result) : edge(u);
  }

  static float log(float x) {
    float normal = x < Float.MIN_NORMAL ? x * SCALE_F : x;
    int k = exponent(normal);
    float f = scaled(normal, k) - 1;
    float result = sum(x < Float.MIN_NORMAL ? k - SCALE_EXPONENT_F : k, f, 0);
    return x > 0 && x < Float.POSITIVE_INFINITY ? result : edge(x);
  }

  static float log1p(float x) {
    float u = 1 + x;
    float part = u - 1;
    float error = 1 - (u - part) + (x - part);
    int k = exponent(u);
    float m = scaled(u, k);
    float result = sum(k, m - 1, error / u);
    return x > -1 && x < Float.POSITIVE_INFINITY ? (x == 0 ? x : result) : edge(u);
  }

  /** The logarithm of {@code 2^k (1 + f)}, plus a small correction. */
  private static double sum(double k, double f, double correction) {
    double s = f / (2 + f);
    double z = s * s;
    double l = 0x1.2b7fa64da1a6ap-3;
    l = Math.fma(l, z, 0x1.39fb2efe206abp-3);
    l = Math.fma(l, z, 0x1.7462cd53e5318p-3);
    l = Math.fma(l, z, 0x1.c71c628e9e0c9p-3);
    l = Math.fma(l, z, 0x1.2492492e35998p-2);
    l = Math.fma(l, z, 0x1.9999999995077p-2);
    l = Math.fma(l, z, 0x1.5555555555558p-1);
    double half = 0.5 * f * f;
    double small = Math.fma(s, Math.fma(z, l, half), Math.fma(k, LN2_LOW, correction));
    return Math.fma(k, LN2_HIGH, f - (half - small));
  }

  private static float sum(float k, float f, float correction) {
    float s = f / (2 + f);
    float z = s * s;
    float l = 0.2958568f;
    l = Math.fma(l, z, 0.39988655f);
    l = Math.fma(l, z, 0.66666687f);
    float half = 0.5f * f * f;
    float small = Math.fma(s, Math.fma(z, l, half), Math.fma(k, LN2_LOW_F, correction));
    return Math.fma(k, LN2_HIGH_F, f - (half - small));
  }

  private static int exponent(double x) {
    return (int) (Double.doubleToRawLongBits(x) - SQRT_HALF >> 52);
  }

  private static int exponent(float x) {
    return Float.floatToRawIntBits(x) - SQRT_HALF_F >> 23;
  }

  private static double scaled(double x, int exponent) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(x) - ((long) exponent << 52));
  }

  private static float scaled(float x, int exponent) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(x) - (exponent << 23));
  }

  /** 0 gives -∞, ∞ itself, anything negative or NaN gives NaN. */
  private static double edge(double x) {
    return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
  }

  private static float edge(float x) {
    return x == 0 ? Float.NEGATIVE_INFINITY : x > 0 ? x : Float.NaN;
  }
}
