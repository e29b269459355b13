package dev.nnd.compiler.polynomial;

import dev.nnd.compiler.expr.Rational;
import java.math.BigInteger;
import java.util.Map;

/**
 * Proves that two polynomials have no common divisor but constants, by a few images modulo a prime: a common divisor in a
 * variable is one of the images too, as long as a leading coefficient does not vanish (Brown, "On Euclid's algorithm and
 * the computation of polynomial greatest common divisors", 1971, section 4).
 */
final class Coprimality {
  /** Products of two remainders fit into a long. */
  private static final long PRIME = 2_147_483_647L;

  private static final BigInteger MODULUS = BigInteger.valueOf(PRIME);
  /** In the place of the variables that are not looked at: any numbers will do. */
  private static final long[] POINTS = {1_000_003L, 123_456_791L, 987_654_323L, 77_777_783L};

  private Coprimality() {}

  /** Whether it is proved; where it is not, there may be a divisor or none. */
  static boolean isProved(Polynomial a, Polynomial b) {
    for (int variable = 0; variable < a.variables(); variable++) {
      int degreeOfA = a.degree(variable);
      int degreeOfB = b.degree(variable);
      if (degreeOfA > 0 && degreeOfB > 0 && !areCoprime(image(a, variable, degreeOfA), image(b, variable, degreeOfB))) {
        return false;
      }
    }
    return true;
  }

  /** Whether p/q may be a root of a polynomial in one variable alone, with integer coefficients; where not, that is proved. */
  static boolean mayHaveRoot(Polynomial polynomial, int variable, BigInteger p, BigInteger q) {
    long[] image = image(polynomial, variable, polynomial.degree(variable));
    long above = remainder(p);
    long below = remainder(q);
    long value = 0;
    long scale = 1;
    for (int i = image.length - 1; i >= 0; i--) {
      value = (value * above % PRIME + image[i] * scale % PRIME) % PRIME;
      scale = scale * below % PRIME;
    }
    return value == 0;
  }

  /** The coefficients by exponent, at a point of the other variables; nothing where a denominator vanishes. */
  private static long[] image(Polynomial p, int variable, int degree) {
    long[] image = new long[degree + 1];
    for (Map.Entry<Monomial, Rational> term : p.terms().entrySet()) {
      long denominator = remainder(term.getValue().denominator());
      if (denominator == 0) {
        return new long[0];
      }
      long value = remainder(term.getValue().numerator());
      if (denominator != 1) {
        value = value * inverse(denominator) % PRIME;
      }
      Monomial monomial = term.getKey();
      for (int other = 0; other < p.variables(); other++) {
        if (other != variable && monomial.exponent(other) > 0) {
          value = value * power(POINTS[other % POINTS.length], monomial.exponent(other)) % PRIME;
        }
      }
      int exponent = monomial.exponent(variable);
      image[exponent] = (image[exponent] + value) % PRIME;
    }
    return image;
  }

  private static long remainder(BigInteger value) {
    return value.bitLength() < 63 ? Math.floorMod(value.longValue(), PRIME) : value.mod(MODULUS).longValue();
  }

  private static long power(long base, long exponent) {
    long result = 1;
    long square = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result = result * square % PRIME;
      }
      square = square * square % PRIME;
    }
    return result;
  }

  /** By Fermat's little theorem. */
  private static long inverse(long value) {
    return power(value, PRIME - 2);
  }

  /** Euclid's algorithm; an image without its leading coefficient proves nothing. Both are overwritten. */
  private static boolean areCoprime(long[] a, long[] b) {
    if (a.length == 0 || b.length == 0 || a[a.length - 1] == 0 || b[b.length - 1] == 0) {
      return false;
    }
    long[] above = a;
    long[] below = b;
    int degreeAbove = a.length - 1;
    int degreeBelow = b.length - 1;
    while (degreeBelow > 0) {
      long scale = inverse(below[degreeBelow]);
      while (degreeAbove >= degreeBelow) {
        long quotient = above[degreeAbove] * scale % PRIME;
        int shift = degreeAbove - degreeBelow;
        for (int i = 0; i <= degreeBelow; i++) {
          above[i + shift] = Math.floorMod(above[i + shift] - quotient * below[i] % PRIME, PRIME);
        }
        while (degreeAbove >= 0 && above[degreeAbove] == 0) {
          degreeAbove--;
        }
      }
      long[] rest = above;
      int degreeOfRest = degreeAbove;
      above = below;
      degreeAbove = degreeBelow;
      below = rest;
      degreeBelow = degreeOfRest;
    }
    return degreeBelow == 0;
  }
}
