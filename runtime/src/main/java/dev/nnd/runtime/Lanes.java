package dev.nnd.runtime;

/**
 * Sums along a row in the one order that the numeric contract fixes, whatever vectors the machine has: 16 logical lanes,
 * lane l taking the elements l, l + 16, …, each a chain of fused multiply-adds; then a fixed tree joins the lanes, and the
 * elements after the last whole sixteen come last, in ascending order.
 */
public final class Lanes {
  private static final int LANES = 16;

  private Lanes() {
  }

  /** Σ a[j] b[j] over the first {@code length} elements. */
  public static float dot(float[] a, float[] b, int length) {
    float s0 = 0f; float s1 = 0f; float s2 = 0f; float s3 = 0f;
    float s4 = 0f; float s5 = 0f; float s6 = 0f; float s7 = 0f;
    float s8 = 0f; float s9 = 0f; float s10 = 0f; float s11 = 0f;
    float s12 = 0f; float s13 = 0f; float s14 = 0f; float s15 = 0f;
    int whole = length - length % LANES;
    for (int j = 0; j < whole; j += LANES) {
      s0 = Math.fma(a[j], b[j], s0);
      s1 = Math.fma(a[j + 1], b[j + 1], s1);
      s2 = Math.fma(a[j + 2], b[j + 2], s2);
      s3 = Math.fma(a[j + 3], b[j + 3], s3);
      s4 = Math.fma(a[j + 4], b[j + 4], s4);
      s5 = Math.fma(a[j + 5], b[j + 5], s5);
      s6 = Math.fma(a[j + 6], b[j + 6], s6);
      s7 = Math.fma(a[j + 7], b[j + 7], s7);
      s8 = Math.fma(a[j + 8], b[j + 8], s8);
      s9 = Math.fma(a[j + 9], b[j + 9], s9);
      s10 = Math.fma(a[j + 10], b[j + 10], s10);
      s11 = Math.fma(a[j + 11], b[j + 11], s11);
      s12 = Math.fma(a[j + 12], b[j + 12], s12);
      s13 = Math.fma(a[j + 13], b[j + 13], s13);
      s14 = Math.fma(a[j + 14], b[j + 14], s14);
      s15 = Math.fma(a[j + 15], b[j + 15], s15);
    }
    float low = joined(s0, s8, s4, s12, s2, s10, s6, s14);
    float high = joined(s1, s9, s5, s13, s3, s11, s7, s15);
    float rest = 0f;
    for (int j = whole; j < length; j++) {
      rest = Math.fma(a[j], b[j], rest);
    }
    return low + high + rest;
  }

  /** Σ a[j] over the first {@code length} elements. */
  public static float sum(float[] a, int length) {
    float s0 = 0f; float s1 = 0f; float s2 = 0f; float s3 = 0f;
    float s4 = 0f; float s5 = 0f; float s6 = 0f; float s7 = 0f;
    float s8 = 0f; float s9 = 0f; float s10 = 0f; float s11 = 0f;
    float s12 = 0f; float s13 = 0f; float s14 = 0f; float s15 = 0f;
    int whole = length - length % LANES;
    for (int j = 0; j < whole; j += LANES) {
      s0 += a[j];
      s1 += a[j + 1];
      s2 += a[j + 2];
      s3 += a[j + 3];
      s4 += a[j + 4];
      s5 += a[j + 5];
      s6 += a[j + 6];
      s7 += a[j + 7];
      s8 += a[j + 8];
      s9 += a[j + 9];
      s10 += a[j + 10];
      s11 += a[j + 11];
      s12 += a[j + 12];
      s13 += a[j + 13];
      s14 += a[j + 14];
      s15 += a[j + 15];
    }
    float low = joined(s0, s8, s4, s12, s2, s10, s6, s14);
    float high = joined(s1, s9, s5, s13, s3, s11, s7, s15);
    float rest = 0f;
    for (int j = whole; j < length; j++) {
      rest += a[j];
    }
    return low + high + rest;
  }

