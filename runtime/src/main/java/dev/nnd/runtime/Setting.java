package dev.nnd.runtime;

/** Refuses settings of a training that make no sense; the message names the setting and its value. */
final class Setting {
  private Setting() {
  }

  static void rate(double rate) {
    notNegative("the learning rate", rate);
  }

  static void positive(String name, double value) {
    check(value > 0 && value < Double.POSITIVE_INFINITY, name, "be positive", value);
  }

  static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, but is " + value);
    }
  }

  static void notNegative(String name, double value) {
    check(value >= 0 && value < Double.POSITIVE_INFINITY, name, "not be negative", value);
  }

  /** At least 0 and less than 1. */
  static void fraction(String name, double value) {
    check(value >= 0 && value < 1, name, "be at least 0 and less than 1", value);
  }

  private static void check(boolean right, String name, String what, double value) {
    if (!right) {
      throw new IllegalArgumentException(
          name + " must " + (Double.isFinite(value) ? what : "be finite") + ", but is " + value);
    }
  }
}
