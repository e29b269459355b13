package dev.nnd.compiler.expr;

/**
 * What the pool interns: an expression or a tensor. Equality is identity.
 *
 * <p>{@link #id} grows along the graph. It serves as a loop order only: what must not depend on the history of the
 * pool (sorting, printing) goes by {@link #structure}.
 */
public abstract sealed class Node permits Expr, Tensor {
  private final int id;
  private final long structure;

  Node(int id, long structure) {
    this.id = id;
    this.structure = structure;
  }

  public final int id() {
    return id;
  }

  /** A hash of the whole structure beneath, equal from run to run. */
  public final long structure() {
    return structure;
  }

  @Override
  public final boolean equals(Object other) {
    return this == other;
  }

  @Override
  public final int hashCode() {
    return id * 0x9E3779B9;
  }
}
