package dev.nnd.compiler.expr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** What is written at a place, where of every clause it is certain whether and from which position it writes there. */
  Optional<Expr> element(ExprPool pool, List<Expr> indices) {
    List<Expr> written = new ArrayList<>();
    for (Clause clause : clauses) {
      Optional<Expr> part = element(pool, clause, indices);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      written.add(part.get());
    }
    return Optional.of(pool.add(written));
  }

  /** Zero for a clause that never writes there. */
  private static Optional<Expr> element(ExprPool pool, Clause clause, List<Expr> indices) {
    Map<Axis, Expr> positions = new HashMap<>();
    boolean certain = true;
    for (int i = 0; i < indices.size(); i++) {
      Expr target = clause.target().get(i);
      Optional<Axis> moving = target.axes().stream().findFirst();
      Expr distance = moving.map(axis -> pool.subtract(target, pool.axis(axis))).orElse(target);
      Expr position = pool.subtract(indices.get(i), distance);
      if (!(distance instanceof Num)) {
        certain = false;
      } else if (misses(position, moving.map(Axis::size).orElse(1))) {
        return Optional.of(pool.zero());
      } else {
        certain &= Affine.isWithin(position, moving.map(Axis::size).orElse(1))
            && moving.map(axis -> positions.put(axis, position) == null).orElse(true);
      }
    }
    return certain && positions.size() == clause.axes().size()
        ? Optional.of(pool.substitute(clause.body(), positions))
        : Optional.empty();
  }

  private static boolean misses(Expr position, int size) {
    Optional<Affine> affine = size == Axis.BATCH ? Optional.empty() : Affine.of(position);
    return affine.flatMap(Affine::greatest).filter(greatest -> greatest < 0).isPresent()
        || affine.flatMap(Affine::least).filter(least -> least >= size).isPresent();
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
