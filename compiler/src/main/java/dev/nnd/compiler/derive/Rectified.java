package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Compare;
import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Primitive;
import java.util.EnumSet;
import java.util.Set;

/**
 * Values of which a unit may be dead, that is 0 for all examples: {@code max(0, e)} element by element, by whatever name it
 * goes, or {@code if e > 0 then e else 0}. A leaky one has no such units.
 */
final class Rectified {
  private static final Set<Comparison> ABOVE = EnumSet.of(Comparison.GREATER, Comparison.GREATER_EQUAL);
  private static final Set<Comparison> BELOW = EnumSet.of(Comparison.LESS, Comparison.LESS_EQUAL);

  private Rectified() {}

  static boolean is(Expr element) {
    Expr e = element;
    while (e instanceof Access access && access.tensor() instanceof Definition definition) {
      e = definition.body();
    }
    if (e instanceof Call call && call.primitive() == Primitive.MAX) {
      return call.arguments().stream().anyMatch(Expr::isZero) && !call.arguments().stream().allMatch(Expr::isZero);
    }
    return e instanceof If conditional
        && conditional.condition() instanceof Compare compare
        && isSplitAtZero(conditional, compare);
  }

  private static boolean isSplitAtZero(If conditional, Compare compare) {
    boolean zeroRight = compare.right().isZero();
    Expr tested = zeroRight ? compare.left() : compare.right();
    if (!zeroRight && !compare.left().isZero()) {
      return false;
    }
    boolean thenIsPositive = (zeroRight ? ABOVE : BELOW).contains(compare.relation());
    boolean thenIsNegative = (zeroRight ? BELOW : ABOVE).contains(compare.relation());
    return thenIsPositive && conditional.then() == tested && conditional.otherwise().isZero()
        || thenIsNegative && conditional.otherwise() == tested && conditional.then().isZero();
  }
}
