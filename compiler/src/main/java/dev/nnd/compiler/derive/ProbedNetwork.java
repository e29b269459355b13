package dev.nnd.compiler.derive;

import java.util.List;
import java.util.Optional;

/**
 * A network that tells how its values fare in training, for inference only. Its metrics are the norms of the loss's
 * derivatives, its outputs the values that are rectified.
 *
 * @param values those that the loss depends on, in their order
 */
public record ProbedNetwork(DerivedNetwork network, List<Probed> values) {
  public ProbedNetwork {
    values = List.copyOf(values);
  }

  /**
   * A value.
   *
   * @param shape of one example
   * @param metric the norm of the derivative of an example's loss by it, as a metric; none where the loss depends on
   *     no definition of that name
   * @param output the value itself where it is {@code max(0, …)}, as an output
   */
  public record Probed(String value, List<Integer> shape, Optional<Integer> metric, Optional<Integer> output) {
    public Probed {
      shape = List.copyOf(shape);
    }
  }
}
