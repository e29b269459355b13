package dev.nnd.compiler.expr;

import java.util.List;

/** The position along an axis, as a number. */
public final class AxisValue extends Expr {
  private final Axis axis;

  AxisValue(int id, Fingerprint fingerprint, Axis axis) {
    super(id, fingerprint.structure(), List.of(axis));
    this.axis = axis;
  }

  public Axis axis() {
    return axis;
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
