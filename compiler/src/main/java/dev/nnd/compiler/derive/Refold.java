package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Tensor;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the name of a definition where its formula stands again: with {@code h = tanh(z)} the derivative
 * {@code 1 - tanh(z)^2} is {@code 1 - h^2}, and what the forward pass computed is used by the backward pass.
 */
public final class Refold {
  private final ExprPool pool;
  private final Map<Expr, Expr> names = new HashMap<>();

  /** Of the definitions beneath these roots. */
  public Refold(ExprPool pool, Collection<? extends Expr> roots) {
    this.pool = pool;
    for (Tensor tensor : Dag.tensors(roots)) {
      if (tensor instanceof Definition definition && isWorthAName(definition.body())) {
        names.putIfAbsent(definition.body(), pool.element(definition));
      }
    }
  }

  private static boolean isWorthAName(Expr body) {
    return !(body instanceof Num || body instanceof Access access && access.tensor() instanceof Leaf);
  }

  /** The expression with names; the axes of a definition and of the expression are numbered alike. */
  public Expr apply(Expr root) {
    Map<Expr, Expr> done = new HashMap<>();
    for (Expr e : Dag.expressions(root)) {
      List<Expr> children = e.children().stream().map(done::get).toList();
      Expr name = names.get(e);
      done.put(e, name != null ? name : pool.rebuild(e, children));
    }
    return done.get(root);
  }
}
