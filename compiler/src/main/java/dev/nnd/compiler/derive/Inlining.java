package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Node;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the formulas of definitions in the place of their names: who asks for a derivative wants no new names. */
public final class Inlining {
  private final ExprPool pool;
  private final Map<Expr, Expr> inlined = new HashMap<>();
  /** What stands for a tensor, over its own axes. */
  private final Map<Tensor, Expr> formulas = new HashMap<>();

  private Inlining(ExprPool pool) {
    this.pool = pool;
  }

  public static Expr of(ExprPool pool, Expr root) {
    return new Inlining(pool).run(root);
  }

  private Expr run(Expr root) {
    for (Node node : Dag.nodes(List.of(root))) {
      if (node instanceof Expr e) {
        inlined.put(e, inline(e));
      } else {
        formulas.put((Tensor) node, formula((Tensor) node));
      }
    }
    return inlined.get(root);
  }

  private Expr inline(Expr e) {
    List<Expr> children = e.children().stream().map(inlined::get).toList();
    return e instanceof Access access
        ? pool.at(formulas.get(access.tensor()), access.tensor(), children)
        : pool.rebuild(e, children);
  }

  private Expr formula(Tensor tensor) {
    return tensor.accept(new Tensor.Visitor<>() {
      @Override
      public Expr visit(Leaf leaf) {
        return pool.element(leaf);
      }

      @Override
      public Expr visit(Reduction reduction) {
        return pool.reduce(reduction.op(), reduction.bound(), inlined.get(reduction.body()));
      }

      @Override
      public Expr visit(Definition definition) {
        return inlined.get(definition.body());
      }

      @Override
      public Expr visit(Scatter scatter) {
        return pool.element(pool.scatter(scatter.shape(), scatter.clauses().stream()
            .map(clause -> new Scatter.Clause(
                clause.axes(), clause.target().stream().map(inlined::get).toList(), inlined.get(clause.body())))
            .toList()));
      }
    });
  }
}
