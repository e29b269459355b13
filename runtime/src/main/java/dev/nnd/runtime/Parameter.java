package dev.nnd.runtime;

import java.util.List;

/**
 * A tensor that a network keeps and saves: a trained parameter, or a state such as the mean of a standardized input.
 *
 * @param name its name in weights files
 * @param shape its shape, empty for a scalar
 * @param layout how it lies in working rows
 * @param initializer its first values
 * @param trained whether it is part of the canonical vector and the optimiser changes it
 */
public record Parameter(String name, List<Integer> shape, Layout layout, Initializer initializer, boolean trained) {
  /** Checks that shape and layout hold the same number of elements. */
  public Parameter {
    shape = Shapes.check(name, shape);
    if (layout.count() != Shapes.count(shape)) {
      throw new IllegalArgumentException(name + " " + shape + " does not fit " + layout);
    }
  }

  /** A trained parameter. */
  public static Parameter of(String name, Layout layout, Initializer initializer, int... shape) {
    return new Parameter(name, Shapes.of(shape), layout, initializer, true);
  }

  /** A state: kept and saved, not trained. */
  public static Parameter state(String name, Layout layout, Initializer initializer, int... shape) {
    return new Parameter(name, Shapes.of(shape), layout, initializer, false);
  }

  /** The number of elements, without padding. */
  public int count() {
    return layout.count();
  }
}
