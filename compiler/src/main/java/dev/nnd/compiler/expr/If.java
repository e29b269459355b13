package dev.nnd.compiler.expr;

import java.util.List;

/** One of two branches; the other is never evaluated. */
public final class If extends Expr {
  private final Expr condition;
  private final Expr then;
  private final Expr otherwise;

  If(int id, Fingerprint fingerprint, List<Axis> axes, Expr condition, Expr then, Expr otherwise) {
    super(id, fingerprint.structure(), axes);
    this.condition = condition;
    this.then = then;
    this.otherwise = otherwise;
  }

  public Expr condition() {
    return condition;
  }

  public Expr then() {
    return then;
  }

  public Expr otherwise() {
    return otherwise;
  }

  @Override
  public List<Expr> children() {
    return List.of(condition, then, otherwise);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
