package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Addends;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Replacement;
import dev.nnd.compiler.expr.Sum;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A sum over what very many tensors hold, such as the gradient of a weight that a hundred rounds share, becomes a sum of
 * shorter ones: what a method reads are its parameters, and Java allows 255.
 */
final class Splitting {
  private static final int MOST_TERMS = 48;
  private static final int PART = 24;

  private Splitting() {}

  /**
   * @param gradients of matrices and vectors, among the roots: what they add up may be products of matrices, which are
   *     added one after another
   */
  static List<Expr> of(ExprPool pool, List<Expr> roots, List<Expr> gradients) {
    Set<Expr> added = new HashSet<>(Dag.expressions(gradients));
    Replacement replacement = Replacement.ofExpressions(pool, (before, rebuilt) -> split(pool, rebuilt, added.contains(before)));
    return roots.stream().map(replacement::apply).toList();
  }

  private static Expr split(ExprPool pool, Expr e, boolean added) {
    if (!(e instanceof Sum whole) || whole.terms().size() <= MOST_TERMS) {
      return e;
    }
    List<Integer> products = added ? products(whole) : List.of();
    List<Integer> others = IntStream.range(0, whole.terms().size()).boxed().filter(i -> !products.contains(i)).toList();
    Expr rest = pool.add(linear(pool, whole, others), pool.num(whole.constant()));
    while (rest instanceof Sum sum && sum.terms().size() > MOST_TERMS && Dag.read(List.of(sum)).size() > MOST_TERMS) {
      rest = parts(pool, sum);
    }
    return pool.add(linear(pool, whole, products), rest);
  }

  private static Expr linear(ExprPool pool, Sum sum, List<Integer> terms) {
    return pool.linear(
        terms.stream().map(sum.terms()::get).toList(), terms.stream().map(sum.coefficients()::get).toList(), Rational.ZERO);
  }

  /** The terms that are products of matrices with one coefficient. */
  private static List<Integer> products(Sum sum) {
    List<Integer> products =
        IntStream.range(0, sum.terms().size()).boxed().filter(i -> isProduct(sum.terms().get(i))).toList();
    return products.stream()
        .filter(i -> sum.coefficients().get(i).equals(sum.coefficients().get(products.get(0))))
        .toList();
  }

  private static boolean isProduct(Expr term) {
    return term instanceof Access access
        && access.tensor() instanceof Reduction reduction
        && Contraction.of(reduction).stream().anyMatch(contraction -> contraction.summed().isBatch()
            && isMatrix(contraction.rows())
            && contraction.scale().map(Splitting::isMatrix).orElse(true));
  }

  private static boolean isMatrix(Access access) {
    return access.tensor().rank() == 2 && access.tensor().isBatched() && Addends.logSumExp(access).isEmpty();
  }

  private static Expr parts(ExprPool pool, Sum sum) {
    List<Expr> parts = new ArrayList<>();
    for (int from = 0; from < sum.terms().size(); from += PART) {
      int to = Math.min(from + PART, sum.terms().size());
      Expr part = linear(pool, sum, IntStream.range(from, to).boxed().toList());
      parts.add(pool.named("part", part.axes(), part));
    }
    return pool.add(pool.add(parts), pool.num(sum.constant()));
  }
}
