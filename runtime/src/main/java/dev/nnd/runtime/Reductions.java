package dev.nnd.runtime;

/**
 * Sums of squares in the one order that the numeric contract fixes: 16 logical lanes, lane l taking the elements l, l +
 * 16, …, joined by a tree that adds the upper half of the lanes to the lower half until one is left. Both forms
 * accumulate in double.
 */
final class Reductions {
  private static final int LANES = 16;

  private Reductions() {
  }

  static double sumOfSquares(float[] row) {
    return tree(row, 0, 1);
  }

  /**
   * The lanes lane, lane + stride, …: the evens and the odds of the next level down, so that the first sums are of
   * lanes 8 apart.
   */
  private static double tree(float[] row, int lane, int stride) {
    return stride == LANES ? lane(row, lane) : tree(row, lane, 2 * stride) + tree(row, lane + stride, 2 * stride);
  }

  private static double lane(float[] row, int lane) {
    double sum = 0;
    for (int j = lane; j < row.length; j += LANES) {
      sum = Math.fma((double) row[j], row[j], sum);
    }
    return sum;
  }

  static double sumOfSquares(double[] row) {
    return tree(row, 0, 1);
  }

  /**
   * The lanes lane, lane + stride, …: the evens and the odds of the next level down, so that the first sums are of
   * lanes 8 apart.
   */
  private static double tree(double[] row, int lane, int stride) {
    return stride == LANES ? lane(row, lane) : tree(row, lane, 2 * stride) + tree(row, lane + stride, 2 * stride);
  }

  private static double lane(double[] row, int lane) {
    double sum = 0;
    for (int j = lane; j < row.length; j += LANES) {
      sum = Math.fma(row[j], row[j], sum);
    }
    return sum;
  }
}
