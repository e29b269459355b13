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

  /** @throws IllegalArgumentException if the matrix has other rows */
  public static void matrix(String name, float[][] matrix, int rows, int columns) {
    rows(name, matrix.length, rows);
    for (float[] row : matrix) {
      if (row.length != columns) {
        check("a row of " + name, row.length, columns);
      }
    }
  }

  /** @throws IllegalArgumentException if the matrix has other rows */
  public static void matrix(String name, double[][] matrix, int rows, int columns) {
    rows(name, matrix.length, rows);
    for (double[] row : matrix) {
      if (row.length != columns) {
        check("a row of " + name, row.length, columns);
      }
    }
  }

  /**
   * For arrays of any kind.
   *
   * @throws IllegalArgumentException if there are more or fewer parts
   */
  public static void rows(String name, int actual, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(name + " must have " + expected + " rows, but has " + actual);
    }
  }

  /** @throws IllegalArgumentException if the value is outside the closed range that is declared for it, or no number */
  public static void range(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(name + " must be in " + low + ".." + high + ", but is " + value);
    }
  }

  private static void check(String name, int actual, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(name + " must have " + expected + " numbers, but has " + actual);
    }
  }
}
