package dev.nnd.compiler.expr;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a product is written with the fewest operators: above and below a line, and factors of one whole exponent share
 * it.
 *
 * <pre>
 *   x^2 * y^2 * z    (x * y)^2 * z
 *   x^3 / y^3        (x / y)^3
 * </pre>
 *
 * @param above the line; none for one
 * @param below the line
 */
record Factors(List<Factors.Power> above, List<Factors.Power> below) {
  private static final Factors NOTHING = new Factors(List.of(), List.of());

  /** A factor. */
  sealed interface Power {
    /** Above zero. */
    Rational exponent();
  }

  /** Of one base. */
  record Single(Expr base, Rational exponent) implements Power {}

  /** Of a product or quotient, with a positive coefficient. */
  record Together(Rational coefficient, Factors inside, Rational exponent) implements Power {}

  static Factors of(Product product) {
    List<Expr> bases = product.bases();
    List<Rational> exponents = product.exponents();
    Map<Rational, List<Integer>> shared = shared(exponents);
    Map<Integer, Integer> roots = roots(product);
    List<Power> above = new ArrayList<>();
    List<Power> below = new ArrayList<>();
    for (int i = 0; i < bases.size(); i++) {
      Rational exponent = exponents.get(i);
      List<Integer> members = shared.getOrDefault(exponent.abs(), List.of());
      if (roots.containsKey(i)) {
        Rational constant = ((Num) bases.get(roots.get(i))).value();
        above.add(new Together(constant, inside(product, List.of(i), false), exponent.abs()));
      } else if (members.isEmpty() && !roots.containsValue(i)) {
        single(product, i, above, below);
      } else if (!members.isEmpty() && members.get(0) == i) {
        boolean inverse = members.stream().allMatch(member -> exponents.get(member).signum() < 0);
        (inverse ? below : above).add(new Together(Rational.ONE, inside(product, members, inverse), exponent.abs()));
      }
    }
    return new Factors(above, below);
  }

  /** A root of 1/n beside other factors is written below the line. */
  private static void single(Product product, int position, List<Power> above, List<Power> below) {
    Expr base = product.bases().get(position);
    Rational exponent = product.exponents().get(position);
    boolean unitFraction = base instanceof Num num && num.value().numerator().equals(BigInteger.ONE);
    if (unitFraction && !exponent.isInteger() && (product.bases().size() > 1 || !Coefficient.isWritten(((Num) base).value()))) {
      below.add(new Together(((Num) base).value().reciprocal(), NOTHING, exponent));
    } else {
      (exponent.signum() > 0 ? above : below).add(new Single(base, exponent.abs()));
    }
  }

  /** The positions of each whole exponent but one that several factors have, up to its sign. */
  private static Map<Rational, List<Integer>> shared(List<Rational> exponents) {
    Map<Rational, List<Integer>> positions = new LinkedHashMap<>();
    for (int i = 0; i < exponents.size(); i++) {
      Rational magnitude = exponents.get(i).abs();
      if (magnitude.isInteger() && !magnitude.isOne()) {
        positions.computeIfAbsent(magnitude, unused -> new ArrayList<>()).add(i);
      }
    }
    positions.values().removeIf(members -> members.size() < 2);
    return positions;
  }

  /** To the position of a root the position of a constant's root that goes into it: {@code sqrt(2) * sqrt(x)} is {@code sqrt(2x)}. */
  private static Map<Integer, Integer> roots(Product product) {
    Map<Integer, Integer> constants = new LinkedHashMap<>();
    for (int c = 0; c < product.bases().size() && product.bases().get(c) instanceof Num; c++) {
      Rational exponent = product.exponents().get(c);
      for (int i = c + 1; i < product.bases().size() && !exponent.isInteger(); i++) {
        boolean fits = !(product.bases().get(i) instanceof Num) && product.exponents().get(i).abs().equals(exponent);
        if (fits) {
          constants.put(i, c);
          break;
        }
      }
    }
    return constants;
  }

  private static Factors inside(Product product, List<Integer> members, boolean inverse) {
    List<Power> above = new ArrayList<>();
    List<Power> below = new ArrayList<>();
    for (int member : members) {
      boolean positive = product.exponents().get(member).signum() > 0;
      (positive || inverse ? above : below).add(new Single(product.bases().get(member), Rational.ONE));
    }
    return new Factors(above, below);
  }
}
