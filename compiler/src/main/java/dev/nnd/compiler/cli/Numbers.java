package dev.nnd.compiler.cli;

import dev.nnd.runtime.Precision;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.IntStream;

/**
 * Numbers in the fewest digits that are read back as the same number. {@code Double.toString} gives the fewest from
 * JDK 19 on only.
 */
final class Numbers {
  private static final int DOUBLE_DIGITS = 17;
  private static final int LARGEST_PLAIN_EXPONENT = 17;
  private static final int SMALLEST_PLAIN_EXPONENT = -5;

  private Numbers() {}

  static String text(double value) {
    return text(value, Precision.DOUBLE);
  }

  /** The fewest digits that a number of this precision needs. */
  static String text(double value, Precision precision) {
    if (!Double.isFinite(value) || value == 0) {
      return value == 0 ? "0" : Double.toString(value);
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal shortest = IntStream.rangeClosed(1, DOUBLE_DIGITS)
        .mapToObj(digits -> exact.round(new MathContext(digits)))
        .filter(rounded -> isSame(rounded, value, precision))
        .findFirst().orElse(exact)
        .stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    return exponent < SMALLEST_PLAIN_EXPONENT || exponent > LARGEST_PLAIN_EXPONENT
        ? scientific(shortest, exponent)
        : shortest.toPlainString();
  }

  /** At most so many significant digits. */
  static String rounded(double value, int digits) {
    return Double.isFinite(value) ? text(new BigDecimal(value).round(new MathContext(digits)).doubleValue()) : text(value);
  }

  private static boolean isSame(BigDecimal rounded, double value, Precision precision) {
    return precision == Precision.FLOAT && (float) value == value
        ? rounded.floatValue() == (float) value
        : rounded.doubleValue() == value;
  }

  private static String scientific(BigDecimal value, int exponent) {
    return value.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }
}
