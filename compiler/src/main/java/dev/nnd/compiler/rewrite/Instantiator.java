package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Reduction;
import java.util.List;
import java.util.function.UnaryOperator;

/** Builds the right side of a rule, from the leaves up; each new node is finished before it becomes a part. */
final class Instantiator {
  private final ExprPool pool;
  private final Bindings bindings;
  private final UnaryOperator<Expr> finish;

  Instantiator(ExprPool pool, Bindings bindings, UnaryOperator<Expr> finish) {
    this.pool = pool;
    this.bindings = bindings;
    this.finish = finish;
  }

  Expr build(Expr pattern) {
    if (pattern instanceof Access access) {
      return access.tensor() instanceof Leaf variable ? variable(variable) : reduction((Reduction) access.tensor());
    }
    if (pattern instanceof AxisValue axis) {
      return pool.axis(bindings.axis(axis.axis()).orElseThrow());
    }
    Expr built = pool.adopt(pattern, pattern.children().stream().map(this::build).toList());
    return pattern.children().isEmpty() ? built : finish.apply(built);
  }

  private Expr variable(Leaf variable) {
    return bindings.variable(variable.name())
        .orElseThrow(() -> new IllegalStateException(variable.name() + " stands on the right side only"));
  }

  private Expr reduction(Reduction reduction) {
    List<Axis> bound = reduction.bound().stream().map(axis -> bindings.axis(axis).orElseThrow()).toList();
    return finish.apply(pool.reduce(reduction.op(), bound, build(reduction.body())));
  }
}
