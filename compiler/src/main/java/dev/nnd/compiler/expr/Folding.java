package dev.nnd.compiler.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What calls and conditions of constants come to, exactly. */
final class Folding {
  /** Chains of conditions would cost the square of their length. */
  private static final int LONGEST_FLATTENED = 8;

  private Folding() {}

  static Optional<Expr> fold(ExprPool pool, Primitive primitive, List<Expr> arguments) {
    if (primitive == Primitive.POW) {
      return foldPower(pool, arguments.get(0), arguments.get(1));
    }
    if (primitive == Primitive.GIVEN_DERIVATIVE) {
      return Optional.of(arguments.get(0)).filter(value -> arguments.get(1) instanceof Num);
    }
    if (primitive == Primitive.MIN || primitive == Primitive.MAX) {
      return foldExtremum(pool, primitive, arguments.get(0), arguments.get(1));
    }
    if (primitive.arity() == 2) {
      return SymmetricFolding.fold(pool, primitive, arguments.get(0), arguments.get(1));
    }
    if (arguments.get(0) instanceof Num num) {
      return foldConstant(pool, primitive, num.value());
    }
    if (primitive == Primitive.ABS && isEvenPower(arguments.get(0))) {
      return Optional.of(arguments.get(0));
    }
    return primitive == Primitive.EXP
        ? foldExponential(pool, arguments.get(0))
        : ExactAngles.of(primitive, arguments.get(0)).map(pool::num);
  }

  private static boolean isEvenPower(Expr e) {
    return e instanceof Product product && product.exponents().stream().allMatch(Rational::isEven);
  }

  /** {@code exp(c * log(x))} is {@code x^c}, defined at 0 too. */
  private static Optional<Expr> foldExponential(ExprPool pool, Expr exponent) {
    if (isLogarithm(exponent)) {
      return Optional.of(((Call) exponent).argument());
    }
    return exponent instanceof Sum sum && sum.isScaling() && isLogarithm(sum.terms().get(0))
        ? Optional.of(pool.power(((Call) sum.terms().get(0)).argument(), sum.coefficients().get(0)))
        : Optional.empty();
  }

  private static boolean isLogarithm(Expr e) {
    return e instanceof Call call && call.primitive() == Primitive.LOG;
  }

  private static Optional<Expr> foldPower(ExprPool pool, Expr base, Expr exponent) {
    if (exponent instanceof Num num) {
      return Optional.of(pool.power(base, num.value()));
    }
    if (base instanceof Num num && num.value().isOne()) {
      return Optional.of(base);
    }
    if (base instanceof Num num && num.value().signum() < 0 && !isIntegral(exponent)) {
      return Optional.empty();
    }
    return base instanceof Call call && call.primitive() == Primitive.EXP
        ? Optional.of(pool.call(Primitive.EXP, pool.multiply(call.argument(), exponent)))
        : Optional.empty();
  }

  private static boolean isIntegral(Expr exponent) {
    return Affine.of(exponent).isPresent();
  }

  private static Optional<Expr> foldExtremum(ExprPool pool, Primitive primitive, Expr left, Expr right) {
    if (left == right) {
      return Optional.of(left);
    }
    if (left instanceof Num a && right instanceof Num b) {
      boolean first = primitive == Primitive.MAX
          ? a.value().compareTo(b.value()) >= 0
          : a.value().compareTo(b.value()) <= 0;
      return Optional.of(first ? left : right);
    }
    return Optional.empty();
  }

  private static Optional<Expr> foldConstant(ExprPool pool, Primitive primitive, Rational x) {
    checkDomain(primitive, x);
    return switch (primitive) {
      case ABS -> Optional.of(pool.num(x.abs()));
      case SIGN -> Optional.of(pool.num(x.signum()));
      case FLOOR -> Optional.of(pool.num(floor(x)));
      case STOP_GRADIENT, BATCH_MEAN -> Optional.of(pool.num(x));
      case CBRT -> x.abs().root(3).map(root -> pool.num(x.signum() < 0 ? root.negate() : root));
      case LOG, LOG2, LOG10 -> foldLogarithm(pool, primitive, x);
      case LOG1P -> Optional.of(pool.call(Primitive.LOG, pool.num(x.plus(Rational.ONE))))
          .filter(log -> log instanceof Num);
      case SIN, TAN, ASIN, ATAN, SINH, TANH, ASINH, ATANH, ERF, EXPM1 ->
          x.isZero() ? Optional.of(pool.zero()) : Optional.empty();
      case EXP, COS, COSH, ERFC -> x.isZero() ? Optional.of(pool.one()) : Optional.empty();
      case ACOS, ACOSH -> x.isOne() ? Optional.of(pool.zero()) : Optional.empty();
      case LOGISTIC -> x.isZero() ? Optional.of(pool.num(Rational.HALF)) : Optional.empty();
      case LOG1MEXP -> {
        if (x.signum() >= 0) {
          throw new UndefinedException("the logarithm of 1 - exp(" + x + ")");
        }
        yield Optional.empty();
      }
      case LOGIT -> {
        if (x.signum() <= 0 || x.compareTo(Rational.ONE) >= 0) {
          throw new UndefinedException("the logit of " + x);
        }
        yield x.equals(Rational.HALF) ? Optional.of(pool.zero()) : Optional.empty();
      }
      case SOFTPLUS, LOGADDEXP, HYPOT, POW, MIN, MAX, GIVEN_DERIVATIVE -> Optional.empty();
    };
  }

