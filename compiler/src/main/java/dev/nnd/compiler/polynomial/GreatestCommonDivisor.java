package dev.nnd.compiler.polynomial;

import dev.nnd.compiler.expr.Rational;
import java.util.stream.IntStream;

/** The greatest common divisor by the primitive remainder sequence (Knuth, volume 2, section 4.6.1, algorithm E). */
public final class GreatestCommonDivisor {
  private GreatestCommonDivisor() {}

  /**
   * With integer coefficients that have no common divisor, the leading one positive; one where there is no other.
   *
   * @throws BudgetException where it costs too much
   */
  public static Polynomial of(Polynomial a, Polynomial b) {
    if (a.isZero()) {
      return b.primitive();
    }
    if (b.isZero()) {
      return a.primitive();
    }
    if (a.isConstant() || b.isConstant()) {
      return one(a);
    }
    int variable = IntStream.range(0, a.variables())
        .filter(v -> a.degree(v) > 0 || b.degree(v) > 0)
        .findFirst()
        .orElseThrow();
    if (a.degree(variable) == 0) {
      return of(a, content(b, variable));
    }
    if (b.degree(variable) == 0) {
      return of(content(a, variable), b);
    }
    Polynomial contentOfA = content(a, variable);
    Polynomial contentOfB = content(b, variable);
    Polynomial common =
        ofPrimitive(a.exactlyDividedBy(contentOfA), b.exactlyDividedBy(contentOfB), variable);
    return of(contentOfA, contentOfB).times(common).primitive();
  }

  /** The divisor of all coefficients of a polynomial in one variable. */
  static Polynomial content(Polynomial p, int variable) {
    Polynomial content = Polynomial.constant(p.variables(), Rational.ZERO);
    for (Polynomial coefficient : p.coefficients(variable).values()) {
      content = of(content, coefficient);
      if (content.isOne()) {
        break;
      }
    }
    return content;
  }

  private static Polynomial ofPrimitive(Polynomial a, Polynomial b, int variable) {
    Polynomial above = a.degree(variable) >= b.degree(variable) ? a : b;
    Polynomial below = above == a ? b : a;
    while (true) {
      Polynomial rest = pseudoRemainder(above, below, variable);
      if (rest.isZero()) {
        return below.exactlyDividedBy(content(below, variable));
      }
      if (rest.degree(variable) == 0) {
        return one(a);
      }
      above = below;
      below = rest.exactlyDividedBy(content(rest, variable));
    }
  }

  /** What is left of a multiple of a, divided by b. */
  private static Polynomial pseudoRemainder(Polynomial a, Polynomial b, int variable) {
    int degree = b.degree(variable);
    Polynomial leading = b.coefficients(variable).get(degree);
    Polynomial rest = a;
    while (!rest.isZero() && rest.degree(variable) >= degree) {
      int exponent = rest.degree(variable);
      Polynomial multiple = rest.coefficients(variable).get(exponent)
          .times(Polynomial.term(Monomial.power(a.variables(), variable, exponent - degree), Rational.ONE));
      rest = rest.times(leading).minus(b.times(multiple));
    }
    return rest.primitive();
  }

  private static Polynomial one(Polynomial like) {
    return Polynomial.constant(like.variables(), Rational.ONE);
  }
}
