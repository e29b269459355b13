package dev.nnd.runtime;

/** Whether a metric is better when it is low, as an error rate, or high, as a rate of hits. */
public enum MetricDirection {
  /** Lower is better. */
  LOWER,
  /** Higher is better. */
  HIGHER;

  /** Whether a value is strictly better than the best so far; NaN never is. */
  boolean better(double value, double best) {
    return this == LOWER ? value < best : value > best;
  }

  /** A value that every number is better than. */
  double worst() {
    return this == LOWER ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
  }
}
