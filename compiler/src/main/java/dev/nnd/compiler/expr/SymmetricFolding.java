package dev.nnd.compiler.expr;

import java.math.BigInteger;
import java.util.Optional;

/** What calls of {@code logaddexp} and {@code hypot} come to, and the order of their arguments. */
final class SymmetricFolding {
  /** Within it, a sum of squares is a moderate double. */
  private static final double LARGEST_SQUARE = 1e300;

  private SymmetricFolding() {}

  static Optional<Expr> fold(ExprPool pool, Primitive primitive, Expr left, Expr right) {
    if (Order.FACTORS.compare(left, right) > 0) {
      return Optional.of(pool.call(primitive, right, left));
    }
    return primitive == Primitive.HYPOT ? foldHypot(pool, left, right) : foldLogAddExp(pool, left, right);
  }

  private static Optional<Expr> foldLogAddExp(ExprPool pool, Expr left, Expr right) {
    return left.isZero()
        ? Optional.of(pool.call(Primitive.SOFTPLUS, right))
        : Optional.empty();
  }

  /** A sign does not count. */
  private static Optional<Expr> foldHypot(ExprPool pool, Expr left, Expr right) {
    Expr a = withoutSign(pool, left);
    Expr b = withoutSign(pool, right);
    if (a.isZero()) {
      return Optional.of(pool.call(Primitive.ABS, b));
    }
    if (a != left || b != right) {
      return Optional.of(pool.call(Primitive.HYPOT, a, b));
    }
    return a instanceof Num x && b instanceof Num y ? foldHypot(pool, x.value(), y.value()) : Optional.empty();
  }

  private static Optional<Expr> foldHypot(ExprPool pool, Rational x, Rational y) {
    Optional<Rational> sum = square(x).flatMap(a -> square(y).map(a::plus)).filter(Rational::inBudget);
    return sum
        .filter(s -> s.root(2).isPresent() || s.doubleValue() < LARGEST_SQUARE && s.doubleValue() > 1 / LARGEST_SQUARE)
        .map(s -> pool.sqrt(pool.num(s)));
  }

  private static Optional<Rational> square(Rational x) {
    return x.power(BigInteger.TWO);
  }

  private static Expr withoutSign(ExprPool pool, Expr e) {
    if (e instanceof Num num) {
      return pool.num(num.value().abs());
    }
    if (e instanceof Sum sum && sum.isScaling() && sum.coefficients().get(0).signum() < 0) {
      return pool.negate(e);
    }
    return e instanceof Call call && call.primitive() == Primitive.ABS ? call.argument() : e;
  }
}
