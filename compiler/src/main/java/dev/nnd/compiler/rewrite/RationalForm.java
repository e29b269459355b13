package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.UndefinedException;
import dev.nnd.compiler.polynomial.BudgetException;
import dev.nnd.compiler.polynomial.Factorization;
import dev.nnd.compiler.polynomial.Polynomial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sum or quotient as one fraction of polynomials in lowest terms, expanded or factored, whichever is smaller. What is
 * not a sum, a product or a power counts as a variable.
 *
 * <pre>
 *   (x^3 - 1) / (x - 1)     -&gt;  x^2 + x + 1      extends
 *   1 / (1 / x + 1 / y)     -&gt;  x * y / (x + y)  extends
 *   x^2 + 2x + 1            -&gt;  (x + 1)^2        real
 *   (x + 1)^2 - x^2 - 2x    -&gt;  1                real
 * </pre>
 */
public final class RationalForm implements Alternatives {
  private static final String CANCELLED = "cancel_common_factor";
  /** Of what is larger the parts are tried, not the whole: it costs much and rarely becomes smaller. */
  private static final int MOST_OPERATORS = 40;

  @Override
  public List<Rewrite.Rewritten> of(ExprPool pool, Expr e) {
    boolean candidate = e instanceof Sum sum && sum.terms().size() + (sum.constant().isZero() ? 0 : 1) > 1
        || e instanceof Product product && product.exponents().stream().anyMatch(exponent -> exponent.signum() < 0);
    if (!candidate || pool.size(e) > MOST_OPERATORS) {
      return List.of();
    }
    try {
      return Optional.of(new PolynomialReader(pool))
          .filter(reader -> reader.admits(e))
          .map(reader -> alternatives(pool, e, reader))
          .orElse(List.of());
    } catch (BudgetException | UndefinedException tooLargeOrUndefined) {
      return List.of();
    }
  }

  private static List<Rewrite.Rewritten> alternatives(ExprPool pool, Expr e, PolynomialReader reader) {
    Fraction whole = reader.read(e);
    Fraction lowest = whole.inLowestTerms();
    if (e instanceof Product && lowest == whole && !reader.hasNestedQuotient()) {
      return List.of();
    }
    Expr expanded = expanded(pool, reader, lowest.numerator());
    Expr factored = factored(pool, reader, lowest.numerator());
    Expr divisor = pool.power(
        smaller(pool, factored(pool, reader, lowest.denominator()), expanded(pool, reader, lowest.denominator())),
        Rational.MINUS_ONE);
    boolean cancelled = lowest != whole;
    return List.of(
        new Rewrite.Rewritten(pool.multiply(factored, divisor), cancelled ? CANCELLED : "factor"),
        new Rewrite.Rewritten(pool.multiply(expanded, divisor), cancelled ? CANCELLED : "expand"));
  }

  private static Expr smaller(ExprPool pool, Expr a, Expr b) {
    return pool.size(b) < pool.size(a) ? b : a;
  }

  private static Expr expanded(ExprPool pool, PolynomialReader reader, Polynomial p) {
    List<Expr> terms = new ArrayList<>();
    List<Rational> coefficients = new ArrayList<>();
    p.terms().forEach((monomial, coefficient) -> {
      terms.add(reader.write(monomial));
      coefficients.add(coefficient);
    });
    return pool.linear(terms, coefficients, Rational.ZERO);
  }

  private static Expr factored(ExprPool pool, PolynomialReader reader, Polynomial p) {
    if (p.isConstant()) {
      return expanded(pool, reader, p);
    }
    Factorization factorization = Factorization.of(p);
    List<Expr> factors = new ArrayList<>(List.of(pool.num(factorization.coefficient()), reader.write(factorization.monomial())));
    List<Rational> exponents = new ArrayList<>(List.of(Rational.ONE, Rational.ONE));
    for (Map.Entry<Polynomial, Integer> factor : factorization.factors().entrySet()) {
      factors.add(expanded(pool, reader, factor.getKey()));
      exponents.add(Rational.of(factor.getValue()));
    }
    return pool.powers(factors, exponents);
  }
}
