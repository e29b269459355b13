package dev.nnd.compiler.expr;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * How a positive constant factor is written with the fewest operators: as a number before the factors, or as one below
 * the line, or both.
 *
 * <pre>
 *   3 x       x / 4       0.75 * x       x / 1.5       3x / 7       0.5 / x
 * </pre>
 *
 * @param above the number before the factors; nothing for one
 * @param below the number below the line
 */
public record Coefficient(Optional<String> above, Optional<String> below) {
  /** Beyond this a division is clearer as a decimal. */
  private static final BigInteger LARGEST_DENOMINATOR = BigInteger.valueOf(12);
  /** A decimal this long is written, however simple its fraction. */
  private static final int SHORT_DECIMAL = 17;
  /** Integers below are written out, however many zeros they end with. */
  private static final int SHORT_INTEGER_BITS = 64;

  /** @param hasNumerator whether there are factors above the line */
  public static Coefficient of(Rational factor, boolean hasNumerator) {
    if (factor.isOne()) {
      return new Coefficient(hasNumerator ? Optional.empty() : Optional.of("1"), Optional.empty());
    }
    boolean unit = factor.numerator().equals(BigInteger.ONE);
    if (unit && hasNumerator && factor.denominator().compareTo(LARGEST_DENOMINATOR) <= 0) {
      return new Coefficient(Optional.empty(), Optional.of(factor.denominator().toString()));
    }
    Optional<String> decimal = decimal(factor);
    if (decimal.isPresent()) {
      return new Coefficient(decimal, Optional.empty());
    }
    Optional<String> inverse = hasNumerator && !unit ? decimal(factor.reciprocal()) : Optional.empty();
    if (inverse.isPresent()) {
      return new Coefficient(Optional.empty(), inverse);
    }
    Optional<String> numerator = Optional.of(factor.numerator().toString()).filter(one -> !unit || !hasNumerator);
    return new Coefficient(numerator, Optional.of(factor.denominator().toString()));
  }

  /** Whether the number is one literal, without a division. */
  public static boolean isWritten(Rational value) {
    return value.isInteger() || decimal(value).isPresent();
  }

  /** The number as a literal, where it is an integer or a decimal no longer than its fraction. */
  public static Optional<String> decimal(Rational value) {
    if (value.isInteger()) {
      return Optional.of(value.numerator().bitLength() < SHORT_INTEGER_BITS
          ? value.toString()
          : literal(new BigDecimal(value.numerator()).stripTrailingZeros()));
    }
    int fraction = digits(value.numerator()) + digits(value.denominator());
    return value.asDecimal()
        .map(BigDecimal::stripTrailingZeros)
        .filter(exact -> exact.precision() <= Math.max(SHORT_DECIMAL, fraction))
        .map(Coefficient::literal);
  }

  private static String literal(BigDecimal exact) {
    String scientific = exact.toString().replace("E+", "e").replace("E", "e");
    String plain = exact.scale() > 0 ? scientific : exact.toPlainString();
    return plain.length() <= scientific.length() ? plain : scientific;
  }

  private static int digits(BigInteger value) {
    return value.bitLength() * 3 / 10;
  }
}
