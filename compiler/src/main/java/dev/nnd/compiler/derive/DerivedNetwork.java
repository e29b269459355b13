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
 * @param training its formulas in training, of which the gradients are
 * @param inference its formulas in inference; where the mode makes no difference, the same
 * @param gradients one a parameter, in their order; none without a loss
 * @param updates what states become after each mini-batch
 */
public record DerivedNetwork(Model model, Graph training, Graph inference, List<Gradient> gradients, List<Update> updates) {
  public DerivedNetwork {
    gradients = List.copyOf(gradients);
    updates = List.copyOf(updates);
  }

  /**
   * The formulas of one mode.
   *
   * @param values the named values in order, over axis 0 for the batch and their own axes from 1
   * @param loss of each example
   * @param regularizer a scalar
   */
  public record Graph(List<Named> values, Optional<Expr> loss, Optional<Expr> regularizer) {
    public Graph {
      values = List.copyOf(values);
    }

    /** The value of this name. */
    public Named value(String name) {
      return values.stream().filter(value -> value.name().equals(name)).findFirst().orElseThrow();
    }
  }

  /**
   * What a state becomes.
   *
   * @param element over the axes 0, 1, … of the state
   */
  public record Update(Leaf state, Expr element) {}

  /** Whether training differs from inference in what is computed forward. */
  public boolean isModal() {
    return !training.equals(inference);
  }

  /** The named values in training. */
  public List<Named> values() {
    return training.values();
  }

  /** The loss of each example in training. */
  public Optional<Expr> loss() {
    return training.loss();
  }

  /** The regularizer in training. */
  public Optional<Expr> regularizer() {
    return training.regularizer();
  }

  /** The value of this name in training. */
  public Named value(String name) {
    return training.value(name);
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
