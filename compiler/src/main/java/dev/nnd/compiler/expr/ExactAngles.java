package dev.nnd.compiler.expr;

import java.math.BigInteger;
import java.util.Optional;

/** The sine, cosine and tangent of rational multiples of pi, where they are rational. */
final class ExactAngles {
  private static final Rational SIXTH = Rational.of(1, 6);

  private ExactAngles() {}

  static Optional<Rational> of(Primitive primitive, Expr angle) {
    return multipleOfPi(angle).flatMap(turns -> switch (primitive) {
      case SIN -> sine(turns);
      case COS -> sine(turns.plus(Rational.HALF));
      case TAN -> tangent(turns);
      default -> Optional.empty();
    });
  }

  private static Optional<Rational> multipleOfPi(Expr angle) {
    if (angle instanceof Pi) {
      return Optional.of(Rational.ONE);
    }
    return angle instanceof Sum sum && sum.isScaling() && sum.terms().get(0) instanceof Pi
        ? Optional.of(sum.coefficients().get(0))
        : Optional.empty();
  }

  /** Of the angle halfTurns times pi: by Niven's theorem only 0, ±1/2 and ±1 are rational. */
  private static Optional<Rational> sine(Rational halfTurns) {
    Rational sixths = halfTurns.dividedBy(SIXTH);
    if (!sixths.isInteger()) {
      return Optional.empty();
    }
    return switch (sixths.numerator().mod(BigInteger.valueOf(12)).intValue()) {
      case 0, 6 -> Optional.of(Rational.ZERO);
      case 1, 5 -> Optional.of(Rational.HALF);
      case 3 -> Optional.of(Rational.ONE);
      case 7, 11 -> Optional.of(Rational.HALF.negate());
      case 9 -> Optional.of(Rational.MINUS_ONE);
      default -> Optional.empty();
    };
  }

  private static Optional<Rational> tangent(Rational halfTurns) {
    Rational quarters = halfTurns.times(Rational.of(4));
    if (!quarters.isInteger()) {
      return Optional.empty();
    }
    return switch (quarters.numerator().mod(BigInteger.valueOf(4)).intValue()) {
      case 0 -> Optional.of(Rational.ZERO);
      case 1 -> Optional.of(Rational.ONE);
      case 3 -> Optional.of(Rational.MINUS_ONE);
      default -> throw new UndefinedException("the tangent of " + halfTurns + " * pi");
    };
  }
}
