package dev.nnd.compiler.semantic;

import dev.nnd.compiler.expr.Affine;
import dev.nnd.compiler.expr.Compare;
import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Logic;
import java.util.ArrayList;
import java.util.List;

/**
 * What the sizes of the indices, and the conditions around an access, say of affine positions: of {@code x[i - 1]} in
 * {@code if i > 0 then x[i - 1] else 0} that it is in bounds. A position p is at least 0 if it is so on the whole box of
 * the indices, or if p − g is for a condition g ≥ 0.
 */
final class Bounds {
  private final ExprPool pool;
  private final List<Expr> nonNegative = new ArrayList<>();

  Bounds(ExprPool pool, List<Expr> guards) {
    this.pool = pool;
    guards.forEach(guard -> learn(guard, true));
  }

  boolean isNonNegative(Expr position) {
    return isNonNegativeOnBox(position)
        || nonNegative.stream().anyMatch(known -> isNonNegativeOnBox(pool.subtract(position, known)));
  }

  private static boolean isNonNegativeOnBox(Expr position) {
    return Affine.of(position).flatMap(Affine::least).map(least -> least >= 0).orElse(false);
  }

  private void learn(Expr condition, boolean holds) {
    if (condition instanceof Logic logic) {
      if (logic.connective() == Logic.Connective.NOT) {
        learn(logic.operands().get(0), !holds);
      } else if ((logic.connective() == Logic.Connective.AND) == holds) {
        logic.operands().forEach(operand -> learn(operand, holds));
      }
    } else if (condition instanceof Compare compare) {
      learn(holds ? compare.relation() : opposite(compare.relation()), compare.left(), compare.right());
    }
  }

  private void learn(Comparison relation, Expr left, Expr right) {
    Expr difference = pool.subtract(left, right);
    switch (relation) {
      case GREATER -> nonNegative.add(pool.subtract(difference, pool.one()));
      case GREATER_EQUAL -> nonNegative.add(difference);
      case LESS -> nonNegative.add(pool.subtract(pool.negate(difference), pool.one()));
      case LESS_EQUAL -> nonNegative.add(pool.negate(difference));
      case EQUAL -> nonNegative.addAll(List.of(difference, pool.negate(difference)));
      case NOT_EQUAL -> { }
    }
  }

  private static Comparison opposite(Comparison relation) {
    return switch (relation) {
      case LESS -> Comparison.GREATER_EQUAL;
      case LESS_EQUAL -> Comparison.GREATER;
      case GREATER -> Comparison.LESS_EQUAL;
      case GREATER_EQUAL -> Comparison.LESS;
      case EQUAL -> Comparison.NOT_EQUAL;
      case NOT_EQUAL -> Comparison.EQUAL;
    };
  }
}
