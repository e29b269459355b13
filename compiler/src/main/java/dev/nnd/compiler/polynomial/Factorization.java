package dev.nnd.compiler.polynomial;

import dev.nnd.compiler.expr.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A polynomial as a product: what its monomials share, what its coefficients as a polynomial in one variable share, the
 * factors that occur more than once (Yun, "On square-free decomposition algorithms", 1976), and the linear ones of a
 * polynomial in one variable.
 *
 * @param coefficient the rational content
 * @param monomial what divides all terms
 * @param factors not constant, each with its multiplicity
 */
public record Factorization(Rational coefficient, Monomial monomial, Map<Polynomial, Integer> factors) {
  /** Divisors of larger numbers are not tried. */
  private static final BigInteger LARGEST_DIVIDED = BigInteger.valueOf(10_000);

  /** @throws BudgetException where it costs too much */
  public static Factorization of(Polynomial p) {
    Rational content = p.content();
    Monomial monomial = p.commonMonomial();
    Polynomial rest = p.times(content.reciprocal()).exactlyDividedBy(Polynomial.term(monomial, Rational.ONE));
    Map<Polynomial, Integer> factors = new LinkedHashMap<>();
    split(rest, 1, factors);
    return new Factorization(content, monomial, factors);
  }

  private static void split(Polynomial p, int multiplicity, Map<Polynomial, Integer> factors) {
    if (p.isConstant()) {
      return;
    }
    for (int variable : variablesOf(p)) {
      Polynomial content = GreatestCommonDivisor.content(p, variable);
      if (!content.isConstant()) {
        split(content, multiplicity, factors);
        split(p.exactlyDividedBy(content), multiplicity, factors);
        return;
      }
    }
    squareFree(p, multiplicity, factors);
  }

  private static List<Integer> variablesOf(Polynomial p) {
    return IntStream.range(0, p.variables()).filter(variable -> p.degree(variable) > 0).boxed().toList();
  }

  private static void squareFree(Polynomial p, int multiplicity, Map<Polynomial, Integer> factors) {
    int variable = variablesOf(p).get(0);
    Polynomial derivative = p.derivative(variable);
    Polynomial repeated = GreatestCommonDivisor.of(p, derivative);
    Polynomial once = p.exactlyDividedBy(repeated);
    Polynomial slope = derivative.exactlyDividedBy(repeated).minus(once.derivative(variable));
    for (int power = 1; !once.isConstant(); power++) {
      Polynomial factor = GreatestCommonDivisor.of(once, slope);
      if (!factor.isConstant()) {
        linear(factor, power * multiplicity, factors);
      }
      once = once.exactlyDividedBy(factor);
      slope = slope.exactlyDividedBy(factor).minus(once.derivative(variable));
    }
  }

  private static void linear(Polynomial p, int multiplicity, Map<Polynomial, Integer> factors) {
    Polynomial rest = p.primitive();
    List<Integer> variables = variablesOf(rest);
    if (variables.size() == 1) {
      Optional<Polynomial> factor = linearFactor(rest, variables.get(0));
      while (factor.isPresent() && rest.degree(variables.get(0)) > 1) {
        factors.merge(factor.get(), multiplicity, Integer::sum);
        rest = rest.exactlyDividedBy(factor.get());
        factor = linearFactor(rest, variables.get(0));
      }
    }
    factors.merge(rest.primitive(), multiplicity, Integer::sum);
  }

  /** {@code q x - p} for a rational root p/q: p divides the constant, q the leading coefficient. */
  private static Optional<Polynomial> linearFactor(Polynomial p, int variable) {
    int degree = p.degree(variable);
    Polynomial constant = p.coefficients(variable).get(0);
    if (degree < 2 || constant == null) {
      return Optional.empty();
    }
    for (BigInteger q : divisors(p.leadingCoefficient().numerator())) {
      for (BigInteger root : divisors(constant.leadingCoefficient().numerator())) {
        for (BigInteger signed : List.of(root, root.negate())) {
          Polynomial factor = Polynomial.term(
                  Monomial.power(p.variables(), variable, 1), Rational.of(q, BigInteger.ONE))
              .minus(Polynomial.constant(p.variables(), Rational.of(signed, BigInteger.ONE)));
          if (q.gcd(signed).equals(BigInteger.ONE) && p.dividedBy(factor).isPresent()) {
            return Optional.of(factor);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static List<BigInteger> divisors(BigInteger value) {
    List<BigInteger> divisors = new ArrayList<>();
    BigInteger magnitude = value.abs();
    if (magnitude.compareTo(LARGEST_DIVIDED) > 0) {
      return List.of(BigInteger.ONE);
    }
    int n = magnitude.intValue();
    for (int d = 1; d * d <= n; d++) {
      if (n % d == 0) {
        divisors.add(BigInteger.valueOf(d));
        if (d * d != n) {
          divisors.add(BigInteger.valueOf(n / d));
        }
      }
    }
    return divisors;
  }
}
