package dev.nnd.runtime;

import java.util.Objects;

/** Checks what callers hand to generated methods; messages name the parameter. */
public final class Arguments {
  private Arguments() {
  }

  /**
   * The row itself.
   *
   * @throws IllegalArgumentException if it has another length
   */
  public static float[] row(String name, float[] row, int length) {
    check(name, Objects.requireNonNull(row, name).length, length);
    return row;
  }

  /**
   * The row itself.
   *
   * @throws IllegalArgumentException if it has another length
   */
  public static double[] row(String name, double[] row, int length) {
    check(name, Objects.requireNonNull(row, name).length, length);
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
      throw outside(name, value, low, high);
    }
  }

  /**
   * The row itself.
   *
   * @throws IllegalArgumentException if it has another length, or a number is outside low..high
   */
  public static float[] row(String name, float[] row, int length, float low, float high) {
    check(name, Objects.requireNonNull(row, name).length, length);
    for (int i = 0; i < length; i++) {
      if (!(row[i] >= low && row[i] <= high)) {
        throw outside(name + "[" + i + "]", row[i], low, high);
      }
    }
    return row;
  }

  /**
   * The row itself.
   *
   * @throws IllegalArgumentException if it has another length, or a number is outside low..high
   */
  public static double[] row(String name, double[] row, int length, double low, double high) {
    check(name, Objects.requireNonNull(row, name).length, length);
    for (int i = 0; i < length; i++) {
      if (!(row[i] >= low && row[i] <= high)) {
        throw outside(name + "[" + i + "]", row[i], low, high);
      }
    }
    return row;
  }

  /**
   * A row of the one number.
   *
   * @throws IllegalArgumentException if it is outside low..high
   */
  public static float[] scalar(String name, float value, float low, float high) {
    if (!(value >= low && value <= high)) {
      throw outside(name, value, low, high);
    }
    return new float[] {value};
  }

  /**
   * A row of the one number.
   *
   * @throws IllegalArgumentException if it is outside low..high
   */
  public static double[] scalar(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw outside(name, value, low, high);
    }
    return new double[] {value};
  }

  /**
   * The label or index itself.
   *
   * @throws IllegalArgumentException if it is outside 0..count - 1
   */
  public static int label(String name, int label, int count) {
    if (label < 0 || label >= count) {
      throw new IllegalArgumentException(name + " is " + label + ", outside 0.." + (count - 1));
    }
    return label;
  }

  /**
   * The row of labels or indices itself.
   *
   * @throws IllegalArgumentException if it has another length, or a number is outside 0..count - 1
   */
  public static int[] labels(String name, int[] row, int length, int count) {
    check(name, Objects.requireNonNull(row, name).length, length);
    for (int i = 0; i < length; i++) {
      if (row[i] < 0 || row[i] >= count) {
        throw new IllegalArgumentException(name + "[" + i + "] is " + row[i] + ", outside 0.." + (count - 1));
      }
    }
    return row;
  }

  /** The number of a label. */
  public static int label(String name, Enum<?> label) {
    return Objects.requireNonNull(label, name).ordinal();
  }

  /**
   * The numbers of a row of labels.
   *
   * @throws IllegalArgumentException if it has another length
   */
  public static int[] labels(String name, Enum<?>[] row, int length) {
    check(name, Objects.requireNonNull(row, name).length, length);
    int[] numbers = new int[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = label(name + "[" + i + "]", row[i]);
    }
    return numbers;
  }

  /**
   * Refuses arrays of many examples that differ in their number.
   *
   * @throws IllegalArgumentException naming both
   */
  public static void examples(String name, int actual, String first, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(first + " has " + expected + " examples, but " + name + " has " + actual);
    }
  }

  private static void check(String name, int actual, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(name + " must have " + expected + " numbers, but has " + actual);
    }
  }

  private static IllegalArgumentException outside(String name, Object value, Object low, Object high) {
    return new IllegalArgumentException(name + " is " + value + ", outside " + low + ".." + high);
  }
}
