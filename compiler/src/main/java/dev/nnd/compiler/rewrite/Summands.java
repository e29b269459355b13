package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Sum;
import java.util.ArrayList;
import java.util.Collection;
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

  /**
   * The difference of two parts.
   *
   * @param scale the coefficient of the first, before both
   * @param first the term of the first, of coefficient one
   * @param second what is subtracted from it; its coefficient is positive
   */
  record Difference(Rational scale, Expr first, Part second) {}

  /** A sum of two parts with opposite signs. */
  static Optional<Difference> difference(ExprPool pool, Expr e) {
    List<Part> parts = e instanceof Sum sum ? of(pool, sum) : List.of();
    if (parts.size() != 2 || parts.get(0).coefficient().signum() == parts.get(1).coefficient().signum()) {
      return Optional.empty();
    }
    Rational scale = parts.get(0).coefficient();
    Part second = parts.get(1);
    return Optional.of(new Difference(
        scale, parts.get(0).term(), new Part(second.coefficient().dividedBy(scale).negate(), second.term())));
  }

  /** The sum with one part in the place of the terms at these positions. */
  static Expr replaced(ExprPool pool, Sum sum, Collection<Integer> positions, Rational coefficient, Expr term) {
    List<Expr> terms = new ArrayList<>(List.of(term));
    List<Rational> coefficients = new ArrayList<>(List.of(coefficient));
    for (int i = 0; i < sum.terms().size(); i++) {
      if (!positions.contains(i)) {
        terms.add(sum.terms().get(i));
        coefficients.add(sum.coefficients().get(i));
      }
    }
    return pool.linear(terms, coefficients, sum.constant());
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
