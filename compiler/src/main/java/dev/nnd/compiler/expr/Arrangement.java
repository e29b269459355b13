package dev.nnd.compiler.expr;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a sum is written with the fewest operators: terms of one coefficient, or of one denominator, share it.
 *
 * <pre>
 *   2x + 2y + z      2 * (x + y) + z
 *   x / 3 + 2y / 3   (x + 2y) / 3
 *   -2x - 2y         -2 * (x + y)
 * </pre>
 *
 * <p>Only the writing differs: read back, the factor goes into the sum again.
 *
 * @param parts at least one; the first that is positive leads
 */
record Arrangement(List<Part> parts) {
  /** A summand, with its sign apart. */
  sealed interface Part {
    boolean negative();

    /** Above zero. */
    Rational factor();

    Part turned();
  }

  /** One term; none where the factor is all. */
  record Single(boolean negative, Rational factor, Optional<Expr> term) implements Part {
    @Override
    public Single turned() {
      return new Single(!negative, factor, term);
    }

    Single times(Rational scale) {
      return new Single(negative, factor.times(scale), term);
    }
  }

  /** A factor before a sum in parentheses. */
  record Group(boolean negative, Rational factor, Arrangement sum) implements Part {
    @Override
    public Group turned() {
      return new Group(!negative, factor, sum);
    }
  }

  static Arrangement of(Sum sum) {
    List<Single> singles = new ArrayList<>(sum.terms().size() + 1);
    for (int i = 0; i < sum.terms().size(); i++) {
      Rational coefficient = sum.coefficients().get(i);
      singles.add(new Single(coefficient.signum() < 0, coefficient.abs(), Optional.of(sum.terms().get(i))));
    }
    if (!sum.constant().isZero()) {
      singles.add(new Single(sum.constant().signum() < 0, sum.constant().abs(), Optional.empty()));
    }
    Rational whole = singles.size() > 1 ? wholeFactor(sum) : Rational.ONE;
    return whole.isOne() ? arrange(singles) : new Arrangement(List.of(group(singles, whole)));
  }

  /** What stands before the whole sum: the magnitude that all terms share, or one over the denominator that no decimal can say. */
  static Rational wholeFactor(Sum sum) {
    Rational common = sum.commonFactor();
    BigInteger denominator = sum.coefficients().get(0).denominator();
    boolean shared = common.isOne()
        && sum.coefficients().stream().allMatch(coefficient -> isUnwritten(coefficient, denominator))
        && (sum.constant().isZero() || isUnwritten(sum.constant(), denominator));
    return shared ? Rational.of(BigInteger.ONE, denominator) : common;
  }

  private static boolean isUnwritten(Rational coefficient, BigInteger denominator) {
    return coefficient.denominator().equals(denominator) && !Coefficient.isWritten(coefficient);
  }

  /** Of the negated sum. */
  Arrangement negated() {
    return new Arrangement(parts.stream().map(Part::turned).toList());
  }

  /** The part that is written first. */
  Part first() {
    return parts.stream().filter(part -> !part.negative()).findFirst().orElse(parts.get(0));
  }

  private static Arrangement arrange(List<Single> singles) {
    return new Arrangement(grouped(
        singles,
        Arrangement::unwrittenDenominator,
        (members, denominator) -> group(members, Rational.of(BigInteger.ONE, denominator)),
        Arrangement::byCoefficient));
  }

  private static List<Part> byCoefficient(List<Single> singles) {
    return grouped(
        singles,
        single -> single.term().isPresent() && !single.factor().isOne() ? Optional.of(single.factor()) : Optional.empty(),
        Arrangement::group,
        List::copyOf);
  }

  /** A denominator that no decimal can say. */
  private static Optional<BigInteger> unwrittenDenominator(Single single) {
    return Optional.of(single.factor().denominator()).filter(denominator -> !Coefficient.isWritten(single.factor()));
  }

  @FunctionalInterface
  private interface Grouping<K> {
    Part of(List<Single> members, K key);
  }

  /** Those that share a key become one part, where the first of them stands; the others are left to the rest. */
  private static <K> List<Part> grouped(
      List<Single> singles, Function<Single, Optional<K>> key, Grouping<K> grouping, Function<List<Single>, List<? extends Part>> rest) {
    Map<K, List<Single>> byKey = new LinkedHashMap<>();
    singles.forEach(single ->
        key.apply(single).ifPresent(k -> byKey.computeIfAbsent(k, unused -> new ArrayList<>()).add(single)));
    byKey.values().removeIf(members -> members.size() < 2);
    if (byKey.isEmpty()) {
      return List.copyOf(rest.apply(singles));
    }
    List<Part> parts = new ArrayList<>();
    List<Single> others = new ArrayList<>();
    for (Single single : singles) {
      Optional<K> shared = key.apply(single).filter(byKey::containsKey);
      if (shared.isEmpty()) {
        others.add(single);
      } else if (byKey.get(shared.get()).get(0) == single) {
        parts.add(grouping.of(byKey.get(shared.get()), shared.get()));
      }
    }
    parts.addAll(rest.apply(others));
    return parts;
  }

  /** The members over a factor; a group without a positive member has its sign before it. */
  private static Part group(List<Single> members, Rational factor) {
    boolean negative = members.stream().allMatch(Single::negative);
    Rational inverse = factor.reciprocal();
    List<Single> inner = members.stream().map(single -> (negative ? single.turned() : single).times(inverse)).toList();
    return new Group(negative, factor, new Arrangement(byCoefficient(inner)));
  }
}
