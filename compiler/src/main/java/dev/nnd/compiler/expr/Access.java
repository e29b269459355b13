package dev.nnd.compiler.expr;

import java.util.List;

/** An element of a tensor, {@code A[i, 2k + r - 1]}: the indices are affine in the axes, or computed. */
public final class Access extends Expr {
  private final Tensor tensor;
  private final List<Expr> indices;

  Access(int id, Fingerprint fingerprint, List<Axis> axes, Tensor tensor, List<Expr> indices) {
    super(id, fingerprint.structure(), axes);
    this.tensor = tensor;
    this.indices = indices;
  }

  public Tensor tensor() {
    return tensor;
  }

  public List<Expr> indices() {
    return indices;
  }

  @Override
  public List<Expr> children() {
    return indices;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
