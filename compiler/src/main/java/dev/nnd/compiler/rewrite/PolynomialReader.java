package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.polynomial.Monomial;
import dev.nnd.compiler.polynomial.Polynomial;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an expression as a fraction of polynomials in whatever it is made of, and writes them back. Of a base that
 * stands under fractional exponents the variable is the root of their common denominator, so that {@code x} is the square of
 * {@code sqrt(x)}; of {@code exp(2x)} and {@code exp(x)} it is {@code exp(x)}.
 */
final class PolynomialReader {
  private static final int MOST_VARIABLES = 3;
  private static final int HIGHEST_DEGREE = 8;
  /** Of the common denominator of the exponents of one base. */
  private static final BigInteger HIGHEST_ROOT = BigInteger.valueOf(6);

  private static final int MOST_TERMS = 64;
  private static final int DEEPEST = 8;

  /**
   * A variable of the polynomials.
   *
   * @param base what it is a root of; of an exponential the argument
   * @param root the common denominator of its exponents
   */
  private record Variable(Expr base, boolean exponential, BigInteger root) {}

  private final ExprPool pool;
  private final List<Variable> variables = new ArrayList<>();
  private int terms;
  private boolean meets;
  private boolean nestedQuotient;

  PolynomialReader(ExprPool pool) {
    this.pool = pool;
  }

  /** Whether the expression is within the budget, and has parts that can meet. */
  boolean admits(Expr e) {
    return scan(e, 0, false) && (meets || nestedQuotient);
  }

  /** Whether there is a quotient within a quotient. */
  boolean hasNestedQuotient() {
    return nestedQuotient;
  }

  // ---- which variables there are

  private boolean scan(Expr e, int depth, boolean below) {
    if (depth > DEEPEST) {
      return false;
    }
    if (e instanceof Sum sum) {
      terms += sum.terms().size();
      return terms <= MOST_TERMS && sum.terms().stream().allMatch(term -> scan(term, depth + 1, below));
    }
    if (e instanceof Product product) {
      for (int i = 0; i < product.bases().size(); i++) {
        if (!scan(product.bases().get(i), product.exponents().get(i), depth, below)) {
          return false;
        }
      }
      return true;
    }
    return scan(e, Rational.ONE, depth, below);
  }

  private boolean scan(Expr base, Rational exponent, int depth, boolean below) {
    boolean divides = exponent.signum() < 0;
    if (base instanceof Sum && exponent.isInteger()) {
      meets = true;
      return isSmall(exponent) && scan(base, depth + 1, below || divides);
    }
    nestedQuotient |= divides && below;
    return base instanceof Num && exponent.isInteger() || isSmall(exponent.times(rate(base))) && admit(base, exponent);
  }

  private static boolean isSmall(Rational exponent) {
    return exponent.abs().compareTo(Rational.of(HIGHEST_DEGREE)) <= 0;
  }

  private boolean admit(Expr base, Rational exponent) {
    Variable wanted = variable(base, exponent);
    int position = position(wanted);
    if (position >= 0) {
      meets = true;
      BigInteger root = lcm(variables.get(position).root(), wanted.root());
      variables.set(position, new Variable(wanted.base(), wanted.exponential(), root));
      return root.compareTo(HIGHEST_ROOT) <= 0;
    }
    return wanted.root().compareTo(HIGHEST_ROOT) <= 0 && variables.add(wanted) && variables.size() <= MOST_VARIABLES;
  }

  /** Where the variable of this base stands, whatever its root; -1 where it is new. */
  private int position(Variable wanted) {
    for (int i = 0; i < variables.size(); i++) {
      if (variables.get(i).base() == wanted.base() && variables.get(i).exponential() == wanted.exponential()) {
        return i;
      }
    }
    return -1;
  }

  private static BigInteger lcm(BigInteger a, BigInteger b) {
    return a.equals(b) ? a : a.divide(a.gcd(b)).multiply(b);
  }

  /** An exponential's argument loses its leading coefficient, which is an exponent. */
  private Variable variable(Expr base, Rational exponent) {
    if (base instanceof Call call && call.primitive() == Primitive.EXP) {
      Rational rate = rate(base);
      return new Variable(pool.scale(rate.reciprocal(), call.argument()), true, rate.times(exponent).denominator());
    }
    return new Variable(base, false, exponent.denominator());
  }

  private static Rational rate(Expr base) {
    return base instanceof Call call && call.primitive() == Primitive.EXP && call.argument() instanceof Sum sum
        ? sum.coefficients().get(0)
        : Rational.ONE;
  }

  // ---- reading

  Fraction read(Expr e) {
    if (e instanceof Num num) {
      return Fraction.of(Polynomial.constant(variables.size(), num.value()));
    }
    if (e instanceof Sum sum) {
      Fraction total = Fraction.of(Polynomial.constant(variables.size(), sum.constant()));
      for (int i = 0; i < sum.terms().size(); i++) {
        total = total.plus(read(sum.terms().get(i)).times(sum.coefficients().get(i)));
      }
      return total;
    }
    if (e instanceof Product product) {
      Fraction whole = Fraction.of(Polynomial.constant(variables.size(), Rational.ONE));
      for (int i = 0; i < product.bases().size(); i++) {
        whole = whole.times(read(product.bases().get(i), product.exponents().get(i)));
      }
      return whole;
    }
    return read(e, Rational.ONE);
  }

  private Fraction read(Expr base, Rational exponent) {
    if ((base instanceof Sum || base instanceof Num) && exponent.isInteger()) {
      return read(base).power(exponent.intValue());
    }
    int position = position(variable(base, exponent));
    Rational root = Rational.of(variables.get(position).root(), BigInteger.ONE);
    int power = exponent.times(rate(base)).times(root).intValue();
    Monomial monomial = Monomial.power(variables.size(), position, Math.abs(power));
    return Fraction.of(Polynomial.term(monomial, Rational.ONE)).power(power < 0 ? -1 : 1);
  }

  // ---- writing

  Expr write(Monomial monomial) {
    List<Expr> bases = new ArrayList<>();
    List<Rational> exponents = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      Variable variable = variables.get(i);
      if (monomial.exponent(i) > 0) {
        bases.add(variable.exponential() ? pool.call(Primitive.EXP, variable.base()) : variable.base());
        exponents.add(Rational.of(BigInteger.valueOf(monomial.exponent(i)), variable.root()));
      }
    }
    return pool.powers(bases, exponents);
  }
}
