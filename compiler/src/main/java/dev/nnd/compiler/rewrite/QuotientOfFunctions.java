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
 *   cosh(x) / sinh(x)     -&gt;  1 / tanh(x)            real
 * </pre>
 *
 * <p>A cosine over a sine stays: where the cosine is 0 it has a value, and the tangent has none.
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
      for (int sine = 0; sine < product.bases().size(); sine++) {
        boolean above = isPower(product, sine, pair.sine, 1);
        if (above || pair == Pair.HYPERBOLIC && isPower(product, sine, pair.sine, -1)) {
          int cosine = position(product, pair.cosine, above ? -1 : 1, ((Call) product.bases().get(sine)).argument());
          if (cosine >= 0) {
            return Optional.of(new Rewritten(rewritten(pool, product, pair, sine, cosine, finish), pair.rule));
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

  private static int position(Product product, Primitive cosine, int sign, Expr argument) {
    for (int i = 0; i < product.bases().size(); i++) {
      if (isPower(product, i, cosine, sign) && ((Call) product.bases().get(i)).argument() == argument) {
        return i;
      }
    }
    return -1;
  }

  private static Expr rewritten(
      ExprPool pool, Product product, Pair pair, int sine, int cosine, UnaryOperator<Expr> finish) {
    List<Expr> bases = new ArrayList<>(product.bases());
    List<Rational> exponents = new ArrayList<>(product.exponents());
    Rational ofSine = exponents.get(sine);
    Rational ofCosine = exponents.get(cosine).negate();
    Rational shared = ofSine.abs().compareTo(ofCosine.abs()) < 0 ? ofSine : ofCosine;
    exponents.set(sine, ofSine.minus(shared));
    exponents.set(cosine, exponents.get(cosine).plus(shared));
    bases.add(finish.apply(pool.call(pair.tangent, ((Call) bases.get(sine)).argument())));
    exponents.add(shared);
    return pool.powers(bases, exponents);
  }
}
