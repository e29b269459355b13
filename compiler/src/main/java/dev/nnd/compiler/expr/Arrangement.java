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
 * @param <T> what a term is: it is not looked into
 * @param parts at least one; the first that is positive leads
 */
public record Arrangement<T>(List<Part<T>> parts) {
  /** A summand, with its sign apart. */
  public sealed interface Part<T> {
    boolean negative();

    /** Above zero. */
    Rational factor();

    /** With the other sign. */
    Part<T> turned();
  }

  /** One term; none where the factor is all. */
  public record Single<T>(boolean negative, Rational factor, Optional<T> term) implements Part<T> {
    @Override
    public Single<T> turned() {
      return new Single<>(!negative, factor, term);
    }

    Single<T> times(Rational scale) {
      return new Single<>(negative, factor.times(scale), term);
    }
  }

  /** A factor before a sum in parentheses. */
  public record Group<T>(boolean negative, Rational factor, Arrangement<T> sum) implements Part<T> {
    @Override
    public Group<T> turned() {
      return new Group<>(!negative, factor, sum);
    }
  }

  static Arrangement<Expr> of(Sum sum) {
    return of(sum.terms(), sum.coefficients(), sum.constant());
  }

  /** Of a linear combination: as many coefficients as terms, none of them zero. */
  public static <T> Arrangement<T> of(List<T> terms, List<Rational> coefficients, Rational constant) {
    List<Single<T>> singles = new ArrayList<>(terms.size() + 1);
    for (int i = 0; i < terms.size(); i++) {
      singles.add(single(coefficients.get(i), Optional.of(terms.get(i))));
    }
    if (!constant.isZero()) {
      singles.add(single(constant, Optional.empty()));
    }
    Rational whole = wholeFactor(singles.stream().map(Single::factor).toList());
    return whole.isOne() ? arrange(singles) : new Arrangement<>(List.of(group(singles, whole)));
  }

  private static <T> Single<T> single(Rational coefficient, Optional<T> term) {
    return new Single<>(coefficient.signum() < 0, coefficient.abs(), term);
  }

  static Rational wholeFactor(Sum sum) {
    List<Rational> magnitudes = new ArrayList<>(sum.coefficients());
    if (!sum.constant().isZero()) {
      magnitudes.add(sum.constant());
    }
    return wholeFactor(magnitudes.stream().map(Rational::abs).toList());
  }

  /** What stands before the whole sum: the magnitude that all share, or what they share over a denominator that no decimal can say. */
  private static Rational wholeFactor(List<Rational> magnitudes) {
    Rational first = magnitudes.get(0);
    if (magnitudes.size() == 1) {
      return Rational.ONE;
    }
    if (magnitudes.stream().allMatch(first::equals)) {
      return first;
    }
    boolean unwritten = magnitudes.stream().allMatch(magnitude ->
        magnitude.denominator().equals(first.denominator()) && !Coefficient.isWritten(magnitude));
    BigInteger numerators = magnitudes.stream().map(Rational::numerator).reduce(BigInteger.ZERO, BigInteger::gcd);
    return unwritten ? Rational.of(numerators, first.denominator()) : Rational.ONE;
  }

  /** Of the negated sum. */
  Arrangement<T> negated() {
    return new Arrangement<>(parts.stream().map(Part::turned).toList());
  }

  /** The part that is written first. */
  public Part<T> first() {
    return parts.stream().filter(part -> !part.negative()).findFirst().orElse(parts.get(0));
  }

  private static <T> Arrangement<T> arrange(List<Single<T>> singles) {
    return new Arrangement<>(grouped(
        singles,
        Arrangement::unwrittenDenominator,
        (members, denominator) -> group(members, Rational.of(BigInteger.ONE, denominator)),
        Arrangement::byCoefficient));
  }

  private static <T> List<Part<T>> byCoefficient(List<Single<T>> singles) {
    return grouped(
        singles,
        single -> single.term().isPresent() && !single.factor().isOne() ? Optional.of(single.factor()) : Optional.empty(),
        Arrangement::group,
        List::copyOf);
  }

  /** A denominator that no decimal can say. */
  private static Optional<BigInteger> unwrittenDenominator(Single<?> single) {
    return Optional.of(single.factor().denominator()).filter(denominator -> !Coefficient.isWritten(single.factor()));
  }

  @FunctionalInterface
  private interface Grouping<T, K> {
    Part<T> of(List<Single<T>> members, K key);
  }

  /** Those that share a key become one part, where the first of them stands; the others are left to the rest. */
  private static <T, K> List<Part<T>> grouped(
      List<Single<T>> singles,
      Function<Single<T>, Optional<K>> key,
      Grouping<T, K> grouping,
      Function<List<Single<T>>, List<? extends Part<T>>> rest) {
    Map<K, List<Single<T>>> byKey = new LinkedHashMap<>();
    singles.forEach(single ->
        key.apply(single).ifPresent(k -> byKey.computeIfAbsent(k, unused -> new ArrayList<>()).add(single)));
    byKey.values().removeIf(members -> members.size() < 2);
    if (byKey.isEmpty()) {
      return List.copyOf(rest.apply(singles));
    }
    List<Part<T>> parts = new ArrayList<>();
    List<Single<T>> others = new ArrayList<>();
    for (Single<T> single : singles) {
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
  private static <T> Part<T> group(List<Single<T>> members, Rational factor) {
    boolean negative = members.stream().allMatch(Single::negative);
    Rational inverse = factor.reciprocal();
    List<Single<T>> inner = members.stream().map(single -> (negative ? single.turned() : single).times(inverse)).toList();
    return new Group<>(negative, factor, new Arrangement<>(byCoefficient(inner)));
  }
}
