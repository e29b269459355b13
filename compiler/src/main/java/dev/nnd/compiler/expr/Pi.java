package dev.nnd.compiler.expr;

import java.util.List;

/** The constant π, kept symbolic. */
public final class Pi extends Expr {
  Pi(int id, Fingerprint fingerprint) {
    super(id, fingerprint.structure(), List.of());
  }

  @Override
  public List<Expr> children() {
    return List.of();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
