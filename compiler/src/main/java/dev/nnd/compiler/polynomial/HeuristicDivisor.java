package dev.nnd.compiler.polynomial;

import dev.nnd.compiler.expr.Rational;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The greatest common divisor by way of the integers: at large numbers in the place of the variables both polynomials are
 * integers, and the digits of their divisor are its coefficients (Char, Geddes, Gonnet, "GCDHEU: Heuristic polynomial GCD
 * algorithm based on integer GCD computation", 1989). What is found is proved: it divides both, and the quotients are
 * coprime.
 */
final class HeuristicDivisor {
  private static final int ATTEMPTS = 3;
  /** Beyond this many bits of an image the remainder sequence is as good. */
  private static final long MOST_BITS = 20_000;

  private final int variables;

  private HeuristicDivisor(int variables) {
    this.variables = variables;
  }

  /** Of polynomials with integer coefficients; primitive. Nothing where luck fails. */
  static Optional<Polynomial> of(Polynomial a, Polynomial b) {
    HeuristicDivisor heuristic = new HeuristicDivisor(a.variables());
    Map<Monomial, BigInteger> first = heuristic.integers(a);
    Map<Monomial, BigInteger> second = heuristic.integers(b);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Polynomial> divisor = heuristic.divisor(first, second, 0, attempt).map(heuristic::polynomial).filter(d -> proves(a, b, d));
      if (divisor.isPresent()) {
        return divisor;
      }
    }
    return Optional.empty();
  }

  private static boolean proves(Polynomial a, Polynomial b, Polynomial divisor) {
    Optional<Polynomial> ofA = a.dividedBy(divisor);
    Optional<Polynomial> ofB = ofA.isPresent() ? b.dividedBy(divisor) : Optional.empty();
    return ofB.isPresent() && Coprimality.isProved(ofA.get(), ofB.get());
  }

  private Map<Monomial, BigInteger> integers(Polynomial p) {
    Map<Monomial, BigInteger> integers = new HashMap<>();
    p.terms().forEach((monomial, coefficient) -> integers.put(monomial, coefficient.numerator()));
    return integers;
  }

  private Polynomial polynomial(Map<Monomial, BigInteger> integers) {
    return Polynomial.of(variables, integers).primitive();
  }

  /** In the variables from this one on; without a common integer but the one that a and b share. */
  private Optional<Map<Monomial, BigInteger>> divisor(
      Map<Monomial, BigInteger> a, Map<Monomial, BigInteger> b, int variable, int attempt) {
    BigInteger contentOfA = content(a);
    BigInteger contentOfB = content(b);
    BigInteger shared = contentOfA.gcd(contentOfB);
    if (variable == variables) {
      return Optional.of(Map.of(Monomial.one(variables), shared));
    }
    int degree = Math.max(degree(a, variable), degree(b, variable));
    if (degree == 0) {
      return divisor(a, b, variable + 1, attempt);
    }
    Map<Monomial, BigInteger> first = scaled(a, contentOfA);
    Map<Monomial, BigInteger> second = scaled(b, contentOfB);
    BigInteger point = height(first).min(height(second)).shiftLeft(1).add(BigInteger.valueOf(29 + 1_000L * attempt))
        .shiftLeft(attempt);
    if ((long) point.bitLength() * degree > MOST_BITS) {
      return Optional.empty();
    }
    BigInteger[] powers = new BigInteger[degree + 1];
    powers[0] = BigInteger.ONE;
    for (int i = 1; i <= degree; i++) {
      powers[i] = powers[i - 1].multiply(point);
    }
    Map<Monomial, BigInteger> imageOfA = at(first, variable, powers);
    Map<Monomial, BigInteger> imageOfB = at(second, variable, powers);
    if (imageOfA.isEmpty() || imageOfB.isEmpty()) {
      return Optional.empty();
    }
    return divisor(imageOfA, imageOfB, variable + 1, attempt).flatMap(image -> {
      Map<Monomial, BigInteger> digits = digits(image, variable, point, degree);
      BigInteger content = content(digits);
      Map<Monomial, BigInteger> primitive = scaled(digits, content);
      primitive.replaceAll((monomial, coefficient) -> coefficient.multiply(shared));
      return digits.isEmpty() ? Optional.empty() : Optional.of(primitive);
    });
  }

  private static BigInteger content(Map<Monomial, BigInteger> p) {
    BigInteger content = BigInteger.ZERO;
    for (BigInteger coefficient : p.values()) {
      content = content.gcd(coefficient);
      if (content.equals(BigInteger.ONE)) {
        break;
      }
    }
    return content;
  }

  private static int degree(Map<Monomial, BigInteger> p, int variable) {
    int degree = 0;
    for (Monomial monomial : p.keySet()) {
      degree = Math.max(degree, monomial.exponent(variable));
    }
    return degree;
  }

  private static BigInteger height(Map<Monomial, BigInteger> p) {
    BigInteger height = BigInteger.ZERO;
    for (BigInteger coefficient : p.values()) {
      height = height.max(coefficient.abs());
    }
    return height;
  }

  private static Map<Monomial, BigInteger> scaled(Map<Monomial, BigInteger> p, BigInteger divisor) {
    Map<Monomial, BigInteger> scaled = new HashMap<>(p);
    if (!divisor.equals(BigInteger.ONE)) {
      scaled.replaceAll((monomial, coefficient) -> coefficient.divide(divisor));
    }
    return scaled;
  }

  private static Map<Monomial, BigInteger> at(Map<Monomial, BigInteger> p, int variable, BigInteger[] powers) {
    Map<Monomial, BigInteger> image = new HashMap<>();
    p.forEach((monomial, coefficient) -> image.merge(
        monomial.without(variable), coefficient.multiply(powers[monomial.exponent(variable)]), BigInteger::add));
    image.values().removeIf(coefficient -> coefficient.signum() == 0);
    return image;
  }

  /** Each coefficient in digits of this base, of which the magnitude is at most half of it: the powers of the variable. */
  private Map<Monomial, BigInteger> digits(Map<Monomial, BigInteger> image, int variable, BigInteger base, int most) {
    BigInteger half = base.shiftRight(1);
    Map<Monomial, BigInteger> digits = new HashMap<>();
    image.forEach((monomial, coefficient) -> {
      BigInteger rest = coefficient;
      for (int exponent = 0; rest.signum() != 0 && exponent <= most; exponent++) {
        BigInteger digit = rest.mod(base);
        if (digit.compareTo(half) > 0) {
          digit = digit.subtract(base);
        }
        if (digit.signum() != 0) {
          digits.put(monomial.times(Monomial.power(variables, variable, exponent)), digit);
        }
        rest = rest.subtract(digit).divide(base);
      }
    });
    return digits;
  }
}