  /** The tree over lanes that are 8, then 4, then 2 apart. */
  private static float joined(float a, float b, float c, float d, float e, float f, float g, float h) {
    return ((a + b) + (c + d)) + ((e + f) + (g + h));
  }

  /** Σ a[j] b[j] over the first {@code length} elements. */
  public static double dot(double[] a, double[] b, int length) {
    double s0 = 0; double s1 = 0; double s2 = 0; double s3 = 0;
    double s4 = 0; double s5 = 0; double s6 = 0; double s7 = 0;
    double s8 = 0; double s9 = 0; double s10 = 0; double s11 = 0;
    double s12 = 0; double s13 = 0; double s14 = 0; double s15 = 0;
    int whole = length - length % LANES;
    for (int j = 0; j < whole; j += LANES) {
      s0 = Math.fma(a[j], b[j], s0);
      s1 = Math.fma(a[j + 1], b[j + 1], s1);
      s2 = Math.fma(a[j + 2], b[j + 2], s2);
      s3 = Math.fma(a[j + 3], b[j + 3], s3);
      s4 = Math.fma(a[j + 4], b[j + 4], s4);
      s5 = Math.fma(a[j + 5], b[j + 5], s5);
      s6 = Math.fma(a[j + 6], b[j + 6], s6);
      s7 = Math.fma(a[j + 7], b[j + 7], s7);
      s8 = Math.fma(a[j + 8], b[j + 8], s8);
      s9 = Math.fma(a[j + 9], b[j + 9], s9);
      s10 = Math.fma(a[j + 10], b[j + 10], s10);
      s11 = Math.fma(a[j + 11], b[j + 11], s11);
      s12 = Math.fma(a[j + 12], b[j + 12], s12);
      s13 = Math.fma(a[j + 13], b[j + 13], s13);
      s14 = Math.fma(a[j + 14], b[j + 14], s14);
      s15 = Math.fma(a[j + 15], b[j + 15], s15);
    }
    double low = joined(s0, s8, s4, s12, s2, s10, s6, s14);
    double high = joined(s1, s9, s5, s13, s3, s11, s7, s15);
    double rest = 0;
    for (int j = whole; j < length; j++) {
      rest = Math.fma(a[j], b[j], rest);
    }
    return low + high + rest;
  }

  /** Σ a[j] over the first {@code length} elements. */
  public static double sum(double[] a, int length) {
    double s0 = 0; double s1 = 0; double s2 = 0; double s3 = 0;
    double s4 = 0; double s5 = 0; double s6 = 0; double s7 = 0;
    double s8 = 0; double s9 = 0; double s10 = 0; double s11 = 0;
    double s12 = 0; double s13 = 0; double s14 = 0; double s15 = 0;
    int whole = length - length % LANES;
    for (int j = 0; j < whole; j += LANES) {
      s0 += a[j];
      s1 += a[j + 1];
      s2 += a[j + 2];
      s3 += a[j + 3];
      s4 += a[j + 4];
      s5 += a[j + 5];
      s6 += a[j + 6];
      s7 += a[j + 7];
      s8 += a[j + 8];
      s9 += a[j + 9];
      s10 += a[j + 10];
      s11 += a[j + 11];
      s12 += a[j + 12];
      s13 += a[j + 13];
      s14 += a[j + 14];
      s15 += a[j + 15];
    }
    double low = joined(s0, s8, s4, s12, s2, s10, s6, s14);
    double high = joined(s1, s9, s5, s13, s3, s11, s7, s15);
    double rest = 0;
    for (int j = whole; j < length; j++) {
      rest += a[j];
    }
    return low + high + rest;
  }

  /** The tree over lanes that are 8, then 4, then 2 apart. */
  private static double joined(double a, double b, double c, double d, double e, double f, double g, double h) {
    return ((a + b) + (c + d)) + ((e + f) + (g + h));
  }
}
