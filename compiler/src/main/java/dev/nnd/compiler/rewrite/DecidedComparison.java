package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Compare;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Range;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A comparison that the ranges of its sides decide.
 *
 * <pre>
 *   exp(x) > 0        -&gt;  true      proved
 *   x^2 + 1 &lt;= 0      -&gt;  false     proved
 * </pre>
 */
public final class DecidedComparison implements Rewrite {
  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    if (!(e instanceof Compare compare)) {
      return Optional.empty();
    }
    Range difference = pool.range(pool.subtract(compare.left(), compare.right()));
    Optional<Boolean> truth = switch (compare.relation()) {
      case GREATER -> decided(difference.isPositive(), difference.isNonPositive());
      case GREATER_EQUAL -> decided(difference.isNonNegative(), difference.isNegative());
      case LESS -> decided(difference.isNegative(), difference.isNonNegative());
      case LESS_EQUAL -> decided(difference.isNonPositive(), difference.isPositive());
      case EQUAL -> decided(false, difference.isNonZero());
      case NOT_EQUAL -> decided(difference.isNonZero(), false);
    };
    return truth.map(value -> new Rewritten(pool.truth(value), "decided_comparison"));
  }

  private static Optional<Boolean> decided(boolean always, boolean never) {
    return always ? Optional.of(true) : never ? Optional.of(false) : Optional.empty();
  }
}
