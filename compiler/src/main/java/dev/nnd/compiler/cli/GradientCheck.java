package dev.nnd.compiler.cli;

import dev.nnd.runtime.CounterRandom;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares a network's gradient with central differences of its objective, at parameters moved away from their first
 * values: zero biases would hide errors.
 */
final class GradientCheck {
  private static final int MOST_ELEMENTS = 50;
  private static final double PERTURBATION = 0.1;
  private static final int SITE_PERTURBATION = 1 << 20;
  private static final int SITE_SAMPLE = SITE_PERTURBATION + 1;

  /**
   * What was found for one parameter.
   *
   * @param largestError the largest difference, relative to max(1, |gradient|), kinks left out
   */
  record Result(
      String parameter, List<Integer> shape, int elements, int checked, int kinks, int misses, double largestError) {}

  private final Network network;
  private final long seed;
  private final double[] at;
  private final double[] unused;

  GradientCheck(Network network, long seed) {
    this.network = network;
    this.seed = seed;
    this.at = new double[network.parameterCount()];
    this.unused = new double[at.length];
  }

  List<Result> run() {
    network.copyTo(at);
    for (int i = 0; i < at.length; i++) {
      at[i] += PERTURBATION * CounterRandom.normal(seed, SITE_PERTURBATION, 0, 0, i);
    }
    network.copyFrom(at);
    double[] gradient = new double[at.length];
    DataSet data = data(gradient);
    List<Result> results = new ArrayList<>();
    int offset = 0;
    for (Parameter parameter : network.signature().parameters()) {
      if (parameter.trained()) {
        results.add(check(parameter, offset, data, gradient));
        offset += parameter.count();
      }
    }
    network.copyFrom(at);
    return results;
  }

  /** Random data for which the objective is finite, and its gradient. */
  private DataSet data(double[] gradient) {
    for (RandomData.Reals reals : RandomData.Reals.values()) {
      DataSet data = RandomData.of(network.signature(), seed, reals);
      if (Double.isFinite(network.lossAndGradient(data, gradient))) {
        return data;
      }
    }
    throw new InputException(
        "the objective is not finite on random data; declare the ranges of inputs and targets (in 0..1)");
  }

  private Result check(Parameter parameter, int offset, DataSet data, double[] gradient) {
    int checked = Math.min(parameter.count(), MOST_ELEMENTS);
    int kinks = 0;
    int misses = 0;
    double largest = 0;
    for (int sample = 0; sample < checked; sample++) {
      int element = offset + sampled(parameter.count(), checked, sample, offset);
      CentralDifference.Comparison found =
          CentralDifference.compare(step -> objective(element, step, data), at[element], gradient[element]);
      kinks += found.kink() ? 1 : 0;
      misses += found.isMiss() ? 1 : 0;
      largest = found.kink() ? largest : Math.max(largest, found.error());
    }
    return new Result(parameter.name(), parameter.shape(), parameter.count(), checked, kinks, misses, largest);
  }

  /** One element of each stretch: all of them where there are few. */
  private int sampled(int count, int samples, int sample, int offset) {
    int from = (int) ((long) count * sample / samples);
    int to = (int) ((long) count * (sample + 1) / samples);
    return from + CounterRandom.below(to - from, seed, SITE_SAMPLE, 0, offset, sample);
  }

  private double objective(int element, double step, DataSet data) {
    double before = at[element];
    at[element] = before + step;
    network.copyFrom(at);
    at[element] = before;
    return network.lossAndGradient(data, unused);
  }
}
