package dev.nnd.compiler.expr;

import java.util.List;

/** The condition that holds in the graph of training only; fixed when a graph is built. */
public final class Training extends Expr {
  Training(int id, Fingerprint fingerprint) {
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
