package dev.nnd.compiler.expr;

import java.util.Optional;

/** {@code min(high, max(low, x))}, which the language writes {@code clamp(x, low, high)}. */
record Clamp(Expr x, Expr low, Expr high) {
  static Optional<Clamp> of(Call call) {
    return call.primitive() == Primitive.MIN
            && call.arguments().get(1) instanceof Call inner
            && inner.primitive() == Primitive.MAX
        ? Optional.of(new Clamp(inner.arguments().get(1), inner.arguments().get(0), call.arguments().get(0)))
        : Optional.empty();
  }
}
