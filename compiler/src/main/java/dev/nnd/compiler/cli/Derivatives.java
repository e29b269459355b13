package dev.nnd.compiler.cli;

import dev.nnd.compiler.derive.Derivation;
import dev.nnd.compiler.derive.ForwardAccumulation;
import dev.nnd.compiler.derive.ReverseAccumulation;
import dev.nnd.compiler.derive.Simplifier;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.LeafFacts;
import dev.nnd.compiler.expr.Replacement;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.rewrite.Trace;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Derivatives of scalar expressions, of any order, through the same steps as a network's gradients. */
record Derivatives(Derivation derivation, Mode mode, int order) {
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

  /** Those of this expression, which is simplified once for all variables. */
  Of of(Formula formula) {
    Simplifier simplifier = derivation.simplifier(formula.pool(), new Trace());
    return new Of(
        formula.pool(),
        simplifier,
        simplifier.of(formula.expr()),
        new HashSet<>(Dag.tensors(List.of(formula.expr()))));
  }

  /** The derivatives of one expression. */
  final class Of {
    private final ExprPool pool;
    private final Simplifier simplifier;
    private final Expr simple;
    private final Set<Tensor> leaves;

    private Of(ExprPool pool, Simplifier simplifier, Expr simple, Set<Tensor> leaves) {
      this.pool = pool;
      this.simplifier = simplifier;
      this.simple = simple;
      this.leaves = leaves;
    }

    /** The expression itself. */
    Expr simple() {
      return simple;
    }

    Result by(String name) {
      Leaf variable = pool.leaf(Leaf.Kind.VARIABLE, name, List.of(), LeafFacts.NONE);
      Expr derivative = simple;
      for (int i = 0; i < order; i++) {
        Expr raw = Replacement.writingOut(pool).apply(derivative(derivative, variable));
        derivative = simplifier.of(raw);
      }
      return new Result(derivative, leaves.contains(variable));
    }

    private Expr derivative(Expr e, Leaf variable) {
      return mode == Mode.REVERSE
          ? new ReverseAccumulation(pool, derivation.table()).gradient(e, List.of(variable)).get(variable)
          : new ForwardAccumulation(pool, derivation.table()).tangent(e, Map.of(variable, pool.one()));
    }
  }
}
