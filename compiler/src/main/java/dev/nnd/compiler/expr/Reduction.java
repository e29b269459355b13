package dev.nnd.compiler.expr;

import java.util.List;

/**
 * {@code T[free] = op(bound: body)}, over exactly the free axes of its body. The free axes are numbered first, the
 * bound ones after them.
 */
public final class Reduction extends Tensor {
  private final ReduceOp op;
  private final List<Axis> bound;
  private final Expr body;

  Reduction(int id, long structure, List<Integer> shape, ReduceOp op, List<Axis> bound, Expr body) {
    super(id, structure, shape);
    this.op = op;
    this.bound = bound;
    this.body = body;
  }

  public ReduceOp op() {
    return op;
  }

  public List<Axis> bound() {
    return bound;
  }

  public Expr body() {
    return body;
  }

  @Override
  public List<Expr> bodies() {
    return List.of(body);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
