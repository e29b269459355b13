package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Replacement;
import dev.nnd.compiler.expr.Sum;
import java.util.ArrayList;
import java.util.List;

/**
 * A sum over what very many tensors hold, such as the gradient of a weight that a hundred rounds share, becomes a sum of
 * shorter ones: what a method reads are its parameters, and Java allows 255.
 */
final class Splitting {
  private static final int MOST_TERMS = 48;
  private static final int PART = 24;

  private Splitting() {}

  static List<Expr> of(ExprPool pool, List<Expr> roots) {
    Replacement replacement = Replacement.ofExpressions(pool, (before, rebuilt) -> split(pool, rebuilt));
    return roots.stream().map(replacement::apply).toList();
  }

  private static Expr split(ExprPool pool, Expr e) {
    Expr rest = e;
    while (rest instanceof Sum sum && sum.terms().size() > MOST_TERMS && Dag.read(List.of(sum)).size() > MOST_TERMS) {
      rest = parts(pool, sum);
    }
    return rest;
  }

  private static Expr parts(ExprPool pool, Sum sum) {
    List<Expr> parts = new ArrayList<>();
    for (int from = 0; from < sum.terms().size(); from += PART) {
      int to = Math.min(from + PART, sum.terms().size());
      Expr part = pool.linear(sum.terms().subList(from, to), sum.coefficients().subList(from, to), Rational.ZERO);
      parts.add(pool.named("part", part.axes(), part));
    }
    return pool.add(pool.add(parts), pool.num(sum.constant()));
  }
}
