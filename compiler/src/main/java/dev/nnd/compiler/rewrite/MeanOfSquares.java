package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Sum;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The mean of squares less the square of the mean is the mean square of deviations, which does not cancel: Chan, Golub,
 * LeVeque, "Algorithms for computing the sample variance", 1983, equation 1.1.
 *
 * <pre>
 *   sum(k: e^2) / n - (sum(k: e) / n)^2  -&gt;  sum(k: (e - sum(k: e) / n)^2) / n     real
 * </pre>
 *
 * <p>for n terms, with any common factor.
 */
public final class MeanOfSquares implements Rewrite {
  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    if (!(e instanceof Sum sum)) {
      return Optional.empty();
    }
    List<Integer> squares = IntStream.range(0, sum.terms().size())
        .filter(j -> squared(sum.terms().get(j)).isPresent())
        .boxed()
        .toList();
    if (squares.isEmpty()) {
      return Optional.empty();
    }
    for (int i = 0; i < sum.terms().size(); i++) {
      for (int j : squares) {
        Optional<Expr> squared = squared(sum.terms().get(j));
        if (i != j && squared.isPresent() && fits(pool, sum, i, j, squared.get())) {
          return Optional.of(new Rewritten(rewritten(pool, sum, i, j, squared.get(), finish), "mean_of_squares"));
        }
      }
    }
    return Optional.empty();
  }

  /** The sum of which the term is the square. */
  private static Optional<Expr> squared(Expr term) {
    return term instanceof Product product
            && product.bases().size() == 1
            && product.exponents().get(0).equals(Rational.TWO)
            && sumOf(product.bases().get(0)).isPresent()
        ? Optional.of(product.bases().get(0))
        : Optional.empty();
  }

  private static Optional<Reduction> sumOf(Expr e) {
    return e instanceof Access access && access.tensor() instanceof Reduction reduction && reduction.op() == ReduceOp.SUM
        ? Optional.of(reduction)
        : Optional.empty();
  }

  /** Whether term i sums the squares of what the sum in term j sums, and the coefficients belong to a mean. */
  private static boolean fits(ExprPool pool, Sum sum, int i, int j, Expr total) {
    Optional<Reduction> squares = sumOf(sum.terms().get(i));
    Reduction of = sumOf(total).orElseThrow();
    if (squares.isEmpty()
        || !squares.get().bound().equals(of.bound())
        || of.bound().stream().anyMatch(Axis::isBatch)
        || !((Access) total).indices().equals(((Access) sum.terms().get(i)).indices())
        || squares.get().body() != pool.power(of.body(), Rational.TWO)) {
      return false;
    }
    return sum.coefficients().get(j).times(count(of)).negate().equals(sum.coefficients().get(i));
  }

  private static Rational count(Reduction reduction) {
    return reduction.bound().stream().map(axis -> Rational.of(axis.size())).reduce(Rational.ONE, Rational::times);
  }

  private static Expr rewritten(ExprPool pool, Sum sum, int i, int j, Expr total, UnaryOperator<Expr> finish) {
    Reduction of = sumOf(total).orElseThrow();
    Expr mean = pool.scale(count(of).reciprocal(), pool.element(of));
    Expr deviation = finish.apply(pool.subtract(of.body(), mean));
    Expr square = finish.apply(pool.power(deviation, Rational.TWO));
    Expr deviations =
        pool.at(finish.apply(pool.reduce(ReduceOp.SUM, of.bound(), square)), of, ((Access) total).indices());
    return Summands.replaced(pool, sum, List.of(i, j), sum.coefficients().get(i), deviations);
  }
}
