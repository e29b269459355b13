package dev.nnd.compiler.expr;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Optional;

/** An exact fraction in lowest terms with a positive denominator. */
public final class Rational implements Comparable<Rational> {
  public static final Rational ZERO = new Rational(BigInteger.ZERO, BigInteger.ONE);
  public static final Rational ONE = new Rational(BigInteger.ONE, BigInteger.ONE);
  public static final Rational MINUS_ONE = new Rational(BigInteger.ONE.negate(), BigInteger.ONE);
  public static final Rational TWO = of(2);
  public static final Rational HALF = of(1, 2);

  /** Beyond this many bits arithmetic on constants is left undone, so that no input explodes. */
  private static final int BUDGET_BITS = 4096;

  private final BigInteger numerator;
  private final BigInteger denominator;

  private Rational(BigInteger numerator, BigInteger denominator) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  public static Rational of(long value) {
    return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
  }

  public static Rational of(long numerator, long denominator) {
    return of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  public static Rational of(BigInteger numerator, BigInteger denominator) {
    if (denominator.signum() == 0) {
      throw new UndefinedException("division by zero");
    }
    BigInteger gcd = numerator.gcd(denominator);
    if (denominator.signum() < 0) {
      gcd = gcd.negate();
    }
    return gcd.equals(BigInteger.ONE)
        ? new Rational(numerator, denominator)
        : new Rational(numerator.divide(gcd), denominator.divide(gcd));
  }

  /** The decimal itself: 0.1 is one tenth. */
  public static Rational of(BigDecimal decimal) {
    return decimal.scale() <= 0
        ? new Rational(decimal.toBigIntegerExact(), BigInteger.ONE)
        : of(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
  }

  public BigInteger numerator() {
    return numerator;
  }

  public BigInteger denominator() {
    return denominator;
  }

  public Rational plus(Rational other) {
    if (other.isZero()) {
      return this;
    }
    if (isZero()) {
      return other;
    }
    return of(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  public Rational minus(Rational other) {
    return plus(other.negate());
  }

  public Rational times(Rational other) {
    if (isOne()) {
      return other;
    }
    if (other.isOne()) {
      return this;
    }
    return of(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  public Rational dividedBy(Rational other) {
    return times(other.reciprocal());
  }

  public Rational negate() {
    return new Rational(numerator.negate(), denominator);
  }

  public Rational abs() {
    return signum() < 0 ? negate() : this;
  }

  /** @throws UndefinedException of zero */
  public Rational reciprocal() {
    return of(denominator, numerator);
  }

  /**
   * This to an integer power, or nothing where the result would be out of budget.
   *
   * @throws UndefinedException for zero to a negative power
   */
  public Optional<Rational> power(BigInteger exponent) {
    if (exponent.signum() < 0) {
      return reciprocal().power(exponent.negate());
    }
    if (isZero() || isOne() || exponent.signum() == 0) {
      return Optional.of(exponent.signum() == 0 ? ONE : this);
    }
    int bits = Math.max(numerator.bitLength(), denominator.bitLength());
    if (exponent.bitLength() > 16 || (long) bits * exponent.intValue() > BUDGET_BITS) {
      return Optional.empty();
    }
    int n = exponent.intValue();
    return Optional.of(new Rational(numerator.pow(n), denominator.pow(n)));
  }

  /** The exact n-th root of a non-negative fraction, where it is rational. */
  public Optional<Rational> root(int n) {
    Optional<BigInteger> top = integerRoot(numerator, n);
    Optional<BigInteger> bottom = integerRoot(denominator, n);
    return top.isPresent() && bottom.isPresent()
        ? Optional.of(new Rational(top.get(), bottom.get()))
        : Optional.empty();
  }

  private static Optional<BigInteger> integerRoot(BigInteger value, int n) {
    if (value.signum() < 0) {
      return Optional.empty();
    }
    BigInteger low = BigInteger.ZERO;
    BigInteger high = BigInteger.ONE.shiftLeft(value.bitLength() / n + 1);
    while (low.compareTo(high) <= 0) {
      BigInteger middle = low.add(high).shiftRight(1);
      int order = middle.pow(n).compareTo(value);
      if (order == 0) {
        return Optional.of(middle);
      }
      if (order < 0) {
        low = middle.add(BigInteger.ONE);
      } else {
        high = middle.subtract(BigInteger.ONE);
      }
    }
    return Optional.empty();
  }

  public boolean inBudget() {
    return numerator.bitLength() <= BUDGET_BITS && denominator.bitLength() <= BUDGET_BITS;
  }

  public int signum() {
    return numerator.signum();
  }

  public boolean isZero() {
    return numerator.signum() == 0;
  }

  public boolean isOne() {
    return isInteger() && numerator.equals(BigInteger.ONE);
  }

  public boolean isMinusOne() {
    return isInteger() && numerator.equals(MINUS_ONE.numerator);
  }

  public boolean isInteger() {
    return denominator.equals(BigInteger.ONE);
  }

  public boolean isEven() {
    return isInteger() && !numerator.testBit(0);
  }

  /** Whether this is an integer of the range of {@code int}. */
  public boolean isSmallInteger() {
    return isInteger() && numerator.bitLength() < 32;
  }

  /** @throws ArithmeticException when this is no integer of that range */
  public int intValue() {
    if (!isInteger()) {
      throw new ArithmeticException(this + " is no integer");
    }
    return numerator.intValueExact();
  }

  /** The nearest double. */
  public double doubleValue() {
    if (numerator.bitLength() <= 53 && denominator.bitLength() <= 53) {
      return (double) numerator.longValue() / denominator.longValue(); // both exact, so the quotient is the nearest
    }
    return toBigDecimal(40).doubleValue();
  }

  public BigDecimal toBigDecimal(int digits) {
    return new BigDecimal(numerator).divide(new BigDecimal(denominator), new MathContext(digits));
  }

  /** The terminating decimal that this is, if its denominator has no prime factors but 2 and 5. */
  public Optional<BigDecimal> asDecimal() {
    BigInteger rest = denominator;
    for (BigInteger prime : new BigInteger[] {BigInteger.TWO, BigInteger.valueOf(5)}) {
      while (rest.mod(prime).signum() == 0) {
        rest = rest.divide(prime);
      }
    }
    return rest.equals(BigInteger.ONE)
        ? Optional.of(new BigDecimal(numerator).divide(new BigDecimal(denominator)))
        : Optional.empty();
  }

  @Override
  public int compareTo(Rational other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Rational other
        && numerator.equals(other.numerator)
        && denominator.equals(other.denominator);
  }

  @Override
  public int hashCode() {
    return 31 * numerator.hashCode() + denominator.hashCode();
  }

  @Override
  public String toString() {
    return isInteger() ? numerator.toString() : numerator + "/" + denominator;
  }
}
