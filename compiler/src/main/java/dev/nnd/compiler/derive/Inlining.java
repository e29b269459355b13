package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the formulas of scalar definitions in the place of their names: who asks for a derivative wants no new names. */
public final class Inlining {
  private Inlining() {}

  public static Expr of(ExprPool pool, Expr root) {
    Map<Expr, Expr> inlined = new HashMap<>();
    for (Node node : Dag.nodes(List.of(root))) {
      if (node instanceof Expr e) {
        inlined.put(e, e instanceof Access access && access.tensor() instanceof Definition definition
            ? inlined.get(definition.body())
            : pool.rebuild(e, e.children().stream().map(inlined::get).toList()));
      }
    }
    return inlined.get(root);
  }
}
