package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A sine over a cosine is a tangent, and so are their powers; hyperbolic ones overflow before their quotient does.
 *
 * <pre>
 *   sin(x) / cos(x)       -&gt;  tan(x)                 real
 *   sinh(x) / cosh(x)^3   -&gt;  tanh(x) / cosh(x)^2    extends
 *   sin(x)^2 / cos(x)     -&gt;  sin(x) * tan(x)        real
 * </pre>
 */
public final class QuotientOfFunctions implements Rewrite {
  private enum Pair {
    TRIGONOMETRIC(Primitive.SIN, Primitive.COS, Primitive.TAN, "sin_over_cos"),
    HYPERBOLIC(Primitive.SINH, Primitive.COSH, Primitive.TANH, "sinh_over_cosh");

    private final Primitive sine;
    private final Primitive cosine;
    private final Primitive tangent;
    private final String rule;

    Pair(Primitive sine, Primitive cosine, Primitive tangent, String rule) {
      this.sine = sine;
      this.cosine = cosine;
      this.tangent = tangent;
      this.rule = rule;
    }
  }

  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    if (!(e instanceof Product product)) {
      return Optional.empty();
    }
    for (Pair pair : Pair.values()) {
      for (int above = 0; above < product.bases().size(); above++) {
        if (isPower(product, above, pair.sine, 1)) {
          int below = position(product, pair.cosine, ((Call) product.bases().get(above)).argument());
          if (below >= 0) {
            return Optional.of(new Rewritten(rewritten(pool, product, pair, above, below, finish), pair.rule));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isPower(Product product, int position, Primitive primitive, int sign) {
    Rational exponent = product.exponents().get(position);
    return product.bases().get(position) instanceof Call call
        && call.primitive() == primitive
        && exponent.isInteger()
        && exponent.signum() == sign;
  }

  private static int position(Product product, Primitive cosine, Expr argument) {
    for (int i = 0; i < product.bases().size(); i++) {
      if (isPower(product, i, cosine, -1) && ((Call) product.bases().get(i)).argument() == argument) {
        return i;
      }
    }
    return -1;
  }

  private static Expr rewritten(
      ExprPool pool, Product product, Pair pair, int above, int below, UnaryOperator<Expr> finish) {
    List<Expr> bases = new ArrayList<>(product.bases());
    List<Rational> exponents = new ArrayList<>(product.exponents());
    Rational shared = exponents.get(above).compareTo(exponents.get(below).negate()) < 0
        ? exponents.get(above)
        : exponents.get(below).negate();
    exponents.set(above, exponents.get(above).minus(shared));
    exponents.set(below, exponents.get(below).plus(shared));
    bases.add(finish.apply(pool.call(pair.tangent, ((Call) bases.get(above)).argument())));
    exponents.add(shared);
    return pool.powers(bases, exponents);
  }
}
