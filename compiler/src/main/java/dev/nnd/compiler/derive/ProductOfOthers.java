package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The derivative of a product by one factor is the product of the others: right where a factor is zero too. */
final class ProductOfOthers {
  private ProductOfOthers() {}

  /** Over the free and bound axes of the product. */
  static Expr of(ExprPool pool, Reduction product) {
    int next = product.rank() + product.bound().size();
    Map<Axis, Expr> renaming = new HashMap<>();
    List<Axis> others = new ArrayList<>();
    Expr[] same = new Expr[product.bound().size()];
    for (int i = 0; i < same.length; i++) {
      Axis axis = product.bound().get(i);
      Axis other = new Axis(next + i, axis.size());
      others.add(other);
      renaming.put(axis, pool.axis(other));
      same[i] = pool.compare(Comparison.EQUAL, pool.axis(other), pool.axis(axis));
    }
    Expr guarded = pool.when(pool.and(same), pool.one(), pool.substitute(product.body(), renaming));
    return pool.reduce(ReduceOp.PROD, others, guarded);
  }
}
