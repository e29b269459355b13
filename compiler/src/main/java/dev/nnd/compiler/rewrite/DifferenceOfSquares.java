package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Rational;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The difference of two squares as a product, which does not cancel where they are close.
 *
 * <pre>
 *   x^2 - y^2      -&gt;  (x - y) * (x + y)        real
 *   4x^2 - 9       -&gt;  (2x - 3) * (2x + 3)      real
 *   2x^2 - 18      -&gt;  2 * (x - 3) * (x + 3)    real
 * </pre>
 *
 * <p>Of a sum with more terms than these two it says nothing: there is nothing to cancel that the others do not hide.
 */
public final class DifferenceOfSquares implements Rewrite {
  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    return Summands.difference(pool, e).flatMap(difference -> factored(pool, difference, finish));
  }

  private static Optional<Rewritten> factored(ExprPool pool, Summands.Difference difference, UnaryOperator<Expr> finish) {
    Rational common = difference.scale();
    Optional<Expr> first = Summands.squareRoot(pool, new Summands.Part(Rational.ONE, difference.first()));
    Optional<Expr> second = Summands.squareRoot(pool, difference.second());
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    boolean turned = common.signum() < 0;
    Expr left = turned ? second.get() : first.get();
    Expr right = turned ? first.get() : second.get();
    Expr product = pool.multiply(finish.apply(pool.subtract(left, right)), finish.apply(pool.add(left, right)));
    return Optional.of(new Rewritten(pool.scale(common.abs(), product), "difference_of_squares"));
  }
}
