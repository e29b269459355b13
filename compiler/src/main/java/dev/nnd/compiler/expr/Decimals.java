package dev.nnd.compiler.expr;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** How exact constants are written: halves and thirds as fractions, what has a short decimal form as that. */
public final class Decimals {
  /** Beyond this a coefficient is clearer as a decimal. */
  private static final BigInteger LARGEST_DENOMINATOR = BigInteger.valueOf(12);

  private static final int LONGEST_DECIMAL = 17;

  private Decimals() {}

  /**
   * A written fraction.
   *
   * @param numerator digits, or a decimal such as {@code 0.25} or {@code 1e-7}
   * @param denominator digits; none where the numerator says it all
   */
  public record Ratio(String numerator, Optional<String> denominator) {
    public boolean isUnitFraction() {
      return numerator.equals("1") && denominator.isPresent();
    }

    public boolean isInteger() {
      return denominator.isEmpty() && numerator.chars().allMatch(Character::isDigit);
    }
  }

  /** Of a number that is not negative. */
  public static Ratio ratio(Rational value) {
    if (value.isInteger()) {
      return new Ratio(value.toString(), Optional.empty());
    }
    boolean small = value.denominator().compareTo(LARGEST_DENOMINATOR) <= 0;
    return Optional.of(value)
        .filter(fraction -> !small)
        .flatMap(Decimals::decimal)
        .map(decimal -> new Ratio(decimal, Optional.empty()))
        .orElseGet(() -> new Ratio(value.numerator().toString(), Optional.of(value.denominator().toString())));
  }

  private static Optional<String> decimal(Rational value) {
    return value.asDecimal()
        .map(BigDecimal::stripTrailingZeros)
        .filter(decimal -> decimal.precision() <= LONGEST_DECIMAL)
        .map(decimal -> decimal.toString().replace("E", "e"));
  }
}
