package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.rewrite.Rewrite;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Puts the name of a definition where its formula stands again: with {@code h = tanh(z)} the derivative
 * {@code 1 - tanh(z)^2} is {@code 1 - h^2}, and what the forward pass computed is used by the backward pass.
 */
public final class Refold implements Rewrite {
  private final Map<Expr, Expr> names = new HashMap<>();

  /** Of these definitions; the axes of a definition and of what is refolded are numbered alike. */
  public Refold(ExprPool pool, Collection<Tensor> tensors) {
    for (Tensor tensor : tensors) {
      if (tensor instanceof Definition definition && isWorthAName(definition.body())) {
        names.putIfAbsent(definition.body(), pool.element(definition));
        value(definition.body()).ifPresent(value -> names.putIfAbsent(value, pool.element(definition)));
      }
    }
  }

  /** The formula of a function whose author gives its derivative. */
  private static Optional<Expr> value(Expr body) {
    return body instanceof Call call && call.primitive() == Primitive.GIVEN_DERIVATIVE
        ? Optional.of(call.argument()).filter(Refold::isWorthAName)
        : Optional.empty();
  }

  private static boolean isWorthAName(Expr body) {
    return !(body instanceof Num || body instanceof Access access && access.tensor() instanceof Leaf);
  }

  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    return Optional.ofNullable(names.get(e)).map(name -> new Rewritten(name, "refold"));
  }
}
