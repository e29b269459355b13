package dev.nnd.compiler.expr;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Collects a product of powers: equal bases meet here, and constants become the coefficient.
 *
 * <p>A power of a power multiplies the exponents. Where an even power lies under a fractional one the base loses its
 * sign, {@code sqrt(x^2) = abs(x)}; where an odd one does, the result is defined on more ({@code (x^3)^(1/3) = x}).
 * A power of a product goes into its factors for whole exponents only.
 */
final class PowerBuilder {
  private static final int ROOT_BITS = 16;

  private final ExprPool pool;
  private final TreeMap<Expr, Rational> powers = new TreeMap<>(Order.FACTORS);
  private final LinearBuilder exponential;
  private boolean hasExponential;
  private boolean opens;
  /** Whether there are sums that begin with a positive coefficient, and with a negative one: only those can be opposites. */
  private boolean hasForward;
  private boolean hasBackward;
  /** The fractional powers of constants, above zero: exponent to base. */
  private final TreeMap<Rational, Rational> roots = new TreeMap<>();
  private Rational coefficient = Rational.ONE;

  PowerBuilder(ExprPool pool) {
    this.pool = pool;
    this.exponential = new LinearBuilder(pool);
  }

  PowerBuilder multiply(Expr base, Rational exponent) {
    if (exponent.isZero()) {
      return this;
    }
    if (base instanceof Num num) {
      multiplyConstant(num.value(), exponent);
    } else if (base instanceof Sum sum && sum.isScaling()) {
      multiplyScaling(sum, exponent);
    } else if (base instanceof Sum sum) {
      multiplySum(sum, exponent);
    } else if (base instanceof Product product && goesInto(product, exponent)) {
      for (int i = 0; i < product.bases().size(); i++) {
        multiplyPower(product.bases().get(i), product.exponents().get(i), exponent);
      }
    } else if (base instanceof Product product && isBetterInverted(product, exponent)) {
      merge(pool.power(product, Rational.MINUS_ONE), exponent.negate());
    } else if (base instanceof Call call && call.primitive() == Primitive.EXP) {
      if (hasExponential) {
        pool.trace().applied("product_of_exponentials");
      }
      hasExponential = true;
      exponential.add(call.argument(), exponent);
    } else if (base instanceof Call call && call.primitive() == Primitive.ABS && exponent.isEven()) {
      multiply(call.argument(), exponent);
    } else {
      merge(base, exponent);
    }
    return this;
  }

  private void multiplySum(Sum sum, Rational exponent) {
    Rational factor = sharedFactor(sum, exponent);
    if (!factor.isOne()) {
      multiplyConstant(factor, exponent);
      multiply(divided(sum, factor), exponent);
    } else if (exponent.isInteger()) {
      mergeUpToSign(sum, exponent);
    } else {
      merge(sum, exponent);
    }
  }

  /** Term by term, however many they are: beyond the budget of flattening, scaling would leave the sum as it is. */
  private Expr divided(Sum sum, Rational factor) {
    List<Rational> coefficients = sum.coefficients().stream().map(coefficient -> coefficient.dividedBy(factor)).toList();
    return pool.internSum(sum.terms(), coefficients, sum.constant().dividedBy(factor));
  }

  /** The magnitude that all terms share, and a minus sign that they share, where the power lets it out. */
  private static Rational sharedFactor(Sum sum, Rational exponent) {
    boolean negative = exponent.isInteger()
        && sum.constant().signum() <= 0
        && sum.coefficients().stream().allMatch(coefficient -> coefficient.signum() < 0);
    Rational factor = Arrangement.wholeFactor(sum);
    return negative ? factor.negate() : factor;
  }

  /** {@code (x - y) * (y - x)} is {@code -(x - y)^2}. */
  private void mergeUpToSign(Sum sum, Rational exponent) {
    boolean forward = sum.coefficients().get(0).signum() > 0;
    boolean mayMeet = forward ? hasBackward : hasForward;
    hasForward |= forward;
    hasBackward |= !forward;
    Optional<Expr> known = mayMeet ? Optional.of(pool.negate(sum)).filter(powers::containsKey) : Optional.empty();
    if (known.isEmpty() || !powers.get(known.get()).isInteger()) {
      merge(sum, exponent);
      return;
    }
    Expr opposite = known.get();
    Rational before = powers.get(opposite);
    powers.remove(opposite);
    boolean odd = !(forward ? before : exponent).isEven();
    coefficient = odd ? coefficient.negate() : coefficient;
    Expr base = forward ? sum : opposite;
    merge(base, before);
    merge(base, exponent);
  }

  /** Under a fractional exponent a quotient stands upright: {@code (x / y)^(-1/2)} is {@code (y / x)^(1/2)}. */
  private static boolean isBetterInverted(Product product, Rational exponent) {
    int below = 0;
    for (int i = 0; i < product.bases().size(); i++) {
      boolean decays = Factors.Exponential.inverse(product.bases().get(i)).isPresent();
      below += product.exponents().get(i).signum() < 0 || decays ? 1 : 0;
    }
    return below == product.exponents().size() || below > 0 && exponent.signum() < 0;
  }

