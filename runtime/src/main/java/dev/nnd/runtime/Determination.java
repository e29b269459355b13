package dev.nnd.runtime;

/**
 * The coefficient of determination 1 − Σ(y − p)² / Σ(y − ȳ)², in one pass. The sum below is accumulated about the running
 * mean (Welford, 1962), since Σy² − n ȳ² cancels where the mean is large.
 *
 * <p>Of several components it is the plain mean of theirs. A component whose target is constant counts as 1 where every
 * prediction is right, else as 0.
 */
final class Determination {
  private final double[] residual;
  private final double[] mean;
  private final double[] total;
  private long examples;

  Determination(int components) {
    residual = new double[components];
    mean = new double[components];
    total = new double[components];
  }

  void add(double[] prediction, double[] target) {
    examples++;
    for (int c = 0; c < residual.length; c++) {
      double error = target[c] - prediction[c];
      residual[c] += error * error;
      double deviation = target[c] - mean[c];
      mean[c] += deviation / examples;
      total[c] += deviation * (target[c] - mean[c]);
    }
  }

  double value() {
    double sum = 0;
    for (int c = 0; c < residual.length; c++) {
      sum += total[c] == 0 ? constant(residual[c]) : 1 - residual[c] / total[c];
    }
    return sum / residual.length;
  }

  private static double constant(double residual) {
    return residual == 0 ? 1 : Double.isNaN(residual) ? residual : 0;
  }
}
