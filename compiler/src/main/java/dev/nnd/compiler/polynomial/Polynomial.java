package dev.nnd.compiler.polynomial;

import dev.nnd.compiler.expr.Rational;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A sum of monomials with rational coefficients other than zero. All of one computation have the same variables. */
public final class Polynomial {
  private static final int MOST_TERMS = 256;

  private final int variables;
  private final TreeMap<Monomial, Rational> terms;

  private Polynomial(int variables, TreeMap<Monomial, Rational> terms) {
    if (terms.size() > MOST_TERMS) {
      throw new BudgetException();
    }
    this.variables = variables;
    this.terms = terms;
  }

  public static Polynomial constant(int variables, Rational value) {
    return term(Monomial.one(variables), value);
  }

  public static Polynomial term(Monomial monomial, Rational coefficient) {
    TreeMap<Monomial, Rational> terms = new TreeMap<>();
    if (!coefficient.isZero()) {
      terms.put(monomial, coefficient);
    }
    return new Polynomial(monomial.variables(), terms);
  }

  public int variables() {
    return variables;
  }

  /** The coefficients, the lexicographically greatest monomial first. */
  public SortedMap<Monomial, Rational> terms() {
    return Collections.unmodifiableSortedMap(terms.descendingMap());
  }

  public boolean isZero() {
    return terms.isEmpty();
  }

  public boolean isOne() {
    return isConstant() && !isZero() && leadingCoefficient().isOne();
  }

  public boolean isConstant() {
    return isZero() || terms.lastKey().isOne();
  }

  /** The highest exponent of a variable. */
  public int degree(int variable) {
    return terms.keySet().stream().mapToInt(monomial -> monomial.exponent(variable)).max().orElse(0);
  }

  Monomial leadingMonomial() {
    return terms.lastKey();
  }

  public Rational leadingCoefficient() {
    return terms.lastEntry().getValue();
  }

  public Polynomial plus(Polynomial other) {
    return combine(other, Rational.ONE);
  }

  public Polynomial minus(Polynomial other) {
    return combine(other, Rational.MINUS_ONE);
  }

  private Polynomial combine(Polynomial other, Rational factor) {
    TreeMap<Monomial, Rational> sum = new TreeMap<>(terms);
    other.terms.forEach((monomial, coefficient) -> add(sum, monomial, coefficient.times(factor)));
    return new Polynomial(variables, sum);
  }

  private static void add(Map<Monomial, Rational> sum, Monomial monomial, Rational coefficient) {
    Rational together = sum.getOrDefault(monomial, Rational.ZERO).plus(coefficient);
    if (!together.inBudget()) {
      throw new BudgetException();
    }
    if (together.isZero()) {
      sum.remove(monomial);
    } else {
      sum.put(monomial, together);
    }
  }

  public Polynomial times(Polynomial other) {
    TreeMap<Monomial, Rational> product = new TreeMap<>();
    terms.forEach((a, coefficient) -> {
      other.terms.forEach((b, factor) -> add(product, a.times(b), coefficient.times(factor)));
      if (product.size() > MOST_TERMS) {
        throw new BudgetException();
      }
    });
    return new Polynomial(variables, product);
  }

  public Polynomial times(Rational factor) {
    TreeMap<Monomial, Rational> scaled = new TreeMap<>();
    if (!factor.isZero()) {
      terms.forEach((monomial, coefficient) -> scaled.put(monomial, coefficient.times(factor)));
    }
    return new Polynomial(variables, scaled);
  }

  public Polynomial power(int exponent) {
    Polynomial power = constant(variables, Rational.ONE);
    for (int i = 0; i < exponent; i++) {
      power = power.times(this);
    }
    return power;
  }

  /** The quotient, where the division leaves nothing. */
  public Optional<Polynomial> dividedBy(Polynomial divisor) {
    TreeMap<Monomial, Rational> quotient = new TreeMap<>();
    Polynomial rest = this;
    while (!rest.isZero()) {
      if (!rest.leadingMonomial().isDivisibleBy(divisor.leadingMonomial())) {
        return Optional.empty();
      }
      Monomial monomial = rest.leadingMonomial().dividedBy(divisor.leadingMonomial());
      Rational coefficient = rest.leadingCoefficient().dividedBy(divisor.leadingCoefficient());
      quotient.put(monomial, coefficient);
      rest = rest.minus(divisor.times(term(monomial, coefficient)));
    }
    return Optional.of(new Polynomial(variables, quotient));
  }

  /** @throws ArithmeticException where the division leaves a rest */
  Polynomial exactlyDividedBy(Polynomial divisor) {
    return dividedBy(divisor).orElseThrow(() -> new ArithmeticException("no divisor"));
  }

  public Polynomial derivative(int variable) {
    TreeMap<Monomial, Rational> derivative = new TreeMap<>();
    Monomial one = Monomial.power(variables, variable, 1);
    terms.forEach((monomial, coefficient) -> {
      int exponent = monomial.exponent(variable);
      if (exponent > 0) {
        derivative.put(monomial.dividedBy(one), coefficient.times(Rational.of(exponent)));
      }
    });
    return new Polynomial(variables, derivative);
  }

  /** As a polynomial in one variable: its coefficients by exponent, which are free of it. */
  SortedMap<Integer, Polynomial> coefficients(int variable) {
    SortedMap<Integer, Polynomial> coefficients = new TreeMap<>();
    terms.forEach((monomial, coefficient) -> coefficients.merge(
        monomial.exponent(variable), term(monomial.without(variable), coefficient), Polynomial::plus));
    return coefficients;
  }

  /** The monomial that divides all terms. */
  public Monomial commonMonomial() {
    return terms.keySet().stream().reduce(Monomial::gcd).orElseThrow();
  }

  /**
   * The rational number by which to divide, so that the coefficients become integers without a common divisor and the
   * leading one is positive.
   */
  public Rational content() {
    BigInteger numerators = BigInteger.ZERO;
    BigInteger denominators = BigInteger.ONE;
    for (Rational coefficient : terms.values()) {
      numerators = numerators.gcd(coefficient.numerator());
      BigInteger denominator = coefficient.denominator();
      denominators = denominators.divide(denominators.gcd(denominator)).multiply(denominator);
    }
    Rational content = Rational.of(numerators, denominators);
    return leadingCoefficient().signum() < 0 ? content.negate() : content;
  }

  public Polynomial primitive() {
    return isZero() ? this : times(content().reciprocal());
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Polynomial other && terms.equals(other.terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }

  @Override
  public String toString() {
    return terms.toString();
  }
}
