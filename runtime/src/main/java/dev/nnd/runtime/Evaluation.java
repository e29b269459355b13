package dev.nnd.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network's score on a data set, in inference mode.
 *
 * @param examples their number
 * @param loss the mean of the losses
 * @param objective the loss plus the regularizer
 * @param metrics the mean of each metric by name, in the order of the .nnd
 */
public record Evaluation(int examples, double loss, double objective, Map<String, Double> metrics) {
  /** Keeps an immutable copy in the same order. */
  public Evaluation {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /**
   * One metric.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public double metric(String name) {
    if (!metrics.containsKey(name)) {
      throw new IllegalArgumentException("there is no metric " + name + " among " + metrics.keySet());
    }
    return metrics.get(name);
  }
}
