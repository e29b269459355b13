package dev.nnd.compiler.cli;

import dev.nnd.compiler.derive.Derivation;
import dev.nnd.compiler.derive.ForwardAccumulation;
import dev.nnd.compiler.derive.ReverseAccumulation;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.LeafFacts;
import dev.nnd.compiler.rewrite.Trace;
import java.util.List;
import java.util.Map;

/** Derivatives of scalar expressions, of any order, through the same steps as a network's gradients. */
final class Derivatives {
  /** In which direction the chain rule is applied. */
  enum Mode {
    REVERSE,
    FORWARD
  }

  /**
   * A derivative.
   *
   * @param occurs whether the expression has the variable at all
   */
  record Result(Expr derivative, boolean occurs) {}

  private final Derivation derivation;
  private final Mode mode;
  private final int order;

  Derivatives(Derivation derivation, Mode mode, int order) {
    this.derivation = derivation;
    this.mode = mode;
    this.order = order;
  }

  Result of(Formulas.Formula formula, String name) {
    ExprPool pool = formula.pool();
    Leaf variable = pool.leaf(Leaf.Kind.VARIABLE, name, List.of(), LeafFacts.NONE);
    boolean occurs = Dag.tensors(List.of(formula.expr())).contains(variable);
    Expr derivative = derivation.simplify(pool, new Trace(), formula.expr());
    for (int i = 0; i < order; i++) {
      Expr raw = Inlining.of(pool, derivative(pool, derivative, variable));
      derivative = derivation.simplify(pool, new Trace(), raw);
    }
    return new Result(derivative, occurs);
  }

  private Expr derivative(ExprPool pool, Expr e, Leaf variable) {
    return mode == Mode.REVERSE
        ? new ReverseAccumulation(pool, derivation.table()).gradient(e, List.of(variable)).get(variable)
        : new ForwardAccumulation(pool, derivation.table()).tangent(e, Map.of(variable, pool.one()));
  }
}
