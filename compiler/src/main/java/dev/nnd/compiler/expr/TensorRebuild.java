package dev.nnd.compiler.expr;

import java.util.List;
import java.util.function.UnaryOperator;

/** A tensor like the visited one, of other bodies, as an expression over its own axes. */
record TensorRebuild(ExprPool pool, UnaryOperator<Expr> bodies) implements Tensor.Visitor<Expr> {
  @Override
  public Expr visit(Leaf leaf) {
    return pool.element(leaf);
  }

  @Override
  public Expr visit(Reduction reduction) {
    return pool.reduce(reduction.op(), reduction.bound(), bodies.apply(reduction.body()));
  }

  @Override
  public Expr visit(Definition definition) {
    return pool.element(pool.define(definition.name(), definition.shape(), bodies.apply(definition.body())));
  }

  @Override
  public Expr visit(Scatter scatter) {
    List<Scatter.Clause> clauses = scatter.clauses().stream()
        .map(clause -> new Scatter.Clause(
            clause.axes(), clause.target().stream().map(bodies).toList(), bodies.apply(clause.body())))
        .toList();
    return pool.element(pool.scatter(scatter.shape(), clauses));
  }
}
