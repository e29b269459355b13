package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The difference of two square roots over their sum, which does not cancel where they are close.
 *
 * <pre>
 *   sqrt(x + 1) - sqrt(x)   -&gt;  1 / (sqrt(x + 1) + sqrt(x))                              real
 *   sqrt(x) - 2             -&gt;  (x - 4) / (sqrt(x) + 2)                                  real
 *   sqrt(x) - sqrt(y)       -&gt;  if x + y == 0 then 0 else (x - y) / (sqrt(x) + sqrt(y))  real
 * </pre>
 *
 * <p>The sum of the roots is zero where both are; there the difference is zero too.
 */
public final class DifferenceOfRoots implements Rewrite {
  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    return Summands.difference(pool, e).flatMap(difference -> quotient(pool, difference, finish));
  }

  private static Optional<Rewritten> quotient(ExprPool pool, Summands.Difference of, UnaryOperator<Expr> finish) {
    Summands.Part first = new Summands.Part(Rational.ONE, of.first());
    Summands.Part second = of.second();
    if (!isRoot(first) || !(isRoot(second) || second.term() instanceof Num)) {
      return Optional.empty();
    }
    Expr difference = finish.apply(pool.subtract(square(pool, first), square(pool, second)));
    Expr roots = finish.apply(pool.linear(
        List.of(first.term(), second.term()), List.of(Rational.ONE, second.coefficient()), Rational.ZERO));
    Expr quotient = finish.apply(pool.divide(difference, roots));
    boolean positive = second.term() instanceof Num || pool.range(difference).isNonZero();
    Expr guarded = positive ? quotient : guarded(pool, first, second, quotient);
    return Optional.of(new Rewritten(pool.scale(of.scale(), guarded), "difference_of_roots"));
  }

  private static Expr guarded(ExprPool pool, Summands.Part first, Summands.Part second, Expr quotient) {
    Expr squares = pool.add(square(pool, first), square(pool, second));
    return pool.when(pool.compare(Comparison.EQUAL, squares, pool.zero()), pool.zero(), quotient);
  }

  private static boolean isRoot(Summands.Part part) {
    return part.term() instanceof Product product
        && product.exponents().stream().allMatch(Rational.HALF::equals);
  }

  private static Expr square(ExprPool pool, Summands.Part part) {
    return pool.power(pool.scale(part.coefficient(), part.term()), Rational.TWO);
  }
}
