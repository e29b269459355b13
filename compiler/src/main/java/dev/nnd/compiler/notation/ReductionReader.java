package dev.nnd.compiler.notation;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Sum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads reductions as products of matrices, or as reductions of whole tensors. */
record ReductionReader(MatrixReader reader) {
  /** Bound axes are opened under numbers that no definition has. */
  private static final int OPENED_AXES = 1 << 22;
  private static final int AXES_A_LEVEL = 1 << 8;

  /**
   * A reduction where it is read.
   *
   * @param bound its bound axes under new numbers, without that of the batch
   */
  private record Opened(List<Axis> bound, Expr body) {}

  private Opened open(Reduction reduction, Access access) {
    Map<Axis, Expr> opening = new HashMap<>();
    for (int i = 0; i < reduction.rank(); i++) {
      opening.put(reduction.axes().get(i), access.indices().get(i));
    }
    List<Axis> bound = new ArrayList<>();
    for (Axis axis : reduction.bound()) {
      Axis open = new Axis(OPENED_AXES + AXES_A_LEVEL * reader.depth() + opening.size(), axis.size());
      opening.put(axis, reader.pool().axis(open));
      if (!axis.isBatch()) {
        bound.add(open);
      }
    }
    return new Opened(bound, reader.pool().substitute(reduction.body(), opening));
  }

  Shaped read(Reduction reduction, Access access) {
    Opened opened = open(reduction, access);
    List<Axis> bound = opened.bound();
    Expr body = opened.body();
    MatrixReader inner = reader.inside();
    if (bound.isEmpty()) {
      // The sum over the batch is left out, as the batch is.
      return inner.read(body);
    }
    if (reduction.op() == ReduceOp.SUM) {
      return new ReductionReader(inner).sum(bound, body);
    }
    if (reader.frame().meets(access)) {
      throw new NoMatrixForm();
    }
    Formula tensor = inner.over(bound).tensor(body);
    return new Shaped(
        reduction.op() == ReduceOp.NORM ? new Formula.Norm(tensor) : new Formula.Whole(reduction.op(), tensor), false);
  }

  /** The sum of a sum is one over the axes of both. */
  private Optional<Shaped> nested(List<Axis> bound, Expr body) {
    if (!(body instanceof Access access && access.tensor() instanceof Reduction inner && inner.op() == ReduceOp.SUM)) {
      return Optional.empty();
    }
    Opened opened = open(inner, access);
    List<Axis> all = new ArrayList<>(bound);
    all.addAll(opened.bound());
    return Optional.of(new ReductionReader(reader.inside()).sum(all, opened.body()));
  }

  /** A sum of products is one of matrices; the sum of a sum, where it is none of a tensor, goes term by term. */
  private Shaped sum(List<Axis> bound, Expr body) {
    Optional<Shaped> nested = nested(bound, body);
    if (nested.isPresent()) {
      return nested.get();
    }
    if (body instanceof Product product) {
      return new Contraction(reader, bound).of(product.bases(), product.exponents());
    }
    if (!(body instanceof Sum sum)) {
      return new Contraction(reader, bound).of(List.of(body), List.of(Rational.ONE));
    }
    if (!reader.frame().meets(body)) {
      try {
        return new Shaped(new Formula.Whole(ReduceOp.SUM, reader.over(bound).tensor(body)), false);
      } catch (NoMatrixForm e) {
        // Its terms may have one.
      }
    }
    return termByTerm(bound, sum);
  }

  private Shaped termByTerm(List<Axis> bound, Sum sum) {
    List<Shaped> parts = new ArrayList<>();
    List<Formula.Term> terms = new ArrayList<>();
    for (int i = 0; i < sum.terms().size(); i++) {
      if (!new HashSet<>(sum.terms().get(i).axes()).containsAll(bound)) {
        throw new NoMatrixForm();
      }
      Shaped part = sum(bound, sum.terms().get(i));
      parts.add(part);
      terms.add(Terms.term(sum.coefficients().get(i), part.formula()));
    }
    long repetitions = bound.stream().mapToLong(Axis::size).reduce(1, (a, b) -> a * b);
    return MatrixReader.combined(
        new Formula.Linear(terms, sum.constant().times(Rational.of(repetitions))), parts);
  }
}
