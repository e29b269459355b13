package dev.nnd.compiler.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code T[φ(axes)] += body}, clause by clause, from zero. Literals, concatenations and the rows of a {@code repeat}
 * are scatters whose clauses do not meet; the adjoint of an access is a scatter, that of a scatter an access. What falls
 * outside the tensor is left out: so is the adjoint of an access that its {@code if} never takes there.
 */
public final class Scatter extends Tensor {
  /**
   * One assignment. Its axes are numbered from 0 and shared with nothing outside.
   *
   * @param axes the loop, in order; the batch axis first where there is one
   * @param target an index for each axis of the tensor
   * @param body what is added there
   */
  public record Clause(List<Axis> axes, List<Expr> target, Expr body) {
    public Clause {
      axes = List.copyOf(axes);
      target = List.copyOf(target);
    }
  }

  private final List<Clause> clauses;

  Scatter(int id, long structure, List<Integer> shape, List<Clause> clauses) {
    super(id, structure, shape);
    this.clauses = List.copyOf(clauses);
  }

  public List<Clause> clauses() {
    return clauses;
  }

  /** What is written at a constant place, where every clause writes one constant place: an element of a literal. */
  Optional<Expr> element(ExprPool pool, List<Expr> indices) {
    if (!indices.stream().allMatch(Num.class::isInstance)) {
      return Optional.empty();
    }
    List<Expr> written = new ArrayList<>();
    for (Clause clause : clauses) {
      if (!clause.axes().isEmpty() || !clause.target().stream().allMatch(Num.class::isInstance)) {
        return Optional.empty();
      }
      if (clause.target().equals(indices)) {
        written.add(clause.body());
      }
    }
    return Optional.of(pool.add(written));
  }

  @Override
  public List<Expr> bodies() {
    List<Expr> bodies = new ArrayList<>();
    for (Clause clause : clauses) {
      bodies.addAll(clause.target());
      bodies.add(clause.body());
    }
    return bodies;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
