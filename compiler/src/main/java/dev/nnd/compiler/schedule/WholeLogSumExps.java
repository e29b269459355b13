package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Addends;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.rewrite.Rewrite;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A logsumexp lies in memory in two parts; the operand of a product of matrices is a whole number. So that operand is a
 * definition of its own.
 */
final class WholeLogSumExps implements Rewrite {
  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    if (!(e instanceof Access access)
        || !(access.tensor() instanceof Reduction product)
        || Contraction.of(product).isEmpty()) {
      return Optional.empty();
    }
    Expr whole = whole(pool, product.body());
    return whole == product.body()
        ? Optional.empty()
        : Optional.of(new Rewritten(
            pool.at(pool.reduce(product.op(), product.bound(), whole), product, access.indices()), "whole_logsumexp"));
  }

  /** The body of a contraction is an element or the product of two. */
  private static Expr whole(ExprPool pool, Expr body) {
    if (body instanceof Product factors) {
      List<Expr> bases = factors.bases().stream().map(base -> whole(pool, base)).toList();
      return bases.equals(factors.bases()) ? body : pool.powers(bases, factors.exponents());
    }
    return Addends.logSumExp(body)
        .map(logSumExp -> pool.named(Scheduler.nameOf(logSumExp), body.axes(), body))
        .orElse(body);
  }
}
