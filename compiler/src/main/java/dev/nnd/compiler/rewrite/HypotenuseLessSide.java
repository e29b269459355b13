package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Sum;
import java.util.List;
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
    if (!(e instanceof Sum sum)) {
      return Optional.empty();
    }
    List<Summands.Part> parts = Summands.of(pool, sum);
    if (parts.size() != 2 || !(parts.get(0).term() instanceof Call call && call.primitive() == Primitive.HYPOT)) {
      return Optional.empty();
    }
    Expr subtracted =
        pool.scale(parts.get(1).coefficient().dividedBy(parts.get(0).coefficient()).negate(), parts.get(1).term());
    for (int i = 0; i < 2; i++) {
      Expr side = call.arguments().get(i);
      if (side == subtracted && pool.range(side).isPositive()) {
        Expr x = call.arguments().get(1 - i);
        Expr angle = finish.apply(pool.call(Primitive.ASINH, finish.apply(pool.divide(x, side))));
        Expr half = finish.apply(pool.call(Primitive.TANH, finish.apply(pool.divide(angle, pool.num(2)))));
        return Optional.of(new Rewritten(
            pool.scale(parts.get(0).coefficient(), pool.multiply(x, half)), "hypotenuse_less_side"));
      }
    }
    return Optional.empty();
  }
}
