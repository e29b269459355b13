package dev.nnd.compiler.testing.precise;

import java.math.BigInteger;

/**
 * Arithmetic and elementary functions on balls, of so many bits, straight from their series. Every result holds the
 * true one, so that a caller raises the precision until enough bits are certain.
 */
final class Balls {
  private static final int GUARD = 32;
  /** Beyond it an exponential is not taken. */
  private static final int LARGEST_EXPONENT = 1_100;

  private final int bits;
  private final FixedPoint fixed = new FixedPoint();

  Balls(int bits) {
    this.bits = bits;
  }

  private Ball rounded(BigInteger mantissa, BigInteger exponent, int slack) {
    int excess = Math.max(mantissa.abs().bitLength() - bits, slack - 8);
    if (excess <= 0) {
      return new Ball(mantissa, exponent, slack);
    }
    BigInteger shifted = mantissa.shiftRight(excess);
    boolean lossless = mantissa.getLowestSetBit() >= excess || mantissa.signum() == 0;
    int left = slack == Ball.EXACT ? lossless ? Ball.EXACT : 0 : Math.max(slack - excess, 0) + 1;
    return new Ball(shifted, exponent.add(BigInteger.valueOf(excess)), left);
  }

  /** With a bound greater by two to this. */
  private Ball widened(Ball x, BigInteger radius) {
    int more = Math.max(0, bits - x.mantissa().abs().bitLength());
    BigInteger exponent = x.exponent().subtract(BigInteger.valueOf(more));
    int slack = x.isExact() ? 0 : x.slack() + more;
    int extra = Ball.clamp(radius.subtract(exponent));
    if (extra > 1 << 24) {
      throw new UnknownException();
    }
    return rounded(x.mantissa().shiftLeft(more), exponent, Math.max(slack, Math.max(extra, 0)) + 1);
  }

  Ball add(Ball a, Ball b) {
    if (a.isExactZero() || b.isExactZero()) {
      return a.isExactZero() ? b : a;
    }
    BigInteger gap = a.top().subtract(b.top());
    if (gap.bitLength() > 12 && gap.abs().compareTo(BigInteger.valueOf(2L * bits + 64)) > 0) {
      return gap.signum() > 0 ? widened(a, b.top()) : widened(b, a.top());
    }
    int order = a.exponent().compareTo(b.exponent());
    Ball low = order <= 0 ? a : b;
    Ball high = order <= 0 ? b : a;
    int shift = Ball.clamp(high.exponent().subtract(low.exponent()));
    if (shift > 1 << 24) {
      throw new UnknownException();
    }
    int highSlack = high.isExact() ? Ball.EXACT : high.slack() + shift;
    int slack = low.isExact() ? highSlack : high.isExact() ? low.slack() : Math.max(low.slack(), highSlack) + 1;
    return rounded(low.mantissa().add(high.mantissa().shiftLeft(shift)), low.exponent(), slack);
  }

  Ball subtract(Ball a, Ball b) {
    return add(a, b.negate());
  }

  Ball multiply(Ball a, Ball b) {
    if (a.isExactZero() || b.isExactZero()) {
      return Ball.ZERO;
    }
    int ofA = a.isExact() ? Ball.EXACT : a.slack() + b.mantissa().abs().bitLength();
    int ofB = b.isExact() ? Ball.EXACT : b.slack() + a.mantissa().abs().bitLength();
    int slack = a.isExact() || b.isExact() ? Math.max(ofA, ofB) : Math.max(Math.max(ofA, ofB), a.slack() + b.slack()) + 2;
    return rounded(a.mantissa().multiply(b.mantissa()), a.exponent().add(b.exponent()), slack);
  }

  Ball square(Ball a) {
    return multiply(a, a);
  }

  Ball divide(Ball a, Ball b) {
    if (b.isExactZero()) {
      throw new NoValueException("division by zero");
    }
    if (b.isBlurred()) {
      throw new UnknownException();
    }
    if (a.isExactZero()) {
      return a;
    }
    int ofA = a.mantissa().abs().bitLength();
    int ofB = b.mantissa().abs().bitLength();
    int shift = Math.max(0, bits + 2 + ofB - ofA);
    BigInteger[] quotient = a.mantissa().shiftLeft(shift).divideAndRemainder(b.mantissa());
    BigInteger exponent = a.exponent().subtract(b.exponent()).subtract(BigInteger.valueOf(shift));
    if (a.isExact() && b.isExact() && quotient[1].signum() == 0) {
      int spare = quotient[0].getLowestSetBit();
      return new Ball(quotient[0].shiftRight(spare), exponent.add(BigInteger.valueOf(spare)), Ball.EXACT);
    }
    int slack = 0;
    if (!a.isExact()) {
      slack = Math.max(slack, a.slack() + shift - ofB + 2);
    }
    if (!b.isExact()) {
      slack = Math.max(slack, quotient[0].abs().bitLength() + b.slack() - ofB + 2);
    }
    return rounded(quotient[0], exponent, slack + 2);
  }

