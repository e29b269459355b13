package dev.nnd.runtime;

/**
 * {@code |x|^y = e^(y log |x|)} with the logarithm as an unevaluated sum of two doubles of some 68 bits (Dekker, 1971),
 * so that the error of the product stays below the last place. The logarithm is {@link Logarithm}'s, with 2 s and 2/3
 * s³ exact to both parts.
 */
final class Power {
  private static final double LN2_HIGH = 0x1.62e42feep-1;
  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
  private static final double TWO_THIRDS = 0x1.5555555555555p-1;
  private static final double TWO_THIRDS_LOW = 0x1.5555555555555p-55;
  private static final long SQRT_HALF = 0x3FE6A09E667F3BCDL;
  private static final double SCALE = 0x1p54;
  private static final int SCALE_EXPONENT = 54;
  /** Beyond it a power overflows or vanishes whatever the low part is. */
  private static final double OUT_OF_RANGE = 800;
  /** From here on every double is even. */
  private static final double EVEN = 0x1p53;

  private Power() {
  }

  static double pow(double x, double y) {
    double a = Math.abs(x);
    boolean finite = a > 0 && a < Double.POSITIVE_INFINITY && Math.abs(y) < Double.POSITIVE_INFINITY;
    double magnitude = finite ? moderate(a, y) : Exponential.exp(y * Logarithm.log(a), 0);
    boolean whole = Math.rint(y) == y;
    boolean odd = whole && Math.abs(y) < EVEN && ((long) y & 1) == 1;
    double signed = odd ? Math.copySign(magnitude, x) : magnitude;
    boolean undefined = x < 0 && x > Double.NEGATIVE_INFINITY && !whole;
    return y == 0 ? 1 : undefined ? Double.NaN : signed;
  }

  /** A whole power by repeated squaring. */
  static double whole(double base, long exponent) {
    double result = 1;
    double square = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }

  private static double moderate(double a, double y) {
    double normal = a < Double.MIN_NORMAL ? a * SCALE : a;
    long bits = Double.doubleToRawLongBits(normal);
    int exponent = (int) (bits - SQRT_HALF >> 52);
    double m = Double.longBitsToDouble(bits - ((long) exponent << 52));
    double k = a < Double.MIN_NORMAL ? exponent - SCALE_EXPONENT : exponent;
    // s = (m - 1) / (m + 1)
    double f = m - 1;
    double d = m + 1;
    double part = d - m;
    double dLow = m - (d - part) + (1 - part);
    double s = f / d;
    double sLow = (Math.fma(-s, d, f) - s * dLow) / d;
    // s³, then 2/3 s³
    double z = s * s;
    double zLow = Math.fma(s, s, -z) + 2 * s * sLow;
    double cube = z * s;
    double cubeLow = Math.fma(z, s, -cube) + (z * sLow + zLow * s);
    double term = cube * TWO_THIRDS;
    double termLow = Math.fma(cube, TWO_THIRDS, -term) + (cube * TWO_THIRDS_LOW + cubeLow * TWO_THIRDS);
    // log m = 2 s + 2/3 s³ + s⁵ T(s²)
    double ofM = 2 * s + term;
    double ofMLow = 2 * s - ofM + term + (2 * sLow + termLow + cube * z * tail(z));
    // + k ln 2
    double shift = k * LN2_HIGH;
    double log = shift + ofM;
    double back = log - shift;
    double logLow = shift - (log - back) + (ofM - back) + Math.fma(k, LN2_LOW, ofMLow);
    double product = y * log;
    double productLow = Math.fma(y, log, -product) + y * logLow;
    return Exponential.exp(product, Math.abs(product) < OUT_OF_RANGE ? productLow : 0);
  }

  private static double tail(double z) {
    double t = 0x1.e077188742e3cp-4;
    t = Math.fma(t, z, 0x1.df75d14baa685p-4);
    t = Math.fma(t, z, 0x1.1118e94969b8bp-3);
    t = Math.fma(t, z, 0x1.3b1395347c9e0p-3);
    t = Math.fma(t, z, 0x1.745d177c10ad9p-3);
    t = Math.fma(t, z, 0x1.c71c71c6e8f44p-3);
    t = Math.fma(t, z, 0x1.2492492492527p-2);
    return Math.fma(t, z, 0x1.999999999999ap-2);
  }
}
