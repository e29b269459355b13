package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Sum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What several terms of a sum have in common goes before them.
 *
 * <pre>
 *   x * y + x * z         -&gt;  x * (y + z)
 *   a / x + b / x + c     -&gt;  (a + b) / x + c
 *   x^2 * y + x^3 * z     -&gt;  x^2 * (y + x * z)
 * </pre>
 */
public final class CommonFactors implements Alternatives {
  private static final String RULE = "factor_common";
  private static final int MOST_TERMS = 64;
  private static final int MOST_FACTORS = 16;

  /** A term as a product of powers. */
  private record Term(Map<Expr, Rational> powers, Rational coefficient) {
    static Term of(Expr e, Rational coefficient) {
      Map<Expr, Rational> powers = new LinkedHashMap<>();
      if (e instanceof Product product) {
        for (int i = 0; i < product.bases().size(); i++) {
          powers.put(product.bases().get(i), product.exponents().get(i));
        }
      } else {
        powers.put(e, Rational.ONE);
      }
      return new Term(powers, coefficient);
    }

    /** The power of the base that this and another exponent share; of different signs there is none. */
    Optional<Rational> shared(Expr base, Rational exponent) {
      return Optional.ofNullable(powers.get(base))
          .filter(own -> own.signum() == exponent.signum())
          .map(own -> own.abs().compareTo(exponent.abs()) < 0 ? own : exponent);
    }

    Expr without(ExprPool pool, Map<Expr, Rational> factor) {
      Map<Expr, Rational> rest = new LinkedHashMap<>(powers);
      factor.forEach((base, exponent) -> rest.merge(base, exponent.negate(), Rational::plus));
      return pool.powers(List.copyOf(rest.keySet()), List.copyOf(rest.values()));
    }
  }

  @Override
  public List<Rewrite.Rewritten> of(ExprPool pool, Expr e) {
    if (!(e instanceof Sum sum) || sum.terms().size() < 2 || sum.terms().size() > MOST_TERMS) {
      return List.of();
    }
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < sum.terms().size(); i++) {
      terms.add(Term.of(sum.terms().get(i), sum.coefficients().get(i)));
    }
    List<Rewrite.Rewritten> candidates = new ArrayList<>();
    for (Expr base : repeated(terms)) {
      candidates.add(new Rewrite.Rewritten(factored(pool, sum, terms, base), RULE));
    }
    return candidates;
  }

  /** The bases that more than one term has. */
  private static List<Expr> repeated(List<Term> terms) {
    Set<Expr> once = new LinkedHashSet<>();
    Set<Expr> twice = new LinkedHashSet<>();
    for (Term term : terms) {
      for (Expr base : term.powers().keySet()) {
        if (!once.add(base)) {
          twice.add(base);
        }
      }
    }
    return twice.stream().limit(MOST_FACTORS).toList();
  }

  /** The terms that have the base with the sign that most have, over all that they share. */
  private static Expr factored(ExprPool pool, Sum sum, List<Term> terms, Expr base) {
    List<Integer> signs = terms.stream().map(term -> term.powers().getOrDefault(base, Rational.ZERO).signum()).toList();
    int sign = Collections.frequency(signs, 1) >= Collections.frequency(signs, -1) ? 1 : -1;
    List<Integer> positions = IntStream.range(0, terms.size()).filter(i -> signs.get(i) == sign).boxed().toList();
    List<Term> members = positions.stream().map(terms::get).toList();
    Map<Expr, Rational> factor = shared(members);
    List<Expr> inner = new ArrayList<>();
    List<Rational> coefficients = new ArrayList<>();
    for (Term member : members) {
      inner.add(member.without(pool, factor));
      coefficients.add(member.coefficient());
    }
    Expr common = pool.powers(List.copyOf(factor.keySet()), List.copyOf(factor.values()));
    Expr product = pool.multiply(common, pool.linear(inner, coefficients, Rational.ZERO));
    return Summands.replaced(pool, sum, positions, Rational.ONE, product);
  }

  private static Map<Expr, Rational> shared(List<Term> members) {
    Map<Expr, Rational> shared = new LinkedHashMap<>(members.get(0).powers());
    for (Term member : members) {
      Map<Expr, Rational> both = new LinkedHashMap<>();
      shared.forEach((base, exponent) -> member.shared(base, exponent).ifPresent(power -> both.put(base, power)));
      shared = both;
    }
    return shared;
  }
}
