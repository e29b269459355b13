package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Sum;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The logarithm of a sum of exponentials, which may overflow where the logarithm does not.
 *
 * <pre>
 *   log(1 + exp(x))                  -&gt;  softplus(x)                       extends
 *   log(exp(x) + exp(y))             -&gt;  logaddexp(x, y)                   extends
 *   log(2 + exp(x))                  -&gt;  logaddexp(x, log(2))              extends
 *   log((exp(x) + exp(y)) / 2)       -&gt;  logaddexp(x, y) + log(0.5)        extends
 *   log(exp(x) + exp(y) + exp(z))    -&gt;  logaddexp(z, logaddexp(x, y))     extends
 * </pre>
 */
public final class LogOfExponentials implements Rewrite {
  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    if (!(e instanceof Call call && call.primitive() == Primitive.LOG && call.argument() instanceof Sum sum)) {
      return Optional.empty();
    }
    Rational common = sum.isScaling() ? Rational.ONE : sum.commonFactor();
    return Exponentials.logarithms(pool, pool.scale(common.reciprocal(), sum), finish).map(parts -> new Rewritten(
        pool.add(Exponentials.logOfSum(pool, parts, finish), pool.call(Primitive.LOG, pool.num(common))),
        "log_of_exponentials"));
  }
}
