package dev.nnd.compiler.expr;

/**
 * An interval that holds every value an expression can take.
 *
 * @param low the lower bound
 * @param high the upper bound
 * @param lowOpen whether the lower bound itself is excluded
 * @param highOpen whether the upper bound itself is excluded
 */
public record Range(double low, double high, boolean lowOpen, boolean highOpen) {
  public static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, true, true);
  public static final Range POSITIVE = new Range(0, Double.POSITIVE_INFINITY, true, true);
  public static final Range NON_NEGATIVE = new Range(0, Double.POSITIVE_INFINITY, false, true);

  public static Range closed(double low, double high) {
    return new Range(low, high, Double.isInfinite(low), Double.isInfinite(high));
  }

  public static Range open(double low, double high) {
    return new Range(low, high, true, true);
  }

  public boolean isPositive() {
    return low > 0 || low == 0 && lowOpen;
  }

  public boolean isNonNegative() {
    return low >= 0;
  }

  public boolean isNegative() {
    return high < 0 || high == 0 && highOpen;
  }

  public boolean isNonPositive() {
    return high <= 0;
  }

  public boolean isNonZero() {
    return isPositive() || isNegative();
  }

  public Range negate() {
    return new Range(-high, -low, highOpen, lowOpen);
  }

  /** Of the absolute value. */
  Range magnitude() {
    if (isNonNegative()) {
      return this;
    }
    return isNonPositive() ? negate() : new Range(0, Math.max(-low, high), false, true);
  }

  /** All values of the same sign. */
  Range sign() {
    if (isNonNegative()) {
      return isPositive() ? POSITIVE : NON_NEGATIVE;
    }
    return isNonPositive() ? negate().sign().negate() : ALL;
  }

  public Range union(Range other) {
    boolean lowHere = low < other.low;
    boolean highHere = high > other.high;
    return new Range(
        Math.min(low, other.low),
        Math.max(high, other.high),
        low == other.low ? lowOpen && other.lowOpen : lowHere ? lowOpen : other.lowOpen,
        high == other.high ? highOpen && other.highOpen : highHere ? highOpen : other.highOpen);
  }

  public Range plus(Range other) {
    return new Range(low + other.low, high + other.high, lowOpen || other.lowOpen, highOpen || other.highOpen).checked();
  }

  public Range times(double factor) {
    return factor == 0
        ? closed(0, 0)
        : factor > 0
            ? new Range(low * factor, high * factor, lowOpen, highOpen).checked()
            : new Range(high * factor, low * factor, highOpen, lowOpen).checked();
  }

  private Range checked() {
    return Double.isNaN(low) || Double.isNaN(high) ? ALL : this;
  }
}
