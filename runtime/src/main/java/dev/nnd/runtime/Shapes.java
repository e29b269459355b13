package dev.nnd.runtime;

import java.util.Arrays;
import java.util.List;

/** Static shapes: a list of positive sizes, empty for a scalar. */
final class Shapes {
  private Shapes() {
  }

  static List<Integer> of(int... sizes) {
    return Arrays.stream(sizes).boxed().toList();
  }

  /** The shape itself, immutable, once every size is known to be positive and the product to be an int. */
  static List<Integer> check(String name, List<Integer> shape) {
    long count = 1;
    for (int size : shape) {
      if (size <= 0) {
        throw new IllegalArgumentException(name + " has the shape " + shape + "; every size must be positive");
      }
      count *= size;
      if (count > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(name + " " + shape + " has more than 2^31 - 1 elements");
      }
    }
    return List.copyOf(shape);
  }

  static int count(List<Integer> shape) {
    int count = 1;
    for (int size : shape) {
      count *= size;
    }
    return count;
  }
}
