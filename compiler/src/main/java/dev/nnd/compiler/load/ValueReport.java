package dev.nnd.compiler.load;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a value of a network fared over some examples.
 *
 * @param value its name
 * @param shape of one example
 * @param gradient the mean over the examples of the Euclidean norm of the derivative of an example's loss by the value;
 *     none where the loss depends on no value of that name
 * @param dead how many of its elements were 0 for every example, where they are {@code max(0, …)}
 */
public record ValueReport(String value, List<Integer> shape, OptionalDouble gradient, OptionalInt dead) {
  public ValueReport {
    shape = List.copyOf(shape);
  }

  /** The number of elements. */
  public int units() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
