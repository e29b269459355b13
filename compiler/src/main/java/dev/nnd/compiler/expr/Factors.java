package dev.nnd.compiler.expr;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** The exponential of an argument that is not a node itself. */
  record Exponential(Arrangement<Expr> argument) implements Power {
    @Override
    public Rational exponent() {
      return Rational.ONE;
    }

    /** Of the negated argument, where it is written with a minus sign: {@code exp(-x)} below the line is {@code exp(x)}. */
    static Optional<Exponential> inverse(Expr base) {
      return argument(base)
          .flatMap(Exponential::arrangement)
          .filter(arrangement -> arrangement.first().negative())
          .map(arrangement -> new Exponential(arrangement.negated()));
    }

    private static Optional<Arrangement<Expr>> arrangement(Expr argument) {
      if (argument instanceof Num num) {
        boolean negative = num.value().signum() < 0;
        return Optional.of(new Arrangement<>(List.of(new Arrangement.Single<>(negative, num.value().abs(), Optional.empty()))));
      }
      return argument instanceof Sum sum ? Optional.of(Arrangement.of(sum)) : Optional.empty();
    }

    private static Optional<Expr> argument(Expr base) {
      return base instanceof Call call && call.primitive() == Primitive.EXP ? Optional.of(call.argument()) : Optional.empty();
    }

    /** The rate of {@code exp(2x)} is 2: it is the square of {@code exp(x)}. */
    static Optional<Rational> rate(Expr base) {
      return argument(base)
          .filter(argument -> argument instanceof Sum sum && sum.isScaling())
          .map(argument -> ((Sum) argument).coefficients().get(0));
    }

    /** Of the argument without its rate. */
    static Exponential root(Expr base) {
      Sum argument = (Sum) argument(base).orElseThrow();
      return new Exponential(new Arrangement<>(List.of(
          new Arrangement.Single<>(false, Rational.ONE, Optional.of(argument.terms().get(0))))));
    }
  }

  /** Of a product or quotient, with a positive coefficient. */
  record Together(Rational coefficient, Factors inside, Rational exponent) implements Power {}

  static Factors of(Product product) {
    List<Expr> bases = product.bases();
    List<Rational> exponents = product.exponents();
    Map<Rational, List<Integer>> shared = shared(product);
    Map<Integer, Integer> roots = roots(product);
    List<Power> above = new ArrayList<>();
    List<Power> below = new ArrayList<>();
    for (int i = 0; i < bases.size(); i++) {
      Rational exponent = exponents.get(i);
      List<Integer> members = shared.getOrDefault(power(product, i).abs(), List.of());
      if (roots.containsKey(i)) {
        Rational constant = ((Num) bases.get(roots.get(i))).value();
        boolean divides = exponent.signum() < 0 && isBetterBelow(constant, bases.size() > 2);
        Factors inside = inside(product, List.of(i), divides);
        (divides ? below : above).add(new Together(divides ? constant.reciprocal() : constant, inside, exponent.abs()));
      } else if (members.isEmpty() && !roots.containsValue(i)) {
        single(product, i, above, below);
      } else if (!members.isEmpty() && members.get(0) == i) {
        boolean inverse = members.stream().allMatch(member -> power(product, member).signum() < 0);
        (inverse ? below : above)
            .add(new Together(Rational.ONE, inside(product, members, inverse), power(product, i).abs()));
      }
    }
    return withDecayBelow(above, below);
  }

  /** The root of a constant stands where it is written with fewer operators. */
  private static void single(Product product, int position, List<Power> above, List<Power> below) {
    Expr base = product.bases().get(position);
    Rational exponent = product.exponents().get(position);
    if (base instanceof Num num && !exponent.isInteger() && isBetterBelow(num.value(), product.bases().size() > 1)) {
      below.add(new Together(num.value().reciprocal(), NOTHING, exponent));
    } else {
      (exponent.signum() > 0 ? above : below).add(new Single(base, exponent.abs()));
    }
  }

  /** Whether the reciprocal is a literal and the constant is none; or, beside others, an integer. */
  private static boolean isBetterBelow(Rational constant, boolean besideOthers) {
    return Coefficient.isWritten(constant)
        ? besideOthers && constant.numerator().equals(BigInteger.ONE)
        : Coefficient.isWritten(constant.reciprocal());
  }

  /** {@code x * exp(-y)} is written {@code x / exp(y)}. */
  private static Factors withDecayBelow(List<Power> above, List<Power> below) {
    for (int i = 0; i < above.size() && above.size() > 1; i++) {
      Optional<Exponential> inverse = above.get(i) instanceof Single single && single.exponent().isOne()
          ? Exponential.inverse(single.base())
          : Optional.empty();
      if (inverse.isPresent()) {
        above.remove(i);
        below.add(inverse.get());
      }
    }
    return new Factors(above, below);
  }

  /** The exponent, or of an exponential whose rate it is the whole one that others have too. */
  private static Rational power(Product product, int position) {
    Rational exponent = product.exponents().get(position);
    Optional<Rational> rate = exponent.isOne() ? Exponential.rate(product.bases().get(position)) : Optional.empty();
    return rate.filter(r -> product.exponents().stream().anyMatch(other -> other.abs().equals(r.abs()))).orElse(exponent);
  }

  /** The positions of each whole exponent but one that several factors have, up to its sign. */
  private static Map<Rational, List<Integer>> shared(Product product) {
    Map<Rational, List<Integer>> positions = new LinkedHashMap<>();
    for (int i = 0; i < product.exponents().size(); i++) {
      Rational magnitude = power(product, i).abs();
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
        boolean fits = takesFactor(product.bases().get(i)) && product.exponents().get(i).abs().equals(exponent);
        if (fits) {
          constants.put(i, c);
          break;
        }
      }
    }
    return constants;
  }

  /** Whether a factor beside the base would be found apart from it again. */
  private static boolean takesFactor(Expr base) {
    boolean isUneven = base instanceof Sum sum
        && (sum.coefficients().stream().anyMatch(coefficient -> !coefficient.abs().isOne())
            || !sum.constant().isZero() && !sum.constant().abs().isOne());
    return !(base instanceof Num || isUneven);
  }

  private static Factors inside(Product product, List<Integer> members, boolean inverse) {
    List<Power> above = new ArrayList<>();
    List<Power> below = new ArrayList<>();
    for (int member : members) {
      Rational power = power(product, member);
      Expr base = product.bases().get(member);
      boolean isRate = !power.equals(product.exponents().get(member));
      (power.signum() > 0 || inverse ? above : below)
          .add(isRate ? Exponential.root(base) : new Single(base, Rational.ONE));
    }
    return new Factors(above, below);
  }
}
