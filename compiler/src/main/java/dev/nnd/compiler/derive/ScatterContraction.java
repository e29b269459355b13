package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Affine;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.rewrite.Rewrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * {@code Σ_k a[k] S[k]} where S is scattered, {@code S[φ(i)] += b[i]}, is {@code Σ_i a[φ(i)] b[i]}: the tangent of a
 * vector of which one element moves selects a column, and is no vector of zeros and a one.
 */
final class ScatterContraction implements Rewrite {
  private final Set<Tensor> known;

  /** @param known what is computed anyway, and stays */
  ScatterContraction(Set<Tensor> known) {
    this.known = known;
  }

  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    if (!(e instanceof Access access) || !(access.tensor() instanceof Reduction reduction) || reduction.op() != ReduceOp.SUM
        || known.contains(reduction)) {
      return Optional.empty();
    }
    List<Expr> factors = reduction.body() instanceof Product product ? product.bases() : List.of(reduction.body());
    for (int i = 0; i < factors.size(); i++) {
      boolean once = !(reduction.body() instanceof Product product) || product.exponents().get(i).isOne();
      if (once && factors.get(i) instanceof Access read && read.tensor() instanceof Scatter scatter) {
        Optional<Expr> selected = selected(pool, reduction, i, read, scatter);
        if (selected.isPresent()) {
          return Optional.of(new Rewritten(pool.at(selected.get(), reduction, access.indices()), "sum_of_scatter"));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Expr> selected(ExprPool pool, Reduction reduction, int factor, Access read, Scatter scatter) {
    boolean plain = read.indices().stream().allMatch(AxisValue.class::isInstance)
        && read.indices().stream().distinct().count() == read.indices().size()
        && read.indices().stream().anyMatch(index -> reduction.bound().contains(((AxisValue) index).axis()));
    if (!plain) {
      return Optional.empty();
    }
    List<Expr> terms = new ArrayList<>();
    for (Scatter.Clause clause : scatter.clauses()) {
      Optional<Expr> term = term(pool, reduction, factor, read, scatter, clause);
      if (term.isEmpty()) {
        return Optional.empty();
      }
      terms.add(term.get());
    }
    return Optional.of(pool.add(terms));
  }

  private static Optional<Expr> term(
      ExprPool pool, Reduction reduction, int factor, Access read, Scatter scatter, Scatter.Clause clause) {
    int first = reduction.rank() + reduction.bound().size();
    Map<Axis, Expr> ofClause = new HashMap<>();
    List<Axis> bound = new ArrayList<>(reduction.bound());
    for (Axis axis : clause.axes()) {
      Axis here = new Axis(first + axis.id(), axis.size());
      ofClause.put(axis, pool.axis(here));
      bound.add(here);
    }
    Map<Axis, Expr> summed = new HashMap<>();
    for (int i = 0; i < read.indices().size(); i++) {
      Axis axis = ((AxisValue) read.indices().get(i)).axis();
      Expr target = clause.target().get(i);
      if (reduction.bound().contains(axis)) {
        if (!Affine.isWithin(target, scatter.shape().get(i))) {
          return Optional.empty();
        }
        bound.remove(axis);
        summed.put(axis, pool.substitute(target, ofClause));
      } else {
        // An axis that stays must be one of the clause's own loop.
        if (!(target instanceof AxisValue own) || own.axis().size() != axis.size()
            || !bound.remove(new Axis(first + own.axis().id(), own.axis().size()))) {
          return Optional.empty();
        }
        ofClause.put(own.axis(), pool.axis(axis));
        summed.replaceAll((key, value) ->
            pool.substitute(value, Map.of(new Axis(first + own.axis().id(), own.axis().size()), pool.axis(axis))));
      }
    }
    Expr others = pool.substitute(pool.without(reduction.body(), factor), summed);
    Expr body = pool.multiply(others, pool.substitute(clause.body(), ofClause));
    return Optional.of(pool.reduce(ReduceOp.SUM, bound, body));
  }
}
