package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Primitive;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A hypotenuse less a positive side, which cancels where the other side is small: of x = y sinh(u) it is
 * y (cosh(u) - 1) = y sinh(u) tanh(u / 2).
 *
 * <pre>
 *   hypot(1, x) - 1   -&gt;  x * tanh(asinh(x) / 2)        real
 *   hypot(2, x) - 2   -&gt;  x * tanh(asinh(x / 2) / 2)    real
 * </pre>
 */
public final class HypotenuseLessSide implements Rewrite {
  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    return Summands.difference(pool, e).flatMap(difference -> product(pool, difference, finish));
  }

  private static Optional<Rewritten> product(ExprPool pool, Summands.Difference difference, UnaryOperator<Expr> finish) {
    if (!(difference.first() instanceof Call call && call.primitive() == Primitive.HYPOT)) {
      return Optional.empty();
    }
    Expr subtracted = pool.scale(difference.second().coefficient(), difference.second().term());
    for (int i = 0; i < 2; i++) {
      Expr side = call.arguments().get(i);
      if (side == subtracted && pool.range(side).isPositive()) {
        Expr x = call.arguments().get(1 - i);
        Expr angle = finish.apply(pool.call(Primitive.ASINH, finish.apply(pool.divide(x, side))));
        Expr half = finish.apply(pool.call(Primitive.TANH, finish.apply(pool.divide(angle, pool.num(2)))));
        return Optional.of(new Rewritten(
            pool.scale(difference.scale(), pool.multiply(x, half)), "hypotenuse_less_side"));
      }
    }
    return Optional.empty();
  }
}
