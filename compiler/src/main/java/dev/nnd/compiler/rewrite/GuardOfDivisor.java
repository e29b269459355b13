package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Compare;
import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Sum;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Beside a term that is divided by something, no other need be guarded against its being zero: there the sum has no value
 * anyway.
 *
 * <pre>
 *   1 / x - (if x == 0 then y else z)  -&gt;  1 / x - z     real
 * </pre>
 */
public final class GuardOfDivisor implements Rewrite {
  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    if (!(e instanceof Sum sum)) {
      return Optional.empty();
    }
    Set<Expr> divisors = divisors(sum);
    List<Expr> terms = new ArrayList<>(sum.terms());
    terms.replaceAll(term -> isGuard(pool, term, divisors) ? ((If) term).otherwise() : term);
    return terms.equals(sum.terms())
        ? Optional.empty()
        : Optional.of(new Rewritten(pool.linear(terms, sum.coefficients(), sum.constant()), "guard_of_divisor"));
  }

  private static Set<Expr> divisors(Sum sum) {
    Set<Expr> divisors = new HashSet<>();
    for (Expr term : sum.terms()) {
      if (term instanceof Product product) {
        for (int i = 0; i < product.bases().size(); i++) {
          if (product.exponents().get(i).signum() < 0) {
            divisors.add(product.bases().get(i));
          }
        }
      }
    }
    return divisors;
  }

  private static boolean isGuard(ExprPool pool, Expr term, Set<Expr> divisors) {
    return term instanceof If guarded
        && guarded.condition() instanceof Compare compare
        && compare.relation() == Comparison.EQUAL
        && compare.right() == pool.zero()
        && divisors.contains(compare.left());
  }
}
