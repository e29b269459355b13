package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.UndefinedException;
import dev.nnd.compiler.polynomial.GreatestCommonDivisor;
import dev.nnd.compiler.polynomial.Polynomial;

/** A quotient of polynomials. */
record Fraction(Polynomial numerator, Polynomial denominator) {
  Fraction {
    if (denominator.isZero()) {
      throw new UndefinedException("division by zero");
    }
  }

  static Fraction of(Polynomial p) {
    return new Fraction(p, Polynomial.constant(p.variables(), Rational.ONE));
  }

  Fraction plus(Fraction other) {
    if (denominator.equals(other.denominator)) {
      return new Fraction(numerator.plus(other.numerator), denominator);
    }
    Polynomial common = GreatestCommonDivisor.of(denominator, other.denominator);
    Polynomial here = denominator.dividedBy(common).orElseThrow();
    Polynomial there = other.denominator.dividedBy(common).orElseThrow();
    return new Fraction(
        numerator.times(there).plus(other.numerator.times(here)), denominator.times(there));
  }

  Fraction times(Fraction other) {
    return new Fraction(numerator.times(other.numerator), denominator.times(other.denominator));
  }

  Fraction times(Rational factor) {
    return new Fraction(numerator.times(factor), denominator);
  }

  Fraction power(int exponent) {
    return exponent < 0
        ? new Fraction(denominator.power(-exponent), numerator.power(-exponent))
        : new Fraction(numerator.power(exponent), denominator.power(exponent));
  }

  /** Without the common divisor; the same object where there is none. */
  Fraction inLowestTerms() {
    Polynomial common = GreatestCommonDivisor.of(numerator, denominator);
    if (common.isConstant()) {
      return this;
    }
    return new Fraction(
        numerator.dividedBy(common).orElseThrow(), denominator.dividedBy(common).orElseThrow());
  }
}
