package dev.nnd.compiler.expr;

import java.util.List;

/** The truth value of a relation. */
public final class Compare extends Expr {
  private final Comparison relation;
  private final Expr left;
  private final Expr right;

  Compare(int id, Fingerprint fingerprint, List<Axis> axes, Comparison relation, Expr left, Expr right) {
    super(id, fingerprint.structure(), axes);
    this.relation = relation;
    this.left = left;
    this.right = right;
  }

  public Comparison relation() {
    return relation;
  }

  public Expr left() {
    return left;
  }

  public Expr right() {
    return right;
  }

  @Override
  public List<Expr> children() {
    return List.of(left, right);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
