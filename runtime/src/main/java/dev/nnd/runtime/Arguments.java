package dev.nnd.runtime;

/** Checks what callers hand to generated methods. */
public final class Arguments {
  private Arguments() {
  }

  /**
   * The row itself.
   *
   * @throws IllegalArgumentException if it has another length
   */
  public static float[] row(String name, float[] row, int length) {
    check(name, row.length, length);
    return row;
  }

  /**
   * The row itself.
   *
   * @throws IllegalArgumentException if it has another length
   */
  public static double[] row(String name, double[] row, int length) {
    check(name, row.length, length);
    return row;
  }

  private static void check(String name, int actual, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(name + " must have " + expected + " numbers, but has " + actual);
    }
  }
}