  Ball sqrt(Ball x) {
    if (x.isExactZero()) {
      return x;
    }
    if (x.signum() < 0) {
      throw new NoValueException("the root of a negative number");
    }
    int shift = Math.max(0, 2 * bits + 2 - x.mantissa().bitLength());
    if (x.exponent().subtract(BigInteger.valueOf(shift)).testBit(0)) {
      shift++;
    }
    BigInteger[] root = x.mantissa().shiftLeft(shift).sqrtAndRemainder();
    BigInteger exponent = x.exponent().subtract(BigInteger.valueOf(shift)).shiftRight(1);
    if (x.isExact() && root[1].signum() == 0) {
      return rounded(root[0], exponent, Ball.EXACT);
    }
    int slack = x.isExact() ? 0 : Math.max(0, x.slack() + shift - root[0].bitLength() + 1) + 1;
    return rounded(root[0], exponent, slack);
  }

  int compare(Ball a, Ball b) {
    return subtract(a, b).signum();
  }

  Ball pi() {
    return new Ball(fixed.pi(bits), BigInteger.valueOf(-bits), 2);
  }

  Ball exp(Ball x) {
    if (x.isExactZero()) {
      return Ball.ONE;
    }
    if (x.magnitude() > LARGEST_EXPONENT || x.radius().signum() >= 0) {
      throw new UnknownException();
    }
    if (x.magnitude() < -2 * bits) {
      return widened(Ball.ONE, x.top().add(BigInteger.ONE));
    }
    int more = Math.max(0, x.magnitude());
    int width = bits + GUARD + more;
    BigInteger ln2 = fixed.ln2(width);
    BigInteger argument = x.fixed(width, 0);
    BigInteger k = argument.divide(ln2);
    BigInteger rest = argument.subtract(k.multiply(ln2)).shiftRight(more);
    BigInteger value = fixed.exp(rest, bits + GUARD);
    Ball result = new Ball(value, k.subtract(BigInteger.valueOf(bits + GUARD)), GUARD - 8);
    BigInteger radius = x.radius().add(result.top()).add(BigInteger.ONE);
    return x.isExact() ? rounded(result.mantissa(), result.exponent(), result.slack()) : widened(result, radius);
  }

  Ball log(Ball x) {
    if (x.isExactZero() || x.signum() < 0) {
      throw new NoValueException("the logarithm of a number that is not positive");
    }
    int length = x.mantissa().bitLength();
    BigInteger k = x.exponent().add(BigInteger.valueOf(length));
    // The mantissa as a number of 0.7 to 1.4.
    boolean below = x.mantissa().shiftRight(Math.max(0, length - 30)).shiftLeft(Math.max(0, 30 - length)).intValue() < 759250125;
    BigInteger power = below ? k.subtract(BigInteger.ONE) : k;
    int places = below ? length - 1 : length;
    BigInteger distance = x.mantissa().subtract(BigInteger.ONE.shiftLeft(places));
    Ball result;
    if (power.signum() == 0 && distance.signum() == 0) {
      result = Ball.ZERO;
    } else {
      int near = power.signum() == 0 ? Math.max(0, places - distance.abs().bitLength()) : 0;
      int width = bits + GUARD + near + power.bitLength();
      BigInteger argument = width >= places ? x.mantissa().shiftLeft(width - places) : x.mantissa().shiftRight(places - width);
      BigInteger value = fixed.log(argument, width);
      if (power.signum() != 0) {
        value = value.add(power.multiply(fixed.ln2(width)));
      }
      result = rounded(value, BigInteger.valueOf(-width), 12 + power.bitLength());
    }
    return x.isExact() ? result : widened(result, BigInteger.valueOf(x.slack() - length + 2));
  }

  Ball sin(Ball x) {
    return circular(x, 0);
  }

  Ball cos(Ball x) {
    return circular(x, 1);
  }

