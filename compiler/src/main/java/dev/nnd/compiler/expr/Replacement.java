package dev.nnd.compiler.expr;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Puts other expressions in the place of tensors or of expressions, through definitions into their bodies. What was done
 * is remembered, so that all roots together cost their graph once.
 */
public final class Replacement {
  private final ExprPool pool;
  private final Function<Tensor, Optional<Expr>> replacement;
  private final BinaryOperator<Expr> change;
  private final boolean writesOut;
  private final Map<Expr, Expr> expressions = new HashMap<>();
  /** Each tensor as an expression over its own axes. */
  private final Map<Tensor, Expr> templates = new HashMap<>();

  /** @param replacement over the axes of the tensor; nothing where that stays */
  public Replacement(ExprPool pool, Function<Tensor, Optional<Expr>> replacement) {
    this(pool, replacement, (before, rebuilt) -> rebuilt, false);
  }

  private Replacement(
      ExprPool pool, Function<Tensor, Optional<Expr>> replacement, BinaryOperator<Expr> change, boolean writesOut) {
    this.pool = pool;
    this.replacement = replacement;
    this.change = change;
    this.writesOut = writesOut;
  }

  /** The bodies of definitions in the place of their names. */
  public static Replacement writingOut(ExprPool pool) {
    return new Replacement(pool, tensor -> Optional.empty(), (before, rebuilt) -> rebuilt, true);
  }

  /** @param change what takes the place of an expression: of itself, and of itself with its parts replaced */
  public static Replacement ofExpressions(ExprPool pool, BinaryOperator<Expr> change) {
    return new Replacement(pool, tensor -> Optional.empty(), change, false);
  }

  /** One tensor in the place of another of the same shape. */
  public static Replacement of(ExprPool pool, Tensor tensor, Tensor other) {
    Optional<Expr> element = Optional.of(pool.element(other));
    return new Replacement(pool, candidate -> candidate == tensor ? element : Optional.empty());
  }

  public Expr apply(Expr root) {
    for (Node node : Dag.nodes(List.of(root), this::isKnown)) {
      if (node instanceof Expr e) {
        expressions.put(e, change.apply(e, rebuilt(e)));
      } else {
        Tensor tensor = (Tensor) node;
        templates.put(tensor, replacement.apply(tensor).orElseGet(() -> template(tensor)));
      }
    }
    return expressions.get(root);
  }

  private boolean isKnown(Node node) {
    return node instanceof Expr ? expressions.containsKey(node) : templates.containsKey(node);
  }

  private Expr rebuilt(Expr e) {
    List<Expr> children = e.children().stream().map(expressions::get).toList();
    if (e instanceof Access access) {
      Expr template = templates.get(access.tensor());
      boolean same = template instanceof Access own && own.tensor() == access.tensor();
      return same ? pool.rebuild(e, children) : pool.at(template, access.tensor(), children);
    }
    return pool.rebuild(e, children);
  }

  private Expr template(Tensor tensor) {
    if (writesOut && tensor instanceof Definition definition) {
      return expressions.get(definition.body());
    }
    if (tensor.bodies().stream().allMatch(body -> expressions.get(body) == body)) {
      return pool.element(tensor);
    }
    return pool.rebuild(tensor, expressions::get);
  }
}
