package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Something that may put another expression in the place of a node whose parts are done. */
@FunctionalInterface
public interface Rewrite {
  /**
   * @param e a node whose children are in their final form
   * @param finish to be applied to every node that is made on the way
   * @return the expression that takes its place and the name of the rule, or nothing
   */
  Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish);

  /**
   * @param result what takes the place
   * @param rule the name of the rule that said so
   */
  record Rewritten(Expr result, String rule) {}
}
