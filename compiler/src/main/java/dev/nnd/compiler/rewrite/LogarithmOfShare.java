package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The logarithm of a share, which cancels where the share is almost all.
 *
 * <pre>
 *   x - logaddexp(x, y)                 -&gt;  -softplus(y - x)                  real
 *   x - logaddexp(z, logaddexp(x, y))   -&gt;  -softplus(logaddexp(y, z) - x)    real
 * </pre>
 */
public final class LogarithmOfShare implements Rewrite {
  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    if (!(e instanceof Sum sum)) {
      return Optional.empty();
    }
    for (int total = 0; total < sum.terms().size(); total++) {
      List<Expr> parts = parts(sum.terms().get(total));
      for (int x = 0; x < sum.terms().size() && parts.size() > 1; x++) {
        boolean opposite = sum.coefficients().get(x).plus(sum.coefficients().get(total)).isZero();
        if (opposite && parts.remove(sum.terms().get(x))) {
          Expr others = Exponentials.logOfSum(pool, parts, finish);
          Expr odds = finish.apply(pool.subtract(others, sum.terms().get(x)));
          Expr softplus = finish.apply(pool.call(Primitive.SOFTPLUS, odds));
          return Optional.of(new Rewritten(
              Summands.replaced(pool, sum, List.of(total, x), sum.coefficients().get(total), softplus), "logarithm_of_share"));
        }
      }
    }
    return Optional.empty();
  }

  /** Of what exponentials a nest of {@code logaddexp} is the logarithm. */
  private static List<Expr> parts(Expr e) {
    List<Expr> parts = new ArrayList<>();
    collect(e, parts);
    return parts;
  }

  private static void collect(Expr e, List<Expr> parts) {
    if (e instanceof Call call && call.primitive() == Primitive.LOGADDEXP) {
      call.arguments().forEach(argument -> collect(argument, parts));
    } else {
      parts.add(e);
    }
  }
}
