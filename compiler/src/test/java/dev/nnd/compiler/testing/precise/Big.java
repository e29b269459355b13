package dev.nnd.compiler.testing.precise;

import java.math.BigInteger;

/**
 * A binary floating-point number of any precision, {@code mantissa * 2^exponent}.
 *
 * @param mantissa signed
 * @param exponent of two
 */
public record Big(BigInteger mantissa, long exponent) {
  static final Big ZERO = new Big(BigInteger.ZERO, 0);
  static final Big ONE = of(1);

  static Big of(long value) {
    return new Big(BigInteger.valueOf(value), 0);
  }

  /** The double, exactly. */
  public static Big of(double value) {
    long bits = Double.doubleToLongBits(value);
    int exponent = (int) (bits >> 52 & 0x7ff);
    if (exponent == 0x7ff) {
      throw new IllegalArgumentException("not finite: " + value);
    }
    long fraction = bits & (1L << 52) - 1;
    long mantissa = exponent == 0 ? fraction : fraction | 1L << 52;
    return new Big(BigInteger.valueOf(bits < 0 ? -mantissa : mantissa), Math.max(exponent, 1) - 1075);
  }

  public int signum() {
    return mantissa.signum();
  }

  public boolean isZero() {
    return signum() == 0;
  }

  Big negate() {
    return new Big(mantissa.negate(), exponent);
  }

  Big abs() {
    return new Big(mantissa.abs(), exponent);
  }

  Big scaled(long powerOfTwo) {
    return isZero() ? this : new Big(mantissa, exponent + powerOfTwo);
  }

  /** The magnitude lies below two to this, and not below half of that. */
  long magnitude() {
    return isZero() ? Long.MIN_VALUE / 4 : mantissa.abs().bitLength() + exponent;
  }

  boolean isInteger() {
    return isZero() || exponent >= 0 || mantissa.getLowestSetBit() >= -exponent;
  }

  BigInteger floor() {
    return exponent >= 0 ? mantissa.shiftLeft((int) exponent) : mantissa.shiftRight((int) Math.min(-exponent, Integer.MAX_VALUE));
  }

  /** The nearest double or one beside it; infinite where there is none. */
  public double toDouble() {
    if (isZero()) {
      return 0;
    }
    if (magnitude() > 1024) {
      return signum() * Double.POSITIVE_INFINITY;
    }
    if (magnitude() < -1100) {
      return 0;
    }
    int shift = mantissa.abs().bitLength() - 62;
    long top = mantissa.shiftRight(shift).longValue();
    long power = exponent + shift;
    double half = Math.scalb((double) top, (int) (power / 2));
    return Math.scalb(half, (int) (power - power / 2));
  }
}
