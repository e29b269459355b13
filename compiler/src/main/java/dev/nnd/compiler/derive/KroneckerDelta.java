package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Compare;
import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Logic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * {@code if i == e then a else 0}: what the derivative of one element by another is where a map is pointwise. It is kept
 * in sight, never under a name, so that sums over it select.
 */
final class KroneckerDelta {
  private KroneckerDelta() {}

  static boolean isDelta(Expr e) {
    return e instanceof If conditional && conditional.otherwise().isZero() && isEquality(conditional.condition());
  }

  private static boolean isEquality(Expr condition) {
    return condition instanceof Logic logic
        ? logic.connective() == Logic.Connective.AND && logic.operands().stream().allMatch(KroneckerDelta::isEquality)
        : condition instanceof Compare compare
            && compare.relation() == Comparison.EQUAL
            && compare.left() instanceof AxisValue
            && compare.right() instanceof AxisValue;
  }

  /** The value where the two positions are the same, else 0; the value speaks of the first position alone. */
  static Expr of(ExprPool pool, List<Axis> axes, List<Expr> positions, Expr value) {
    Expr result = value;
    for (int i = 0; i < axes.size(); i++) {
      Expr here = pool.axis(axes.get(i));
      if (positions.get(i) instanceof AxisValue other && other.axis().size() == axes.get(i).size()) {
        result = pool.substitute(result, Map.of(other.axis(), here));
      }
    }
    Expr[] same = new Expr[axes.size()];
    for (int i = 0; i < axes.size(); i++) {
      same[i] = pool.compare(Comparison.EQUAL, pool.axis(axes.get(i)), positions.get(i));
    }
    return pool.when(pool.and(same), result, pool.zero());
  }

  /** The same with something done to the value alone, or nothing where the expression is no delta. */
  static Optional<Expr> within(ExprPool pool, Expr e, UnaryOperator<Expr> change) {
    return isDelta(e) && e instanceof If delta
        ? Optional.of(pool.when(delta.condition(), change.apply(delta.then()), delta.otherwise()))
        : Optional.empty();
  }
}
