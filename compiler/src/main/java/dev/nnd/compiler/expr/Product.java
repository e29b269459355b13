package dev.nnd.compiler.expr;

import java.util.List;

/**
 * A product of powers {@code b1^e1 b2^e2 …}, sorted, with exact exponents other than zero and without a coefficient:
 * that belongs to the {@link Sum} around it.
 */
public final class Product extends Expr {
  private final List<Expr> bases;
  private final List<Rational> exponents;

  Product(int id, Fingerprint fingerprint, List<Axis> axes, List<Expr> bases, List<Rational> exponents) {
    super(id, fingerprint.structure(), axes);
    this.bases = bases;
    this.exponents = exponents;
  }

  public List<Expr> bases() {
    return bases;
  }

  public List<Rational> exponents() {
    return exponents;
  }

  @Override
  public List<Expr> children() {
    return bases;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
