package dev.nnd.compiler.steps;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.syntax.Expression;
import java.util.List;

/**
 * An elementary function of variables and earlier steps.
 *
 * @param name such as {@code h4}
 * @param source the function as it is written, with names for its operands
 * @param formula its meaning; of a library function the stable form
 * @param partials the derivative by each variable and step that it reads, in the order of the text
 */
public record Step(String name, Expression source, Expr formula, List<Partial> partials) {
  public Step {
    partials = List.copyOf(partials);
  }

  /**
   * A local derivative.
   *
   * @param formula of the names that the step reads
   */
  public record Partial(Derivative derivative, Expr formula) {}
}