  private Ball circular(Ball x, int quarter) {
    if (x.isExactZero()) {
      return Ball.of(quarter);
    }
    if (x.magnitude() > 5_000) {
      throw new UnknownException();
    }
    if (x.magnitude() < -bits) {
      return quarter == 0 ? widened(x, x.top().multiply(BigInteger.valueOf(3))) : widened(Ball.ONE, x.top().shiftLeft(1));
    }
    int width = bits + GUARD + Math.abs(x.magnitude());
    BigInteger half = fixed.pi(width).shiftRight(1);
    BigInteger argument = x.fixed(width, 0);
    BigInteger k = argument.add(half.shiftRight(1)).divide(half);
    if (argument.add(half.shiftRight(1)).signum() < 0) {
      k = k.subtract(BigInteger.ONE);
    }
    BigInteger rest = argument.subtract(k.multiply(half));
    int phase = Math.floorMod(k.mod(BigInteger.valueOf(4)).intValue() + quarter, 4);
    BigInteger value = phase % 2 == 0 ? fixed.sin(rest, width) : fixed.cos(rest, width);
    Ball result = new Ball(phase < 2 ? value : value.negate(), BigInteger.valueOf(-width), 8 + Math.max(0, x.magnitude()));
    return x.isExact() ? rounded(result.mantissa(), result.exponent(), result.slack()) : widened(result, x.radius());
  }

  Ball atan(Ball x) {
    if (x.isExactZero()) {
      return x;
    }
    if (x.magnitude() < -bits) {
      return widened(x, x.top().multiply(BigInteger.valueOf(3)));
    }
    if (x.magnitude() > 2) {
      Ball rest = atan(divide(Ball.ONE, x));
      return subtract(multiply(Ball.of(x.signum()), pi().scaled(-1)), rest);
    }
    int width = bits + GUARD + Math.abs(x.magnitude());
    BigInteger value = fixed.atan(x.fixed(width, 0), width);
    Ball result = new Ball(value, BigInteger.valueOf(-width), 10);
    return x.isExact() ? rounded(result.mantissa(), result.exponent(), result.slack()) : widened(result, x.radius());
  }

  /** The Taylor series; far out {@code 1 - erf(x) < exp(-x^2)}. */
  Ball erf(Ball x) {
    if (x.isExactZero()) {
      return x;
    }
    if (!x.isExact() && x.radius().signum() > 0) {
      throw new UnknownException();
    }
    if (x.magnitude() < -bits) {
      return widened(divide(x.scaled(1), sqrt(pi())), x.top().multiply(BigInteger.valueOf(3)));
    }
    double rough = x.toDouble();
    if (Math.abs(rough) > 2 && rough * rough * 1.4 > bits + 64) {
      BigInteger whole = x.fixed(0, 0).abs().subtract(BigInteger.ONE);
      return widened(Ball.of(x.mantissa().signum()), whole.multiply(whole).negate());
    }
    int growth = (int) (3 * rough * rough) + 16;
    int width = bits + GUARD + growth + Math.max(0, -x.magnitude());
    BigInteger sum = fixed.erfSeries(x.fixed(width, 0), width);
    Ball result = divide(new Ball(sum, BigInteger.valueOf(1 - width), 12 + growth), sqrt(pi()));
    return x.isExact() ? result : widened(result, x.radius().add(BigInteger.ONE));
  }

  /** Real powers, where {@code 0^0} is 1 and a negative base takes whole exponents alone. */
  Ball power(Ball x, Ball y) {
    if (y.isExactZero()) {
      return Ball.ONE;
    }
    if (x.isExactZero()) {
      if (y.signum() < 0) {
        throw new NoValueException("division by zero");
      }
      return x;
    }
    if (y.isExact() && y.isInteger() && y.magnitude() < 8) {
      Ball power = whole(x, Math.abs(y.floor().intValueExact()));
      return y.signum() < 0 ? divide(Ball.ONE, power) : power;
    }
    if (y.equals(Ball.HALF)) {
      return sqrt(x);
    }
    if (x.signum() > 0) {
      return exp(multiply(y, log(x)));
    }
    if (!y.isInteger()) {
      throw new NoValueException("a fractional power of a negative number");
    }
    Ball magnitude = exp(multiply(y, log(x.negate())));
    return y.floor().testBit(0) ? magnitude.negate() : magnitude;
  }

  private Ball whole(Ball x, int n) {
    Ball result = Ball.ONE;
    Ball power = x;
    for (int rest = n; rest > 0; rest >>= 1) {
      result = (rest & 1) == 1 ? multiply(result, power) : result;
      power = rest > 1 ? square(power) : power;
    }
    return result;
  }

  Ball ratio(BigInteger numerator, BigInteger denominator) {
    return divide(new Ball(numerator, BigInteger.ZERO, Ball.EXACT), new Ball(denominator, BigInteger.ZERO, Ball.EXACT));
  }
}
