package dev.nnd.compiler.expr;

/**
 * Two hashes of a structure, the same from run to run: one of all of it, one that ignores which number an axis has.
 *
 * @param structure of everything
 * @param skeleton without the numbers of the axes
 */
record Fingerprint(long structure, long skeleton) {
  static Fingerprint of(String kind) {
    long seed = 0x6A09E667F3BCC908L;
    for (int i = 0; i < kind.length(); i++) {
      seed = mix(seed, kind.charAt(i));
    }
    return new Fingerprint(seed, seed);
  }

  Fingerprint with(long value) {
    return new Fingerprint(mix(structure, value), mix(skeleton, value));
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
    return new Fingerprint(mix(structure, child.structure()), mix(skeleton, child.skeleton()));
  }

  Fingerprint with(Iterable<Expr> children) {
    Fingerprint result = this;
    for (Expr child : children) {
      result = result.with(child);
    }
    return result;
  }

  /** The same for a child whose place among its siblings depends on the numbers of axes, as the terms of a sum. */
  Fingerprint withUnordered(Expr child, Rational weight) {
    Fingerprint one = of("").with(child).with(weight);
    return new Fingerprint(mix(structure, one.structure), skeleton + one.skeleton * 0x9E3779B97F4A7C15L);
  }

  Fingerprint withAxis(Axis axis) {
    return new Fingerprint(mix(mix(structure, axis.id()), axis.size()), mix(skeleton, axis.size()));
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014) over both words. */
  private static long mix(long hash, long value) {
    long z = hash * 31 + value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
