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
 * @param metrics the numbers by name, in the order of the .nnd: the mean of a metric over the examples; of an r2 the
 *     coefficient of determination 1 − Σ(y − p)² / Σ(y − ȳ)² over all of them, averaged over the target's components,
 *     where a component that is constant counts as 1 if every prediction of it is right, else as 0
 * @param confusions the confusion matrices by name
 */
public record Evaluation(
    int examples, double loss, double objective, Map<String, Double> metrics, Map<String, ConfusionMatrix> confusions) {
  /** Keeps immutable copies in the same order. */
  public Evaluation {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    confusions = Collections.unmodifiableMap(new LinkedHashMap<>(confusions));
  }

  /** Of a network without confusion matrices. */
  public Evaluation(int examples, double loss, double objective, Map<String, Double> metrics) {
    this(examples, loss, objective, metrics, Map.of());
  }

  /**
   * One metric.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public double metric(String name) {
    return found("metric", name, metrics);
  }

  /**
   * One confusion matrix.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public ConfusionMatrix confusion(String name) {
    return found("confusion matrix", name, confusions);
  }

  private static <T> T found(String what, String name, Map<String, T> among) {
    if (!among.containsKey(name)) {
      throw new IllegalArgumentException("there is no " + what + " " + name + " among " + among.keySet());
    }
    return among.get(name);
  }
}
