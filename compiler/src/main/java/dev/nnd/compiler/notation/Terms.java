package dev.nnd.compiler.notation;

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

  /** {@code W x + b} is written in this order. */
  static List<Formula.Term> matrixProductsFirst(List<Formula.Term> terms) {
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

  /** Whether a number may stand directly before it: a name or its whole power, not beginning with e. */
  static boolean isName(String text) {
    int caret = text.indexOf('^');
    String name = caret < 0 ? text : text.substring(0, caret);
    String exponent = caret < 0 ? "" : text.substring(caret + 1);
    return !name.isEmpty()
        && name.codePoints().allMatch(Character::isUnicodeIdentifierPart)
        && Character.isUnicodeIdentifierStart(name.codePointAt(0))
        && !name.toLowerCase(Locale.ROOT).startsWith("e")
        && exponent.chars().allMatch(Character::isDigit);
  }
}
