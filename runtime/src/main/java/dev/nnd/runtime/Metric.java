package dev.nnd.runtime;

import java.util.List;

/**
 * A metric of a network. Most are a number of each example and averaged; the others need all examples at once: of them
 * an example gives an observation, the prediction's numbers and then the target's.
 *
 * @param name its name in the .nnd
 * @param kind how the examples come together
 * @param width how many numbers an observation has of the prediction, and as many of the target; 0 of a mean
 * @param classes of a confusion matrix; 0 of others
 * @param labels the classes' names in order; empty if they have none
 */
public record Metric(String name, Kind kind, int width, int classes, List<String> labels) {

  /** How the examples come together. */
  public enum Kind {
    /** The mean over the examples. */
    MEAN,
    /** The coefficient of determination over all examples: see {@link Evaluation#metrics()}. */
    R2,
    /** How often which class was taken for which: see {@link ConfusionMatrix}. It is no number. */
    CONFUSION
  }

  /** Checks that the components agree. */
  public Metric {
    labels = List.copyOf(labels);
    if (kind == Kind.MEAN ? width != 0 : width < 1) {
      throw new IllegalArgumentException(name + " cannot have observations of " + width + " numbers");
    }
    if (kind == Kind.CONFUSION ? classes < 2 : classes != 0) {
      throw new IllegalArgumentException(name + " cannot have " + classes + " classes");
    }
    if (!labels.isEmpty() && labels.size() != classes) {
      throw new IllegalArgumentException(name + " has " + classes + " classes but " + labels.size() + " names");
    }
  }

  /** The mean over the examples. */
  public static Metric mean(String name) {
    return new Metric(name, Kind.MEAN, 0, 0, List.of());
  }

  /** The coefficient of determination of targets with so many components. */
  public static Metric r2(String name, int components) {
    return new Metric(name, Kind.R2, components, 0, List.of());
  }

  /** A confusion matrix of examples with so many labels each. */
  public static Metric confusion(String name, int positions, int classes) {
    return new Metric(name, Kind.CONFUSION, positions, classes, List.of());
  }

  /** The same with names for the classes. */
  public Metric withLabels(String... labels) {
    return new Metric(name, kind, width, classes, List.of(labels));
  }

  /** Whether it comes to one number, which can be better or worse. */
  public boolean isNumber() {
    return kind != Kind.CONFUSION;
  }
}
