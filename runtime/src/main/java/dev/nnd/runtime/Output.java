package dev.nnd.runtime;

import java.util.List;

/**
 * An output of a network.
 *
 * @param name its name in the .nnd
 * @param shape of one example, empty for a scalar
 * @param labels the names of its components where they stand for classes; else empty
 */
public record Output(String name, List<Integer> shape, List<String> labels) {
  /** Checks that the components agree. */
  public Output {
    shape = Shapes.check(name, shape);
    labels = List.copyOf(labels);
  }

  /** An output without names for its components. */
  public static Output of(String name, int... shape) {
    return new Output(name, Shapes.of(shape), List.of());
  }

  /** The same output with names for its components. */
  public Output withLabels(String... names) {
    return new Output(name, shape, List.of(names));
  }

  /** The number of components of one example. */
  public int components() {
    return Shapes.count(shape);
  }
}
