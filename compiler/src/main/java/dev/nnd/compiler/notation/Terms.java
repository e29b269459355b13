package dev.nnd.compiler.notation;

import dev.nnd.compiler.expr.Arrangement;
import dev.nnd.compiler.expr.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the ways of writing sums have in common. */
final class Terms {
  private Terms() {}

  /** A formula times a number. */
  static Formula scaled(Rational factor, Formula formula) {
    if (formula instanceof Formula.Linear linear && linear.terms().size() == 1 && linear.constant().isZero()) {
      return scaled(factor.times(linear.terms().get(0).coefficient()), linear.terms().get(0).value());
    }
    return factor.isOne() ? formula : new Formula.Linear(List.of(new Formula.Term(factor, formula)), Rational.ZERO);
  }

  /** A term of a sum; what it is scaled by is its coefficient. */
  static Formula.Term term(Rational coefficient, Formula formula) {
    return scaled(coefficient, formula) instanceof Formula.Linear linear && linear.terms().size() == 1 && linear.constant().isZero()
        ? linear.terms().get(0)
        : new Formula.Term(coefficient, formula);
  }

  /** As a textbook writes them: products of matrices first, signs within differences. */
  static List<Formula.Term> written(List<Formula.Term> terms) {
    return matrixProductsFirst(terms.stream().map(Terms::turned).toList());
  }

  /** A sign before a product goes into a difference in it: {@code a - (y - 1) * b} is {@code a + (1 - y) * b}. */
  private static Formula.Term turned(Formula.Term term) {
    if (term.coefficient().signum() < 0 && term.value() instanceof Formula.Product product) {
      List<Formula.Factor> factors = new ArrayList<>(product.factors());
      for (Formula.Factor factor : product.factors()) {
        if (factor.exponent().isOne() && factor.base() instanceof Formula.Linear linear && isDifference(linear)) {
          factors.set(factors.indexOf(factor), new Formula.Factor(negated(linear), Rational.ONE, factor.tensor()));
          return new Formula.Term(term.coefficient().negate(), new Formula.Product(factors));
        }
      }
    }
    return term;
  }

  private static boolean isDifference(Formula.Linear linear) {
    boolean positive = linear.constant().signum() > 0 || linear.terms().stream().anyMatch(term -> term.coefficient().signum() > 0);
    boolean negative = linear.constant().signum() < 0 || linear.terms().stream().anyMatch(term -> term.coefficient().signum() < 0);
    return positive && negative;
  }

  private static Formula.Linear negated(Formula.Linear linear) {
    return new Formula.Linear(
        linear.terms().stream().map(term -> new Formula.Term(term.coefficient().negate(), term.value())).toList(),
        linear.constant().negate());
  }

  /** {@code W x + b} is written in this order. */
  private static List<Formula.Term> matrixProductsFirst(List<Formula.Term> terms) {
    List<Formula.Term> ordered = new ArrayList<>(terms);
    if (!isMatrixProduct(terms.get(0))) {
      terms.stream().filter(Terms::isMatrixProduct).forEach(term -> {
        ordered.remove(term);
        ordered.add((int) ordered.stream().filter(Terms::isMatrixProduct).count(), term);
      });
    }
    return ordered;
  }

  private static boolean isMatrixProduct(Formula.Term term) {
    return term.value() instanceof Formula.MatrixProduct || term.value() instanceof Formula.Dot;
  }

  /** The magnitude that all coefficients and the constant share, or one. */
  static Rational commonFactor(Formula.Linear linear) {
    Rational magnitude = linear.terms().get(0).coefficient().abs();
    boolean shared = linear.terms().stream().allMatch(term -> term.coefficient().abs().equals(magnitude))
        && (linear.constant().isZero() || linear.constant().abs().equals(magnitude));
    return shared ? magnitude : Rational.ONE;
  }

  /** The parts with their signs, the first positive one first. */
  static String signed(List<String> parts, List<Boolean> negative) {
    int first = Math.max(0, negative.indexOf(false));
    StringBuilder line = new StringBuilder((negative.get(first) ? "-" : "") + parts.get(first));
    for (int i = 0; i < parts.size(); i++) {
      if (i != first) {
        line.append(negative.get(i) ? " - " : " + ").append(parts.get(i));
      }
    }
    return line.toString();
  }

  /** With as few operators as it can be written. */
  static Arrangement<Formula> arranged(Formula.Linear linear) {
    List<Formula.Term> terms = written(linear.terms());
    return Arrangement.of(
        terms.stream().map(Formula.Term::value).toList(), terms.stream().map(Formula.Term::coefficient).toList(), linear.constant());
  }

  static boolean isInteger(String literal) {
    return literal.chars().allMatch(Character::isDigit);
  }

  /** Whether a number may stand directly before it: a name or its whole power, not beginning with e. */
  static boolean isName(String text) {
    int caret = text.indexOf('^');
    String name = caret < 0 ? text : text.substring(0, caret);
    String exponent = caret < 0 ? "" : text.substring(caret + 1);
    return !name.isEmpty()
        && name.codePoints().allMatch(Character::isUnicodeIdentifierPart)
        && Character.isUnicodeIdentifierStart(name.codePointAt(0))
        && !name.toLowerCase(Locale.ROOT).startsWith("e")
        && isInteger(exponent);
  }
}
