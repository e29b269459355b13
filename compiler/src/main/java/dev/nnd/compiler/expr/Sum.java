package dev.nnd.compiler.expr;

import java.util.List;

/**
 * A linear combination {@code c0 + c1 t1 + c2 t2 + …} of at least one term, sorted, with exact coefficients other than
 * zero; so {@code 3x - x + 2x + 1} is {@code 4x + 1} as soon as it is made. A single scaled term is a sum as well.
 */
public final class Sum extends Expr {
  private final List<Expr> terms;
  private final List<Rational> coefficients;
  private final Rational constant;

  Sum(
      int id,
      Fingerprint fingerprint,
      List<Axis> axes,
      List<Expr> terms,
      List<Rational> coefficients,
      Rational constant) {
    super(id, fingerprint.structure(), axes);
    this.terms = terms;
    this.coefficients = coefficients;
    this.constant = constant;
  }

  public List<Expr> terms() {
    return terms;
  }

  public List<Rational> coefficients() {
    return coefficients;
  }

  public Rational constant() {
    return constant;
  }

  /** Whether this is one term and its coefficient. */
  public boolean isScaling() {
    return terms.size() == 1 && constant.isZero();
  }

  /** The magnitude that all coefficients and the constant share, or one. */
  public Rational commonFactor() {
    Rational magnitude = coefficients.get(0).abs();
    boolean shared = constant.isZero() || constant.abs().equals(magnitude);
    for (int i = 1; shared && i < coefficients.size(); i++) {
      shared = coefficients.get(i).abs().equals(magnitude);
    }
    return shared ? magnitude : Rational.ONE;
  }

  @Override
  public List<Expr> children() {
    return terms;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
