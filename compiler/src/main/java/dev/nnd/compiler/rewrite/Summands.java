package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts of a sum, its constant as one of them. */
final class Summands {
  /**
   * A coefficient times a term; the term of a constant is one.
   *
   * @param coefficient not zero
   */
  record Part(Rational coefficient, Expr term) {}

  private Summands() {}

  static List<Part> of(ExprPool pool, Sum sum) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < sum.terms().size(); i++) {
      parts.add(new Part(sum.coefficients().get(i), sum.terms().get(i)));
    }
    if (!sum.constant().isZero()) {
      parts.add(new Part(sum.constant(), pool.one()));
    }
    return parts;
  }

  /** Of what the part is the square, up to its sign: a rational coefficient and even positive powers. */
  static Optional<Expr> squareRoot(ExprPool pool, Part part) {
    return part.coefficient().abs().root(2)
        .flatMap(coefficient -> halved(pool, part.term()).map(term -> pool.scale(coefficient, term)));
  }

  private static Optional<Expr> halved(ExprPool pool, Expr term) {
    if (term instanceof Num) {
      return Optional.of(term);
    }
    boolean even = term instanceof Product product
        && product.exponents().stream().allMatch(exponent -> exponent.isEven() && exponent.signum() > 0);
    if (!even) {
      return Optional.empty();
    }
    Product product = (Product) term;
    return Optional.of(pool.powers(
        product.bases(), product.exponents().stream().map(exponent -> exponent.times(Rational.HALF)).toList()));
  }
}
