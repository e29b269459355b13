package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import java.util.List;

/** Other forms of a node whose parts are done. The smallest is taken, if it is smaller than the node. */
@FunctionalInterface
public interface Alternatives {
  /** Equal expressions, in the order of preference among those of one size. */
  List<Rewrite.Rewritten> of(ExprPool pool, Expr e);
}
