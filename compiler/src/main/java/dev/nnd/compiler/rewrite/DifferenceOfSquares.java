package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Sum;
import java.util.List;
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
    if (!(e instanceof Sum sum)) {
      return Optional.empty();
    }
    List<Summands.Part> parts = Summands.of(pool, sum);
    if (parts.size() != 2 || parts.get(0).coefficient().signum() == parts.get(1).coefficient().signum()) {
      return Optional.empty();
    }
    Rational common = parts.get(0).coefficient();
    Optional<Expr> first = Summands.squareRoot(pool, new Summands.Part(Rational.ONE, parts.get(0).term()));
    Optional<Expr> second = Summands.squareRoot(
        pool, new Summands.Part(parts.get(1).coefficient().dividedBy(common), parts.get(1).term()));
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
