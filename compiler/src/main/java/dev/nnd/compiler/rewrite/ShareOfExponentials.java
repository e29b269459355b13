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
 * The share of one exponential in a sum of them, which may overflow where the share does not.
 *
 * <pre>
 *   exp(x) / (exp(x) + exp(y))            -&gt;  logistic(x - y)                 extends
 *   exp(x) / (exp(x) + exp(y) + exp(z))   -&gt;  logistic(x - logaddexp(y, z))   extends
 *   exp(x) / (exp(y) + exp(z))            -&gt;  exp(x - logaddexp(y, z))        extends
 * </pre>
 */
public final class ShareOfExponentials implements Rewrite {
  private static final String RULE = "share_of_exponentials";

  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    if (!(e instanceof Product product)) {
      return Optional.empty();
    }
    int exponential = position(product, false);
    int sum = position(product, true);
    if (exponential < 0 || sum < 0) {
      return Optional.empty();
    }
    Expr x = ((Call) product.bases().get(exponential)).argument();
    return Exponentials.logarithms(pool, product.bases().get(sum), finish).map(parts -> {
      Expr share = finish.apply(share(pool, x, parts, finish));
      List<Expr> bases = new ArrayList<>(product.bases());
      List<Rational> exponents = new ArrayList<>(product.exponents());
      exponents.set(exponential, Rational.ZERO);
      exponents.set(sum, exponents.get(sum).plus(Rational.ONE));
      bases.add(share);
      exponents.add(Rational.ONE);
      return new Rewritten(pool.powers(bases, exponents), RULE);
    });
  }

  private static Expr share(ExprPool pool, Expr x, List<Expr> parts, UnaryOperator<Expr> finish) {
    List<Expr> others = new ArrayList<>(parts);
    return others.remove(x)
        ? pool.call(Primitive.LOGISTIC, finish.apply(pool.subtract(x, Exponentials.logOfSum(pool, others, finish))))
        : pool.call(Primitive.EXP, finish.apply(pool.subtract(x, Exponentials.logOfSum(pool, parts, finish))));
  }

  /** Where the exponential stands, or a divisor. */
  private static int position(Product product, boolean divisor) {
    for (int i = 0; i < product.bases().size(); i++) {
      Rational exponent = product.exponents().get(i);
      boolean isDivisor = exponent.isInteger() && exponent.signum() < 0;
      if (divisor ? isDivisor : Exponentials.isExponential(product.bases().get(i)) && exponent.isOne()) {
        return i;
      }
    }
    return -1;
  }
}
