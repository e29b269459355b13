package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Access;
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

/**
 * Sums that a formula adds up, as the gradient of a weight does that every round of a repeat shares: each goes on where
 * the one before ended.
 */
public final class AddedSums {
  private AddedSums() {}

  /** Whether the two are terms of one sum with one coefficient, and stand nowhere else in the definition. */
  static boolean areAdded(ExprPool pool, Definition definition, Reduction first, Reduction second) {
    return areAdded(definition.body(), pool.element(first), pool.element(second));
  }

  private static boolean areAdded(Expr body, Expr left, Expr right) {
    List<Expr> readers = Dag.expressions(body).stream()
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

  /** Those of the sums that a formula adds up at the same place, in groups of two or more. */
  public static List<List<Access>> groups(Expr body, List<Access> sums) {
    List<List<Access>> groups = new ArrayList<>();
    for (Access sum : sums) {
      groups.stream()
          .filter(group -> group.get(0).indices().equals(sum.indices()) && areAdded(body, group.get(0), sum))
          .findFirst()
          .ifPresentOrElse(group -> group.add(sum), () -> groups.add(new ArrayList<>(List.of(sum))));
    }
    groups.removeIf(group -> group.size() == 1);
    return groups;
  }

  /** The formula in which the first stands for the sum of all of them. */
  public static Expr asOne(ExprPool pool, Expr body, List<? extends Expr> sums) {
    Set<Expr> others = new HashSet<>(sums.subList(1, sums.size()));
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
