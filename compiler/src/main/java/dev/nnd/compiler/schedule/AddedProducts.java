package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Replacement;
import dev.nnd.compiler.expr.Sum;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Products of matrices that a formula adds up, as the gradient of a weight does that every round of a repeat shares. */
final class AddedProducts {
  private AddedProducts() {}

  /** Whether the two are terms of one sum with one coefficient, and stand nowhere else in the definition. */
  static boolean areAdded(ExprPool pool, Definition definition, Reduction first, Reduction second) {
    Expr left = pool.element(first);
    Expr right = pool.element(second);
    List<Expr> readers = Dag.expressions(definition.body()).stream()
        .filter(e -> e.children().contains(left) || e.children().contains(right))
        .toList();
    return readers.size() == 1
        && readers.get(0) instanceof Sum sum
        && coefficient(sum, left).isPresent()
        && coefficient(sum, left).equals(coefficient(sum, right));
  }

  private static Optional<Rational> coefficient(Sum sum, Expr term) {
    int position = sum.terms().indexOf(term);
    return position < 0 ? Optional.empty() : Optional.of(sum.coefficients().get(position));
  }

  /** The formula in which the first stands for the sum of all of them. */
  static Expr asOne(ExprPool pool, Expr body, List<Reduction> products) {
    Set<Expr> others = new HashSet<>();
    products.subList(1, products.size()).forEach(product -> others.add(pool.element(product)));
    return Replacement.ofExpressions(pool, (before, rebuilt) ->
        before instanceof Sum sum && sum.terms().stream().anyMatch(others::contains) ? without(pool, sum, others) : rebuilt)
        .apply(body);
  }

  private static Expr without(ExprPool pool, Sum sum, Set<Expr> terms) {
    List<Expr> kept = new ArrayList<>();
    List<Rational> coefficients = new ArrayList<>();
    for (int i = 0; i < sum.terms().size(); i++) {
      if (!terms.contains(sum.terms().get(i))) {
        kept.add(sum.terms().get(i));
        coefficients.add(sum.coefficients().get(i));
      }
    }
    return pool.linear(kept, coefficients, sum.constant());
  }
}
