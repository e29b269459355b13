package dev.nnd.compiler.expr;

import java.util.List;

/** An exact rational constant. */
public final class Num extends Expr {
  private final Rational value;

  Num(int id, Fingerprint fingerprint, Rational value) {
    super(id, fingerprint.structure(), List.of());
    this.value = value;
  }

  public Rational value() {
    return value;
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