  private static void checkDomain(Primitive primitive, Rational x) {
    int toOne = x.abs().compareTo(Rational.ONE);
    switch (primitive) {
      case ASIN, ACOS -> check(toOne <= 0, primitive, x, "outside of [-1, 1]");
      case ATANH -> check(toOne < 0, primitive, x, "outside of (-1, 1)");
      case ACOSH -> check(x.compareTo(Rational.ONE) >= 0, primitive, x, "below 1");
      default -> { }
    }
  }

  private static void check(boolean defined, Primitive primitive, Rational x, String where) {
    if (!defined) {
      throw new UndefinedException(primitive.text() + " of " + x + ", which is " + where);
    }
  }

  private static Optional<Expr> foldLogarithm(ExprPool pool, Primitive primitive, Rational x) {
    if (x.signum() <= 0) {
      throw new UndefinedException("the logarithm of " + x);
    }
    return x.isOne() ? Optional.of(pool.zero()) : Optional.empty();
  }

  private static Rational floor(Rational x) {
    java.math.BigInteger[] parts = x.numerator().divideAndRemainder(x.denominator());
    return Rational.of(
        parts[1].signum() < 0 ? parts[0].subtract(java.math.BigInteger.ONE) : parts[0], java.math.BigInteger.ONE);
  }

  static Optional<Expr> compare(ExprPool pool, Comparison relation, Expr left, Expr right) {
    if (left == right) {
      return Optional.of(pool.truth(relation.test(0)));
    }
    if (left instanceof Num a && right instanceof Num b) {
      return Optional.of(pool.truth(relation.test(a.value().compareTo(b.value()))));
    }
    return Affine.of(pool.subtract(left, right)).flatMap(difference -> decided(relation, difference))
        .map(pool::truth);
  }

  /** Whether the sizes of the axes alone decide the relation of a difference to zero. */
  private static Optional<Boolean> decided(Comparison relation, Affine difference) {
    Optional<Long> least = difference.least();
    Optional<Long> greatest = difference.greatest();
    if (least.isEmpty() || greatest.isEmpty()) {
      return Optional.empty();
    }
    boolean below = greatest.get() < 0;
    boolean above = least.get() > 0;
    boolean never = below || above;
    return switch (relation) {
      case LESS -> below ? Optional.of(true) : least.get() >= 0 ? Optional.of(false) : Optional.empty();
      case LESS_EQUAL -> greatest.get() <= 0 ? Optional.of(true) : above ? Optional.of(false) : Optional.empty();
      case GREATER -> above ? Optional.of(true) : greatest.get() <= 0 ? Optional.of(false) : Optional.empty();
      case GREATER_EQUAL -> least.get() >= 0 ? Optional.of(true) : below ? Optional.of(false) : Optional.empty();
      case EQUAL -> never ? Optional.of(false) : Optional.empty();
      case NOT_EQUAL -> never ? Optional.of(true) : Optional.empty();
    };
  }

  /** The operands of short operands that are connected alike. */
  private static List<Expr> flat(Logic.Connective connective, List<Expr> operands) {
    return operands.stream()
        .flatMap(operand -> operand instanceof Logic logic
                && logic.connective() == connective
                && logic.operands().size() <= LONGEST_FLATTENED
            ? logic.operands().stream()
            : Stream.of(operand))
        .toList();
  }

  static Expr connect(ExprPool pool, Logic.Connective connective, List<Expr> operands) {
    boolean and = connective == Logic.Connective.AND;
    List<Expr> open = new ArrayList<>();
    for (Expr operand : flat(connective, operands)) {
      if (operand instanceof Logic logic && (and ? logic.isFalse() : logic.isTrue())) {
        return operand;
      }
      boolean neutral = operand instanceof Logic logic && (and ? logic.isTrue() : logic.isFalse());
      if (!neutral && !open.contains(operand)) {
        open.add(operand);
      }
    }
    return open.size() == 1 ? open.get(0) : pool.logic(connective, open);
  }

  static Expr negate(ExprPool pool, Expr operand) {
    if (operand instanceof Logic logic) {
      if (logic.isTrue() || logic.isFalse()) {
        return pool.truth(logic.isFalse());
      }
      if (logic.connective() == Logic.Connective.NOT) {
        return logic.operands().get(0);
      }
    }
    return pool.logic(Logic.Connective.NOT, List.of(operand));
  }
}
