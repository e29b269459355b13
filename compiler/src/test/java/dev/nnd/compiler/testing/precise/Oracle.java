package dev.nnd.compiler.testing.precise;

import dev.nnd.compiler.syntax.Expression;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The value of a formula as it was written and its derivatives, in whatever precision it takes to know as many leading
 * bits as are wanted. An oracle is one thread's.
 */
public final class Oracle {
  private static final int[] PRECISIONS = {128, 320, 1_280, 2_600, 5_200};
  /** What is known to be below two to this is as good as zero: far below the least double. */
  private static final int NOTHING = -1_100;

  private final List<Balls> ladder = new ArrayList<>();
  private final int highest;
  private final int wantedBits;
  private final int negligible;

  /** What there is at a point. */
  public enum Kind {
    VALUE,
    /** Outside the domain. */
    UNDEFINED,
    /** There is a value, but no derivative. */
    KINK,
    /** It would take a precision beyond reason. */
    UNKNOWN
  }

  /**
   * What was found.
   *
   * @param jet for a value
   */
  public record Outcome(Kind kind, Jet jet) {
    public boolean isValue() {
      return kind == Kind.VALUE;
    }
  }

  /**
   * @param wantedBits to be known of each number
   * @param steps of the ladder of precisions to climb, at most 5
   * @param negligible what is found to be below two to this on the last step, and no more of it, counts as zero
   */
  public Oracle(int wantedBits, int steps, int negligible) {
    this.wantedBits = wantedBits;
    this.highest = steps;
    this.negligible = negligible;
    for (int bits : PRECISIONS) {
      ladder.add(new Balls(bits));
    }
  }

  public Outcome value(Expression e, Map<String, Double> point) {
    return derivatives(e, point, "", 0);
  }

  /** The derivatives by a variable, up to an order of at most 2; for order 0 the variable is none. */
  public Outcome derivatives(Expression e, Map<String, Double> point, String variable, int order) {
    for (int i = 0; i < highest; i++) {
      Balls balls = ladder.get(i);
      Map<String, Jet> names = new HashMap<>();
      point.forEach((name, value) ->
          names.put(name, order > 0 && name.equals(variable) ? Jet.variable(Ball.of(value)) : Jet.constant(Ball.of(value))));
      try {
        Jet jet = new Written(balls, new Jets(balls, order), names).of(e);
        if (isKnown(jet, order, NOTHING) || i == highest - 1 && isKnown(jet, order, negligible)) {
          return new Outcome(Kind.VALUE, jet);
        }
      } catch (NoValueException undefined) {
        return new Outcome(Kind.UNDEFINED, Jet.constant(Ball.ZERO));
      } catch (KinkException kink) {
        return new Outcome(Kind.KINK, Jet.constant(Ball.ZERO));
      } catch (UnknownException retry) {
        // With more bits.
      }
    }
    return new Outcome(Kind.UNKNOWN, Jet.constant(Ball.ZERO));
  }

  private boolean isKnown(Jet jet, int order, int nothing) {
    for (int i = 0; i <= order; i++) {
      Ball part = jet.derivative(i);
      if (part.certainBits() < wantedBits && part.magnitude() > nothing) {
        return false;
      }
    }
    return true;
  }

  /** Whether the numbers agree up to two to the minus bits, relatively, or both are as good as zero. */
  public boolean agree(Ball a, Ball b, int bits) {
    Ball difference = ladder.get(1).subtract(a, b);
    if (difference.isExactZero()) {
      return true;
    }
    BigInteger near = a.top().max(b.top()).subtract(BigInteger.valueOf(bits));
    return difference.top().compareTo(difference.isBlurred() ? near.max(BigInteger.valueOf(negligible + 20)) : near) < 0;
  }

  /** By how much a double misses the number, relatively to it. */
  public double relativeError(double actual, Ball expected) {
    Ball difference = ladder.get(0).subtract(Ball.of(actual), expected);
    if (difference.isExactZero()) {
      return 0;
    }
    return ladder.get(0).divide(difference, expected).toDouble();
  }
}
