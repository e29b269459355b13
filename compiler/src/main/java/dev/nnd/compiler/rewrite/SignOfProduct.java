package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Sum;
import java.util.ArrayList;
import java.util.List;

/**
 * A minus sign before a product goes into a difference in it.
 *
 * <pre>
 *   -(x - y) * z      -&gt;  (y - x) * z
 *   -1 / (x - 1)      -&gt;  1 / (1 - x)
 * </pre>
 */
public final class SignOfProduct implements Alternatives {
  @Override
  public List<Rewrite.Rewritten> of(ExprPool pool, Expr e) {
    boolean negative = e instanceof Sum sum && sum.isScaling() && sum.coefficients().get(0).signum() < 0;
    if (!negative || !(((Sum) e).terms().get(0) instanceof Product product)) {
      return List.of();
    }
    Rational positive = ((Sum) e).coefficients().get(0).negate();
    List<Rewrite.Rewritten> turned = new ArrayList<>();
    for (int i = 0; i < product.bases().size(); i++) {
      Rational exponent = product.exponents().get(i);
      if (product.bases().get(i) instanceof Sum difference && exponent.isInteger() && !exponent.isEven()) {
        List<Expr> bases = new ArrayList<>(product.bases());
        bases.set(i, pool.negate(difference));
        turned.add(new Rewrite.Rewritten(pool.scale(positive, pool.powers(bases, product.exponents())), "sign_of_product"));
      }
    }
    return turned;
  }
}
