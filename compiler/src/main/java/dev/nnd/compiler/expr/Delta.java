package dev.nnd.compiler.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Kronecker delta among the factors of a sum: {@code Σ_k (if k == e then a else 0) b} is {@code a b} at k = e. */
final class Delta {
  /** Selections from within nested conditions; deeper ones stay as they are. */
  private static final int DEPTH = 4;

  private final ExprPool pool;
  private final List<Axis> bound;

  Delta(ExprPool pool, List<Axis> bound) {
    this.pool = pool;
    this.bound = bound;
  }

  /**
   * @param axis the summed axis that is no more
   * @param body what remains, free of it
   */
  record Selected(Axis axis, Expr body) {}

  /** What a delta among the factors or in the conditions selects, where it is certain to lie within its axis. */
  Optional<Selected> select(Expr body) {
    return select(body, DEPTH);
  }

  private Optional<Selected> select(Expr body, int depth) {
    if (depth == 0) {
      return Optional.empty();
    }
    if (body instanceof Product product) {
      return ofProduct(product, depth);
    }
    return body instanceof If conditional && conditional.otherwise().isZero()
        ? ofCondition(conditional, depth)
        : Optional.empty();
  }

  private Optional<Selected> ofProduct(Product product, int depth) {
    for (int i = 0; i < product.bases().size(); i++) {
      if (product.bases().get(i) instanceof If conditional
          && conditional.otherwise().isZero()
          && product.exponents().get(i).signum() > 0
          && equalities(conditional.condition()).size() > 0) {
        List<Rational> exponents = new ArrayList<>(product.exponents());
        List<Expr> bases = new ArrayList<>(product.bases());
        bases.set(i, conditional.then());
        Expr all = pool.powers(bases, exponents);
        Optional<Selected> selected = select(pool.when(conditional.condition(), all, pool.zero()), depth - 1);
        if (selected.isPresent()) {
          return selected;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Selected> ofCondition(If conditional, int depth) {
    for (Compare compare : equalities(conditional.condition())) {
      Optional<Map<Axis, Expr>> position = position(compare.left(), compare.right());
      if (position.isEmpty()) {
        position = position(compare.right(), compare.left());
      }
      if (position.isPresent()) {
        return position.map(at -> new Selected(at.keySet().iterator().next(), pool.substitute(conditional, at)));
      }
    }
    Expr condition = conditional.condition();
    return select(conditional.then(), depth - 1)
        .filter(selected -> !condition.axes().contains(selected.axis()))
        .map(selected -> new Selected(selected.axis(), pool.when(condition, selected.body(), pool.zero())));
  }

  private static List<Compare> equalities(Expr condition) {
    List<Expr> parts = condition instanceof Logic logic && logic.connective() == Logic.Connective.AND
        ? logic.operands()
        : List.of(condition);
    return parts.stream()
        .filter(part -> part instanceof Compare compare && compare.relation() == Comparison.EQUAL)
        .map(Compare.class::cast)
        .toList();
  }

  private Optional<Map<Axis, Expr>> position(Expr side, Expr value) {
    return side instanceof AxisValue axisValue
            && bound.contains(axisValue.axis())
            && !value.axes().contains(axisValue.axis())
            && Affine.isWithin(value, axisValue.axis().size())
        ? Optional.of(Map.of(axisValue.axis(), value))
        : Optional.empty();
  }
}
