package dev.nnd.compiler.steps;

import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.syntax.Expression;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The elementary functions that an expression is made of, each after those that it reads. What is written twice is one
 * step.
 *
 * @param pool of the formulas
 * @param function the name of the whole, for instance {@code f}
 * @param steps in the order of the computation, the whole last
 * @param root what the function equals: the name of the last step or of a variable, or a constant
 * @param variables those that occur
 */
public record Graph(ExprPool pool, String function, List<Step> steps, Expression root, Set<String> variables) {
  public Graph {
    steps = List.copyOf(steps);
    variables = Set.copyOf(variables);
  }

  /** The step or variable that the function equals; none where it is constant. */
  public Optional<String> rootName() {
    return Optional.of(root)
        .filter(Expression.Name.class::isInstance)
        .map(name -> ((Expression.Name) name).name())
        .filter(name -> variables.contains(name) || !steps.isEmpty() && steps.get(steps.size() - 1).name().equals(name));
  }

  /** The derivative of the whole by what it equals. */
  Step.Partial whole(String name) {
    return new Step.Partial(new Derivative(function, name), pool.one());
  }
}
