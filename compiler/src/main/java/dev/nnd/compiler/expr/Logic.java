package dev.nnd.compiler.expr;

import java.util.List;

/** {@code and}, {@code or}, {@code not} of truth values; without operands, {@code and} is true and {@code or} false. */
public final class Logic extends Expr {
  /** The connective. */
  public enum Connective {
    AND,
    OR,
    NOT
  }

  private final Connective connective;
  private final List<Expr> operands;

  Logic(int id, Fingerprint fingerprint, List<Axis> axes, Connective connective, List<Expr> operands) {
    super(id, fingerprint.structure(), axes);
    this.connective = connective;
    this.operands = operands;
  }

  public Connective connective() {
    return connective;
  }

  public List<Expr> operands() {
    return operands;
  }

  public boolean isTrue() {
    return connective == Connective.AND && operands.isEmpty();
  }

  public boolean isFalse() {
    return connective == Connective.OR && operands.isEmpty();
  }

  @Override
  public List<Expr> children() {
    return operands;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
