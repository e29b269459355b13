package dev.nnd.compiler.cli;

import java.util.function.DoubleUnaryOperator;

/**
 * Compares a derivative with central differences, of a step with little rounding first and then of one that has little
 * chance of a kink within it.
 */
final class CentralDifference {
  /** How far derivative and difference may be apart, times max(1, |derivative|). */
  static final double TOLERANCE = 1e-6;

  private static final double[] STEPS = {1e-4, 1e-5, 1e-6};
  /** One-sided differences that are this far apart, relatively, meet at a kink. */
  private static final double KINK = 1e-3;

  private CentralDifference() {}

  /**
   * What was found.
   *
   * @param error of the best step, relative to max(1, |derivative|)
   * @param kink whether the differences of the two sides disagree, and the derivative lies between them
   */
  record Comparison(double error, boolean kink) {
    boolean isMiss() {
      return !kink && !(error <= TOLERANCE);
    }
  }

  /**
   * @param moved the function where its variable is so far from where it is
   * @param at where it is
   * @param a the derivative there
   */
  static Comparison compare(DoubleUnaryOperator moved, double at, double a) {
    double best = Double.POSITIVE_INFINITY;
    double middle = moved.applyAsDouble(0);
    double left = 0;
    double right = 0;
    for (double relative : STEPS) {
      double step = relative * Math.max(1, Math.abs(at));
      double below = moved.applyAsDouble(-step);
      double above = moved.applyAsDouble(step);
      double error = Math.abs(a - (above - below) / (2 * step)) / Math.max(1, Math.abs(a));
      best = Double.isNaN(error) ? best : Math.min(best, error);
      if (best <= TOLERANCE) {
        return new Comparison(best, false);
      }
      left = (middle - below) / step;
      right = (above - middle) / step;
    }
    double apart = KINK * Math.max(1, Math.abs(a));
    boolean between = a >= Math.min(left, right) - apart && a <= Math.max(left, right) + apart;
    return new Comparison(best, Math.abs(right - left) > apart && between);
  }
}
