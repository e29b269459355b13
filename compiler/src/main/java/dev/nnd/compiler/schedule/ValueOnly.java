package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.rewrite.Rewrite;
import dev.nnd.compiler.rewrite.Rewriter;
import dev.nnd.compiler.rewrite.Trace;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code given_derivative(u, x, g) -> u}: once all derivatives are taken, only the value is computed. */
public final class ValueOnly implements Rewrite {
  /** What is computed of these expressions where no derivative is wanted. */
  public static List<Expr> of(ExprPool pool, List<Expr> roots) {
    return Rewriter.everywhere(pool, new Trace(), new ValueOnly()).run(roots);
  }

  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    return e instanceof Call call && call.primitive() == Primitive.GIVEN_DERIVATIVE
        ? Optional.of(new Rewritten(call.argument(), "value_only"))
        : Optional.empty();
  }
}
