package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.LeafFacts;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Range;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.rewrite.Rewrite;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A label is fed as a number, not as a one-hot row: {@code Σ_k y[k] a[k]} is {@code a[label]}, and the position of the
 * maximum of {@code y} is the label.
 */
final class LabelSelection implements Rewrite {
  private static final String RULE = "select_by_label";

  /** The number that stands for a one-hot leaf. */
  static Leaf labelOf(ExprPool pool, Leaf oneHot) {
    List<Integer> shape = oneHot.shape().subList(0, oneHot.rank() - 1);
    int classes = oneHot.shape().get(oneHot.rank() - 1);
    return pool.leaf(
        oneHot.kind(), oneHot.name(), shape, new LeafFacts(Range.closed(0, classes - 1), false, true));
  }

  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    if (!(e instanceof Access access) || !(access.tensor() instanceof Reduction reduction)) {
      return Optional.empty();
    }
    Optional<Expr> template = switch (reduction.op()) {
      case SUM -> select(pool, reduction);
      case ARGMAX -> label(pool, reduction.body(), reduction.bound());
      default -> Optional.empty();
    };
    return template.map(t -> new Rewritten(pool.at(t, reduction, access.indices()), RULE));
  }

  private static Optional<Expr> select(ExprPool pool, Reduction reduction) {
    List<Expr> factors =
        reduction.body() instanceof Product product ? product.bases() : List.of(reduction.body());
    for (int i = 0; i < factors.size(); i++) {
      Optional<Expr> label = label(pool, factors.get(i), reduction.bound());
      if (label.isPresent()) {
        Access oneHot = (Access) factors.get(i);
        Axis axis = ((AxisValue) oneHot.indices().get(oneHot.indices().size() - 1)).axis();
        List<Axis> others = reduction.bound().stream().filter(bound -> !bound.equals(axis)).toList();
        // A one-hot factor is 0 or 1: any of its positive powers is the factor itself.
        Expr selected = pool.substitute(pool.without(reduction.body(), i), Map.of(axis, label.get()));
        return Optional.of(pool.reduce(ReduceOp.SUM, others, selected));
      }
    }
    return Optional.empty();
  }

  private static Optional<Expr> label(ExprPool pool, Expr factor, List<Axis> bound) {
    boolean selects = factor instanceof Access access
        && access.tensor() instanceof Leaf leaf
        && leaf.facts().oneHot()
        && access.indices().get(access.indices().size() - 1) instanceof AxisValue value
        && bound.contains(value.axis())
        && access.indices().stream().filter(index -> index.axes().contains(value.axis())).count() == 1;
    if (!selects) {
      return Optional.empty();
    }
    Access access = (Access) factor;
    List<Expr> indices = access.indices().subList(0, access.indices().size() - 1);
    return Optional.of(pool.access(labelOf(pool, (Leaf) access.tensor()), indices));
  }
}
