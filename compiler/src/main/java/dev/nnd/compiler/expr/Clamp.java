package dev.nnd.compiler.expr;

import java.util.Optional;

/** {@code min(high, max(low, x))} between constants, which the language writes {@code clamp(x, low, high)}. */
record Clamp(Expr x, Expr low, Expr high) {
  static Optional<Clamp> of(Call call) {
    return call.primitive() == Primitive.MIN
            && call.arguments().get(0) instanceof Num high
            && call.arguments().get(1) instanceof Call inner
            && inner.primitive() == Primitive.MAX
            && inner.arguments().get(0) instanceof Num low
        ? Optional.of(new Clamp(inner.arguments().get(1), low, high))
        : Optional.empty();
  }
}
