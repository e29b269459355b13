package dev.nnd.compiler.expr;

import java.util.List;

/** A primitive applied to its arguments. */
public final class Call extends Expr {
  private final Primitive primitive;
  private final List<Expr> arguments;

  Call(int id, Fingerprint fingerprint, List<Axis> axes, Primitive primitive, List<Expr> arguments) {
    super(id, fingerprint.structure(), axes);
    this.primitive = primitive;
    this.arguments = arguments;
  }

  public Primitive primitive() {
    return primitive;
  }

  public List<Expr> arguments() {
    return arguments;
  }

  public Expr argument() {
    return arguments.get(0);
  }

  @Override
  public List<Expr> children() {
    return arguments;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
