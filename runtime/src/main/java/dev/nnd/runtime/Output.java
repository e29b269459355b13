package dev.nnd.runtime;

import java.util.List;

/**
 * An output of a network.
 *
 * @param name its name in the .nnd
 * @param shape of one example, empty for a scalar
 * @param labels the names of the classes that the last axis stands for; empty if it stands for none, or they have none
 * @param classes the number of classes that the last axis stands for; 0 if it stands for none
 */
public record Output(String name, List<Integer> shape, List<String> labels, int classes) {
  /** Checks that the components agree. */
  public Output {
    shape = Shapes.check(name, shape);
    labels = List.copyOf(labels);
    if (classes < 0 || classes > 0 && (shape.isEmpty() || shape.get(shape.size() - 1) != classes)) {
      throw new IllegalArgumentException(name + " " + shape + " does not end with " + classes + " classes");
    }
    if (!labels.isEmpty() && labels.size() != classes) {
      throw new IllegalArgumentException(name + " has " + classes + " classes but " + labels.size() + " names");
    }
  }

  /** An output whose components stand for no classes. */
  public static Output of(String name, int... shape) {
    return new Output(name, Shapes.of(shape), List.of(), 0);
  }

  /** The same output, whose last axis stands for classes of these names. */
  public Output withLabels(String... names) {
    return new Output(name, shape, List.of(names), names.length);
  }

  /** The same output, whose last axis stands for classes without names. */
  public Output withClasses(int classes) {
    return new Output(name, shape, List.of(), classes);
  }

  /** The number of components of one example. */
  public int components() {
    return Shapes.count(shape);
  }
}
