package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import java.util.ArrayList;
import java.util.List;

/** The product and power rule together. */
final class Powers {
  private Powers() {}

  /** The derivative by one base: {@code e b^(e-1)} times the other powers, never the product divided by the base. */
  static Expr partial(ExprPool pool, Product product, int index) {
    Rational exponent = product.exponents().get(index);
    List<Rational> exponents = new ArrayList<>(product.exponents());
    exponents.set(index, exponent.minus(Rational.ONE));
    return pool.scale(exponent, pool.powers(product.bases(), exponents));
  }
}
