package dev.nnd.compiler.testing.precise;

import java.math.BigInteger;

/**
 * Arithmetic and elementary functions of so many bits, straight from their series: slow, and nothing of it is shared
 * with what it judges. Where a function has no value an ArithmeticException says so.
 */
public final class Precision {
  private final int bits;
  private Big ln2;
  private Big pi;

  public Precision(int bits) {
    this.bits = bits;
  }

  public int bits() {
    return bits;
  }

  private Precision with(int more) {
    return new Precision(bits + more);
  }

  Big round(Big x) {
    int excess = x.mantissa().abs().bitLength() - bits;
    return excess <= 0 ? x : new Big(x.mantissa().shiftRight(excess), x.exponent() + excess);
  }

  public Big add(Big a, Big b) {
    if (a.isZero() || b.isZero()) {
      return a.isZero() ? b : a;
    }
    if (Math.abs(a.magnitude() - b.magnitude()) > 2L * bits) {
      return a.magnitude() > b.magnitude() ? a : b;
    }
    long low = Math.min(a.exponent(), b.exponent());
    return round(new Big(
        a.mantissa().shiftLeft((int) (a.exponent() - low)).add(b.mantissa().shiftLeft((int) (b.exponent() - low))), low));
  }

  public Big subtract(Big a, Big b) {
    return add(a, b.negate());
  }

  public Big multiply(Big a, Big b) {
    return round(new Big(a.mantissa().multiply(b.mantissa()), a.exponent() + b.exponent()));
  }

  public Big divide(Big a, Big b) {
    if (b.isZero()) {
      throw new ArithmeticException("division by zero");
    }
    int shift = Math.max(0, bits + 2 + b.mantissa().abs().bitLength() - a.mantissa().abs().bitLength());
    return round(new Big(a.mantissa().shiftLeft(shift).divide(b.mantissa()), a.exponent() - shift - b.exponent()));
  }

  public int compare(Big a, Big b) {
    return subtract(a, b).signum();
  }

  Big sqrt(Big x) {
    if (x.signum() < 0) {
      throw new ArithmeticException("the root of a negative number");
    }
    int shift = Math.max(0, 2 * bits + 2 - x.mantissa().bitLength());
    shift += (int) Math.floorMod(x.exponent() - shift, 2L);
    return round(new Big(x.mantissa().shiftLeft(shift).sqrt(), (x.exponent() - shift) / 2));
  }

  private Big ln2() {
    if (ln2 == null) {
      Precision p = with(32);
      ln2 = p.add(p.add(p.multiply(Big.of(18), p.inverseTangent(26, 1)), p.multiply(Big.of(-2), p.inverseTangent(4801, 1))),
          p.multiply(Big.of(8), p.inverseTangent(8749, 1)));
    }
    return ln2;
  }

  Big pi() {
    if (pi == null) {
      Precision p = with(32);
      pi = p.subtract(p.multiply(Big.of(16), p.inverseTangent(5, -1)), p.multiply(Big.of(4), p.inverseTangent(239, -1)));
    }
    return pi;
  }

  /** atanh(1/n) for sign 1, atan(1/n) for sign -1. */
  private Big inverseTangent(long n, int sign) {
    BigInteger power = BigInteger.ONE.shiftLeft(bits).divide(BigInteger.valueOf(n));
    BigInteger square = BigInteger.valueOf(n * n * sign);
    BigInteger sum = BigInteger.ZERO;
    for (long k = 1; power.signum() != 0; k += 2) {
      sum = sum.add(power.divide(BigInteger.valueOf(k)));
      power = power.divide(square);
    }
    return new Big(sum, -bits);
  }

  /** e^(k ln 2 + r), the series for r halved some times. */
  public Big exp(Big x) {
    if (x.isZero()) {
      return Big.ONE;
    }
    if (x.magnitude() > 40) {
      throw new ArithmeticException("too large to tell");
    }
    int halvings = (int) Math.sqrt(bits) + 8;
    Precision p = with(2 * halvings + 64);
    BigInteger k = p.divide(x, p.ln2()).floor();
    Big r = p.subtract(x, p.multiply(new Big(k, 0), p.ln2())).scaled(-halvings);
    Big sum = Big.ONE;
    Big term = Big.ONE;
    for (long n = 1; term.magnitude() > -p.bits; n++) {
      term = p.divide(p.multiply(term, r), Big.of(n));
      sum = p.add(sum, term);
    }
    for (int i = 0; i < halvings; i++) {
      sum = p.multiply(sum, sum);
    }
    return round(sum.scaled(k.longValueExact()));
  }