  private boolean goesInto(Product product, Rational exponent) {
    return exponent.isInteger()
        ? product.bases().size() <= pool.flattening().factors() || !exponent.isOne()
        : product.bases().size() == 1;
  }

  private void multiplyPower(Expr base, Rational inner, Rational outer) {
    Rational together = inner.times(outer);
    if (inner.isEven() && !outer.isInteger() && !together.isEven()) {
      merge(pool.call(Primitive.ABS, base), together);
    } else {
      multiply(base, together);
    }
  }

  private void multiplyScaling(Sum scaling, Rational exponent) {
    Rational factor = scaling.coefficients().get(0);
    Expr term = scaling.terms().get(0);
    if (exponent.isInteger() || factor.signum() > 0) {
      multiplyConstant(factor, exponent);
      multiply(term, exponent);
    } else {
      multiplyConstant(factor.abs(), exponent);
      boolean inverse = term instanceof Product product && isBetterInverted(product, exponent);
      Expr base = inverse ? pool.power(term, Rational.MINUS_ONE) : term;
      merge(pool.negate(base), inverse ? exponent.negate() : exponent);
    }
  }

  private void multiplyConstant(Rational value, Rational exponent) {
    if (value.isOne()) {
      return;
    }
    if (exponent.isInteger()) {
      Optional<Rational> product =
          value.power(exponent.numerator()).map(coefficient::times).filter(Rational::inBudget);
      if (product.isPresent()) {
        coefficient = product.get();
      } else {
        merge(pool.num(value), exponent);
      }
      return;
    }
    if (value.signum() < 0) {
      throw new UndefinedException("a fractional power of the negative number " + value);
    }
    if (value.isZero()) {
      if (exponent.signum() < 0) {
        throw new UndefinedException("division by zero");
      }
      coefficient = Rational.ZERO;
      return;
    }
    Rational base = exponent.signum() < 0 ? value.reciprocal() : value;
    roots.merge(exponent.abs(), base, Rational::times);
  }

  /** What the roots of constants come to: {@code sqrt(2) * sqrt(8)} is 4, {@code sqrt(6) / sqrt(2)} is {@code sqrt(3)}. */
  private void multiplyRoots() {
    roots.forEach((exponent, base) -> {
      Optional<Rational> root = exponent.denominator().bitLength() < ROOT_BITS
          ? base.root(exponent.denominator().intValue())
          : Optional.empty();
      if (root.isPresent()) {
        multiplyConstant(root.get(), Rational.of(exponent.numerator(), BigInteger.ONE));
      } else {
        merge(pool.num(base), exponent);
        Rational together = powers.getOrDefault(pool.num(base), Rational.ZERO);
        if (together.isInteger() && !together.isZero()) {
          powers.remove(pool.num(base));
          multiplyConstant(base, together);
        }
      }
    });
  }

  private void merge(Expr base, Rational exponent) {
    Rational before = powers.putIfAbsent(base, exponent);
    if (before == null) {
      return;
    }
    pool.trace().applied("collect_powers");
    Rational together = before.plus(exponent);
    if (together.isZero()) {
      powers.remove(base);
    } else {
      powers.put(base, together);
      opens |= together.isInteger() && (base instanceof Product || base instanceof Sum || base instanceof Call);
    }
  }

  private boolean isOpen(Expr base, Rational exponent) {
    return base instanceof Product product && goesInto(product, exponent)
        || base instanceof Sum sum && exponent.isInteger() && (sum.isScaling() || !sharedFactor(sum, exponent).isOne())
        || base instanceof Call call && call.primitive() == Primitive.ABS && exponent.isEven();
  }

  /** What a sum of fractional exponents made whole may go into its base. */
  private Expr reopened() {
    PowerBuilder again = new PowerBuilder(pool);
    powers.forEach(again::multiply);
    return again.times(coefficient).build();
  }

  private PowerBuilder times(Rational factor) {
    coefficient = coefficient.times(factor);
    return this;
  }

  Expr build() {
    if (hasExponential) {
      Expr together = pool.call(Primitive.EXP, exponential.build());
      if (together instanceof Num num) {
        coefficient = coefficient.times(num.value());
      } else {
        powers.merge(together, Rational.ONE, Rational::plus);
      }
    }
    multiplyRoots();
    if (opens && powers.entrySet().stream().anyMatch(power -> isOpen(power.getKey(), power.getValue()))) {
      return reopened();
    }
    if (coefficient.isZero() || powers.isEmpty()) {
      return pool.num(coefficient);
    }
    return pool.scale(coefficient, product());
  }

  private Expr product() {
    if (powers.size() == 1 && powers.firstEntry().getValue().isOne()) {
      return powers.firstKey();
    }
    List<Expr> bases = new ArrayList<>(powers.size());
    List<Rational> exponents = new ArrayList<>(powers.size());
    for (Map.Entry<Expr, Rational> entry : powers.entrySet()) {
      bases.add(entry.getKey());
      exponents.add(entry.getValue());
    }
    return pool.internProduct(bases, exponents);
  }
}
