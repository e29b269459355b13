package dev.nnd.compiler.semantic;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Replacement;
import dev.nnd.compiler.expr.Training;

/** The formulas of a network with the condition {@code training} decided: it has a graph of training and one of inference. */
final class ModeGraphs {
  private final Replacement replacement;

  private ModeGraphs(Replacement replacement) {
    this.replacement = replacement;
  }

  /** @param training whether the condition holds */
  static ModeGraphs of(ExprPool pool, boolean training) {
    Expr truth = pool.truth(training);
    return new ModeGraphs(
        Replacement.ofExpressions(pool, (before, rebuilt) -> rebuilt instanceof Training ? truth : rebuilt));
  }

  /** @throws dev.nnd.compiler.expr.UndefinedException where the formula has no value in this mode */
  Expr of(Expr e) {
    return replacement.apply(e);
  }

  /** @throws dev.nnd.compiler.expr.UndefinedException where a formula has no value in this mode */
  Model.Graph of(Model.Graph graph) {
    return new Model.Graph(
        graph.values().stream()
            .map(value -> new Model.Value(value.name(), value.doc(), value.shape(), of(value.element())))
            .toList(),
        graph.loss().map(this::of),
        graph.regularizer().map(this::of));
  }
}