  /** Halley's iteration on exp. */
  public Big log(Big x) {
    if (x.signum() <= 0) {
      throw new ArithmeticException("the logarithm of a number that is not positive");
    }
    if (compare(x, Big.ONE) == 0) {
      return Big.ZERO;
    }
    long magnitude = x.magnitude();
    Big y = add(Big.of(Math.log(x.scaled(-magnitude).toDouble())), multiply(Big.of(magnitude), ln2()));
    for (long good = 40; ; good *= 3) {
      Precision p = good * 3 < bits ? new Precision((int) good * 3 + 64) : with(64);
      Big quotient = p.multiply(x, p.exp(y.negate()));
      y = p.add(y, p.divide(p.subtract(quotient, Big.ONE).scaled(1), p.add(quotient, Big.ONE)));
      if (good > bits) {
        return round(y);
      }
    }
  }

  private Big series(Big first, Big square, long from) {
    Big sum = first;
    Big term = first;
    for (long n = from; !term.isZero() && term.magnitude() > -bits; n += 2) {
      term = divide(multiply(term, square).negate(), Big.of(n * (n + 1)));
      sum = add(sum, term);
    }
    return sum;
  }

  Big sin(Big x) {
    return circular(x, 0);
  }

  Big cos(Big x) {
    return circular(x, 1);
  }

  private Big circular(Big x, int quarter) {
    Precision p = with(64 + (int) Math.max(0, x.magnitude()) + (int) Math.max(0, Math.min(bits, -x.magnitude())));
    Big half = p.pi().scaled(-1);
    BigInteger k = p.add(p.divide(x, half), Big.of(0.5)).floor();
    Big r = p.subtract(x, p.multiply(new Big(k, 0), half));
    int phase = Math.floorMod(k.mod(BigInteger.valueOf(4)).intValue() + quarter, 4);
    Big square = p.multiply(r, r);
    Big value = phase % 2 == 0 ? p.series(r, square, 2) : p.series(Big.ONE, square, 1);
    return round(phase < 2 ? value : value.negate());
  }

  Big atan(Big x) {
    Precision p = with(64);
    Big y = Big.of(Math.atan(x.toDouble()));
    Big radius = p.sqrt(p.add(Big.ONE, p.multiply(x, x)));
    for (long good = 40; good <= 3L * bits; good *= 3) {
      y = p.add(y, p.divide(p.subtract(p.multiply(x, p.cos(y)), p.sin(y)), radius));
    }
    return round(y);
  }

  Big asin(Big x) {
    Big rest = subtract(Big.ONE, multiply(x, x));
    if (rest.isZero()) {
      return multiply(Big.of(x.signum()), pi().scaled(-1));
    }
    return atan(divide(x, sqrt(rest)));
  }

  /** The Taylor series; beyond 100 the difference to 1 is below e^-10000. */
  Big erf(Big x) {
    if (x.magnitude() > 7) {
      return Big.of(x.signum());
    }
    Precision p = with(64 + (int) (3 * Math.pow(x.toDouble(), 2)));
    Big square = p.multiply(x, x);
    Big power = x;
    Big sum = x;
    for (long n = 1; !power.isZero() && power.magnitude() > -p.bits; n++) {
      power = p.divide(p.multiply(power, square).negate(), Big.of(n));
      sum = p.add(sum, p.divide(power, Big.of(2 * n + 1)));
    }
    return round(p.divide(sum.scaled(1), p.sqrt(p.pi())));
  }

  public Big power(Big x, Big y) {
    if (y.isZero()) {
      return Big.ONE;
    }
    if (x.isZero()) {
      if (y.signum() < 0) {
        throw new ArithmeticException("division by zero");
      }
      return x;
    }
    if (y.isInteger() && y.magnitude() < 16) {
      Big power = whole(x, y.abs().floor().intValueExact());
      return y.signum() < 0 ? divide(Big.ONE, power) : power;
    }
    if (x.signum() < 0 && !y.isInteger()) {
      throw new ArithmeticException("a fractional power of a negative number");
    }
    Precision p = with(64);
    Big magnitude = round(p.exp(p.multiply(y, p.log(x.abs()))));
    return x.signum() < 0 && y.floor().testBit(0) ? magnitude.negate() : magnitude;
  }

  private Big whole(Big x, int n) {
    Big result = Big.ONE;
    Big power = x;
    for (int rest = n; rest > 0; rest >>= 1) {
      result = (rest & 1) == 1 ? multiply(result, power) : result;
      power = multiply(power, power);
    }
    return result;
  }
}
