package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The logarithm of a selection is a selection of logarithms.
 *
 * <pre>
 *   log(sum(k: y[k] * e))  -&gt;  sum(k: y[k] * log(e))     exact where y is one-hot along k
 * </pre>
 *
 * <p>So a cross-entropy that is written {@code -log(sum(y * p))} meets the softmax that p is. Of a sum of two terms, or of
 * targets that are not one-hot, it would be wrong.
 */
public final class LogOfSelection implements Rewrite {
  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    boolean logOfSum = e instanceof Call call
        && call.primitive() == Primitive.LOG
        && call.argument() instanceof Access access
        && access.tensor() instanceof Reduction reduction
        && reduction.op() == ReduceOp.SUM
        && reduction.bound().size() == 1
        && reduction.body() instanceof Product;
    if (!logOfSum) {
      return Optional.empty();
    }
    Access access = (Access) ((Call) e).argument();
    Reduction reduction = (Reduction) access.tensor();
    Product product = (Product) reduction.body();
    Axis axis = reduction.bound().get(0);
    for (int i = 0; i < product.bases().size(); i++) {
      if (isOneHot(product.bases().get(i), axis)) {
        Expr logarithm = finish.apply(pool.call(Primitive.LOG, pool.without(product, i)));
        Expr body = finish.apply(pool.multiply(product.bases().get(i), logarithm));
        Expr template = finish.apply(pool.reduce(ReduceOp.SUM, reduction.bound(), body));
        return Optional.of(new Rewritten(pool.at(template, reduction, access.indices()), "log_of_selection"));
      }
    }
    return Optional.empty();
  }

  private static boolean isOneHot(Expr factor, Axis axis) {
    return factor instanceof Access access
        && access.tensor() instanceof Leaf leaf
        && leaf.facts().oneHot()
        && access.indices().get(access.indices().size() - 1) instanceof AxisValue value
        && value.axis().equals(axis);
  }
}
