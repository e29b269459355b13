package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Reduction;

/**
 * The derivative of a norm by its terms is the terms divided by the norm; where that is 0, it is 0 by convention. In
 * reverse the adjoint is divided and named: so that is done once, and no product of adjoint and term overflows.
 */
final class NormGradient {
  private NormGradient() {}

  /** {@code value / norm}, and 0 where the norm is 0; over the axes of both. */
  static Expr dividedByNorm(ExprPool pool, Reduction norm, Expr value) {
    Expr length = pool.element(norm);
    return pool.when(
        pool.compare(Comparison.EQUAL, length, pool.zero()), pool.zero(), pool.divide(value, length));
  }
}
