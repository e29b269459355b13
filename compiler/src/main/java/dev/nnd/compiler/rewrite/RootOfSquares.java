package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The root of a sum of squares without the squares, which may overflow or vanish.
 *
 * <pre>
 *   sqrt(x^2 + y^2)         -&gt;  hypot(x, y)              real
 *   sqrt(4x^2 + 9)          -&gt;  hypot(3, 2x)             real
 *   sqrt(x^2 + y^2 + z^2)   -&gt;  hypot(z, hypot(x, y))    real
 * </pre>
 */
public final class RootOfSquares implements Rewrite {
  private static final int MOST_SQUARES = 8;

  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    if (!(e instanceof Product product)) {
      return Optional.empty();
    }
    List<Expr> bases = new ArrayList<>(product.bases());
    List<Rational> exponents = new ArrayList<>(product.exponents());
    for (int i = 0; i < bases.size(); i++) {
      boolean root = exponents.get(i).denominator().equals(Rational.TWO.numerator());
      Optional<Expr> norm = root ? norm(pool, bases.get(i), finish) : Optional.empty();
      if (norm.isPresent()) {
        bases.set(i, norm.get());
        exponents.set(i, exponents.get(i).times(Rational.TWO));
        return Optional.of(new Rewritten(pool.powers(bases, exponents), "root_of_squares"));
      }
    }
    return Optional.empty();
  }

  private static Optional<Expr> norm(ExprPool pool, Expr base, UnaryOperator<Expr> finish) {
    if (!(base instanceof Sum sum)) {
      return Optional.empty();
    }
    List<Summands.Part> parts = Summands.of(pool, sum);
    if (parts.size() < 2 || parts.size() > MOST_SQUARES) {
      return Optional.empty();
    }
    List<Expr> roots = new ArrayList<>();
    for (Summands.Part part : parts) {
      if (part.coefficient().signum() > 0) {
        Summands.squareRoot(pool, part).ifPresent(roots::add);
      }
    }
    return roots.size() < parts.size()
        ? Optional.empty()
        : roots.stream().reduce((a, b) -> finish.apply(pool.call(Primitive.HYPOT, a, b)));
  }
}
