package dev.nnd.compiler.notation;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sums over the batch that are divided by its size, as the language writes them: {@code batch_mean(e)}. */
final class BatchMeans {
  /** A number that no axis of a definition or an opened reduction has; of the batch no index is printed. */
  private static final Axis BATCH = new Axis(1 << 28, Axis.BATCH);

  private BatchMeans() {}

  /** The product with the mean in the place of sum and divisor; nothing where it has none. */
  static Optional<Expr> of(ExprPool pool, Product product) {
    int size = -1;
    int sum = -1;
    for (int i = 0; i < product.bases().size(); i++) {
      Rational exponent = product.exponents().get(i);
      if (exponent.isMinusOne() && isBatchSize(product.bases().get(i))) {
        size = i;
      } else if (sum < 0 && exponent.isOne() && batchSum(product.bases().get(i)).isPresent()) {
        sum = i;
      }
    }
    if (size < 0 || sum < 0) {
      return Optional.empty();
    }
    List<Expr> factors = new ArrayList<>();
    for (int i = 0; i < product.bases().size(); i++) {
      if (i == sum) {
        factors.add(mean(pool, (Access) product.bases().get(i)));
      } else if (i != size) {
        factors.add(pool.power(product.bases().get(i), product.exponents().get(i)));
      }
    }
    return Optional.of(pool.multiply(factors.toArray(Expr[]::new)));
  }

  /** The expression with its sums over the batch as {@code N * batch_mean(e)}, those within reductions left out. */
  static Expr ofSums(ExprPool pool, Expr e) {
    Map<Expr, Expr> written = new HashMap<>();
    for (Expr part : Dag.expressions(e)) {
      List<Expr> children = part.children().stream().map(written::get).toList();
      Expr same = children.equals(part.children()) ? part : pool.rebuild(part, children);
      written.put(part, batchSum(same).isPresent() ? pool.multiply(pool.batchSize(), mean(pool, (Access) same)) : same);
    }
    return written.get(e);
  }

  private static boolean isBatchSize(Expr e) {
    return e instanceof Access access && access.tensor() instanceof Leaf leaf && leaf.kind() == Leaf.Kind.BATCH_SIZE;
  }

  private static Optional<Reduction> batchSum(Expr e) {
    return e instanceof Access access
            && access.tensor() instanceof Reduction reduction
            && reduction.op() == ReduceOp.SUM
            && reduction.bound().stream().anyMatch(Axis::isBatch)
        ? Optional.of(reduction)
        : Optional.empty();
  }

  private static Expr mean(ExprPool pool, Access access) {
    Reduction reduction = (Reduction) access.tensor();
    Map<Axis, Expr> opening = new HashMap<>();
    for (int i = 0; i < reduction.rank(); i++) {
      opening.put(reduction.axes().get(i), access.indices().get(i));
    }
    List<Axis> others = new ArrayList<>();
    for (Axis axis : reduction.bound()) {
      if (axis.isBatch()) {
        opening.put(axis, pool.axis(BATCH));
      } else {
        Axis open = new Axis(BATCH.id() + 1 + others.size(), axis.size());
        opening.put(axis, pool.axis(open));
        others.add(open);
      }
    }
    return pool.call(Primitive.BATCH_MEAN, pool.reduce(ReduceOp.SUM, others, pool.substitute(reduction.body(), opening)));
  }
}
