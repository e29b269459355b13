package dev.nnd.compiler.polynomial;

import java.util.Arrays;

/** A product of powers of variables, {@code x0^e0 x1^e1 …}; in lexicographic order. */
public final class Monomial implements Comparable<Monomial> {
  private final int[] exponents;

  private Monomial(int[] exponents) {
    this.exponents = exponents;
  }

  public static Monomial one(int variables) {
    return new Monomial(new int[variables]);
  }

  public static Monomial power(int variables, int variable, int exponent) {
    int[] exponents = new int[variables];
    exponents[variable] = exponent;
    return new Monomial(exponents);
  }

  public int variables() {
    return exponents.length;
  }

  public int exponent(int variable) {
    return exponents[variable];
  }

  boolean isOne() {
    return Arrays.stream(exponents).allMatch(exponent -> exponent == 0);
  }

  Monomial times(Monomial other) {
    int[] sum = new int[exponents.length];
    Arrays.setAll(sum, i -> exponents[i] + other.exponents[i]);
    return new Monomial(sum);
  }

  boolean isDivisibleBy(Monomial other) {
    for (int i = 0; i < exponents.length; i++) {
      if (exponents[i] < other.exponents[i]) {
        return false;
      }
    }
    return true;
  }

  Monomial dividedBy(Monomial other) {
    int[] difference = new int[exponents.length];
    Arrays.setAll(difference, i -> exponents[i] - other.exponents[i]);
    return new Monomial(difference);
  }

  Monomial gcd(Monomial other) {
    int[] least = new int[exponents.length];
    Arrays.setAll(least, i -> Math.min(exponents[i], other.exponents[i]));
    return new Monomial(least);
  }

  /** Without this variable. */
  Monomial without(int variable) {
    int[] rest = exponents.clone();
    rest[variable] = 0;
    return new Monomial(rest);
  }

  @Override
  public int compareTo(Monomial other) {
    return Arrays.compare(exponents, other.exponents);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Monomial other && Arrays.equals(exponents, other.exponents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(exponents);
  }
}
