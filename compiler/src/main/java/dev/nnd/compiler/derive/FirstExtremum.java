package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;

/** The derivative of a maximum or minimum goes to the first position that attains it: the convention for ties. */
final class FirstExtremum {
  private FirstExtremum() {}

  /** The value at the first extremum of the reduction, elsewhere 0; over the free and bound axes. */
  static Expr only(ExprPool pool, Reduction extremum, Expr value) {
    Expr position = pool.position(extremum.bound());
    ReduceOp op = extremum.op() == ReduceOp.MAX ? ReduceOp.ARGMAX : ReduceOp.ARGMIN;
    Expr first = pool.reduce(op, extremum.bound(), extremum.body());
    return pool.when(pool.compare(Comparison.EQUAL, position, first), value, pool.zero());
  }
}
