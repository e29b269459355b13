package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.semantic.Model;
import java.util.List;
import java.util.Optional;

/**
 * A network with its batch axis, in stable form, and its gradients.
 *
 * @param model what was elaborated
 * @param values the named values in order, over axis 0 for the batch and their own axes from 1
 * @param loss of each example
 * @param regularizer a scalar
 * @param gradients one a parameter, in their order; none without a loss
 */
public record DerivedNetwork(
    Model model,
    List<Named> values,
    Optional<Expr> loss,
    Optional<Expr> regularizer,
    List<Gradient> gradients) {
  public DerivedNetwork {
    values = List.copyOf(values);
    gradients = List.copyOf(gradients);
  }

  /** The value of this name. */
  public Named value(String name) {
    return values.stream().filter(value -> value.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * A value.
   *
   * @param shape of one example
   * @param element over the batch axis 0 and the axes 1, 2, …
   */
  public record Named(String name, List<Integer> shape, Expr element) {
    public Named {
      shape = List.copyOf(shape);
    }
  }

  /**
   * The derivative by one parameter, over the parameter's axes 0, 1, ….
   *
   * @param ofLoss of the sum of the examples' losses
   * @param ofRegularizer of the regularizer
   */
  public record Gradient(Leaf parameter, Expr ofLoss, Expr ofRegularizer) {}
}
