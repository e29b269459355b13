package dev.nnd.compiler.expr;

import java.util.List;

/** {@code T[free] = body}: a named pointwise definition, opaque to what uses it. */
public final class Definition extends Tensor {
  private final String name;
  private final Expr body;

  Definition(int id, long structure, String name, List<Integer> shape, Expr body) {
    super(id, structure, shape);
    this.name = name;
    this.body = body;
  }

  public String name() {
    return name;
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

  @Override
  public String toString() {
    return name;
  }
}
