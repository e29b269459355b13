package dev.nnd.compiler.testing.precise;

import java.math.BigInteger;

/**
 * A number known up to a bound: it differs from {@code mantissa * 2^exponent} by at most {@code 2^slack} units of the
 * last place. Exponents have any size, so that {@code log(1 + exp(1e154))} has a value.
 *
 * @param mantissa signed
 * @param exponent of two
 * @param slack {@link #EXACT} where nothing is unknown
 */
public record Ball(BigInteger mantissa, BigInteger exponent, int slack) {
  static final int EXACT = -1;
  static final Ball ZERO = of(0);
  static final Ball ONE = of(1);
  static final Ball TWO = of(2);
  static final Ball HALF = new Ball(BigInteger.ONE, BigInteger.ONE.negate(), EXACT);

  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(40);

  public static Ball of(long value) {
    return new Ball(BigInteger.valueOf(value), BigInteger.ZERO, EXACT);
  }

  /** The double, exactly. */
  public static Ball of(double value) {
    Big big = Big.of(value);
    return new Ball(big.mantissa(), BigInteger.valueOf(big.exponent()), EXACT);
  }

  boolean isExact() {
    return slack == EXACT;
  }

  boolean isExactZero() {
    return isExact() && mantissa.signum() == 0;
  }

  /** Whether zero may be the number, but need not be. */
  boolean isBlurred() {
    return !isExact() && mantissa.bitLength() < slack + 3;
  }

  /** @throws UnknownException where the bound leaves it open */
  public int signum() {
    if (isBlurred()) {
      throw new UnknownException();
    }
    return mantissa.signum();
  }

  /** The magnitude lies below two to this; that of an exact zero is very low. */
  BigInteger top() {
    return isExactZero() ? MOST.negate() : exponent.add(BigInteger.valueOf(Math.max(mantissa.abs().bitLength(), slack) + 1));
  }

  /** As {@link #top} in an int, cut off. */
  int magnitude() {
    return clamp(top());
  }

  static int clamp(BigInteger value) {
    return value.bitLength() < 30 ? value.intValue() : value.signum() * (1 << 30);
  }

  /** The bound is below two to this. */
  BigInteger radius() {
    return isExact() ? MOST.negate() : exponent.add(BigInteger.valueOf(slack));
  }

  /** So many leading bits are certain. */
  int certainBits() {
    return isExact() ? Integer.MAX_VALUE : mantissa.abs().bitLength() - slack - 1;
  }

  Ball negate() {
    return new Ball(mantissa.negate(), exponent, slack);
  }

  Ball scaled(long powerOfTwo) {
    return new Ball(mantissa, exponent.add(BigInteger.valueOf(powerOfTwo)), slack);
  }

  boolean isInteger() {
    if (isExact()) {
      return mantissa.signum() == 0 || exponent.signum() >= 0
          || BigInteger.valueOf(mantissa.getLowestSetBit()).compareTo(exponent.negate()) >= 0;
    }
    if (radius().signum() >= 0) {
      throw new UnknownException();
    }
    BigInteger low = fixed(0, -1);
    if (low.equals(fixed(0, 1))) {
      return false;
    }
    throw new UnknownException();
  }

  /** @throws UnknownException where the bound leaves it open */
  BigInteger floor() {
    BigInteger low = fixed(0, -1);
    if (!low.equals(fixed(0, 1))) {
      throw new UnknownException();
    }
    return low;
  }

  /** The middle, or its lower or upper end, in units of {@code 2^-bits}, rounded down. */
  BigInteger fixed(int bits, int end) {
    BigInteger shift = exponent.add(BigInteger.valueOf(bits));
    BigInteger value = isExact() || end == 0 ? mantissa : mantissa.add(BigInteger.ONE.shiftLeft(slack).multiply(BigInteger.valueOf(end)));
    if (shift.bitLength() > 24) {
      if (shift.signum() > 0) {
        throw new UnknownException();
      }
      return value.signum() < 0 ? BigInteger.ONE.negate() : BigInteger.ZERO;
    }
    return value.shiftLeft(shift.intValue());
  }

  /** The nearest double or one beside it; infinite where there is none. */
  public double toDouble() {
    return new Big(mantissa, clamp(exponent)).toDouble();
  }

  @Override
  public String toString() {
    double value = toDouble();
    return Double.isInfinite(value) || value == 0 && mantissa.signum() != 0
        ? (mantissa.signum() < 0 ? "-" : "") + "2^" + top() : String.valueOf(value);
  }
}
