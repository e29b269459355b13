package dev.nnd.compiler.expr;

/**
 * A hash of a structure, the same from run to run.
 *
 * @param structure of everything beneath
 */
record Fingerprint(long structure) {
  static Fingerprint of(String kind) {
    long seed = 0x6A09E667F3BCC908L;
    for (int i = 0; i < kind.length(); i++) {
      seed = mix(seed, kind.charAt(i));
    }
    return new Fingerprint(seed);
  }

  Fingerprint with(long value) {
    return new Fingerprint(mix(structure, value));
  }

  Fingerprint with(String text) {
    Fingerprint result = with(text.length());
    for (int i = 0; i < text.length(); i++) {
      result = result.with(text.charAt(i));
    }
    return result;
  }

  Fingerprint with(Rational value) {
    return with(value.numerator().hashCode()).with(value.denominator().hashCode());
  }

  Fingerprint with(Expr child) {
    return with(child.structure());
  }

  Fingerprint with(Iterable<Expr> children) {
    Fingerprint result = this;
    for (Expr child : children) {
      result = result.with(child);
    }
    return result;
  }

  /** A term with its coefficient, or a base with its exponent. */
  Fingerprint with(Expr child, Rational weight) {
    return with(of("").with(child).with(weight).structure);
  }

  Fingerprint with(Axis axis) {
    return with(axis.id()).with(axis.size());
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014) over both words. */
  private static long mix(long hash, long value) {
    long z = hash * 31 + value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
