package dev.nnd.compiler.testing.precise;

import java.math.BigInteger;

/** Series of numbers in units of {@code 2^-width}; each is right up to a few units. */
final class FixedPoint {
  private BigInteger ln2 = BigInteger.ZERO;
  private int ln2Width = -1;
  private BigInteger pi = BigInteger.ZERO;
  private int piWidth = -1;

  BigInteger ln2(int width) {
    if (ln2Width < width) {
      ln2Width = width + width / 2 + 64;
      ln2 = inverseTangent(26, 1, ln2Width + 16).multiply(BigInteger.valueOf(18))
          .subtract(inverseTangent(4801, 1, ln2Width + 16).shiftLeft(1))
          .add(inverseTangent(8749, 1, ln2Width + 16).shiftLeft(3)).shiftRight(16);
    }
    return ln2.shiftRight(ln2Width - width);
  }

  BigInteger pi(int width) {
    if (piWidth < width) {
      piWidth = width + width / 2 + 64;
      pi = inverseTangent(5, -1, piWidth + 16).shiftLeft(4)
          .subtract(inverseTangent(239, -1, piWidth + 16).shiftLeft(2)).shiftRight(16);
    }
    return pi.shiftRight(piWidth - width);
  }

  /** atanh(1/n) for sign 1, atan(1/n) for sign -1. */
  private static BigInteger inverseTangent(long n, int sign, int width) {
    BigInteger power = BigInteger.ONE.shiftLeft(width).divide(BigInteger.valueOf(n));
    BigInteger square = BigInteger.valueOf(n * n * sign);
    BigInteger sum = BigInteger.ZERO;
    for (long k = 1; power.signum() != 0; k += 2) {
      sum = sum.add(power.divide(BigInteger.valueOf(k)));
      power = power.divide(square);
    }
    return sum;
  }

  /** Of an argument of -1 to 1: the series, of the argument halved some times. */
  BigInteger exp(BigInteger x, int width) {
    int depth = Math.max(0, width - x.bitLength());
    int halvings = Math.max(0, (int) Math.sqrt(width) - depth);
    int inner = width + 2 * halvings + 8;
    BigInteger argument = x.shiftLeft(halvings + 8);
    BigInteger sum = BigInteger.ZERO;
    BigInteger term = argument;
    for (long n = 2; term.signum() != 0 && !term.equals(BigInteger.ONE.negate()); n++) {
      sum = sum.add(term);
      term = term.multiply(argument).shiftRight(inner).divide(BigInteger.valueOf(n));
    }
    // exp(2x) - 1 = (exp(x) - 1) (exp(x) + 1)
    BigInteger two = BigInteger.ONE.shiftLeft(inner + 1);
    for (int i = 0; i < halvings; i++) {
      sum = sum.multiply(sum.add(two)).shiftRight(inner);
    }
    return sum.shiftRight(2 * halvings + 8).add(BigInteger.ONE.shiftLeft(width));
  }

  /** Of an argument of 0.7 to 1.4; relatively right near 1 as far as the width goes. */
  BigInteger log(BigInteger x, int width) {
    BigInteger one = BigInteger.ONE.shiftLeft(width);
    if (width - x.subtract(one).bitLength() > 20) {
      return logNearOne(x.subtract(one), width);
    }
    double rough = StrictMath.log(x.shiftRight(width - 60).doubleValue() * 0x1p-60);
    BigInteger guess = BigInteger.valueOf((long) (rough * 0x1p55)).shiftLeft(width - 55);
    BigInteger quotient = x.multiply(exp(guess.negate(), width)).shiftRight(width);
    return guess.add(logNearOne(quotient.subtract(one), width));
  }

  /** log(1 + t) = 2 atanh(t / (2 + t)). */
  private static BigInteger logNearOne(BigInteger t, int width) {
    BigInteger s = t.shiftLeft(width).divide(BigInteger.ONE.shiftLeft(width + 1).add(t));
    BigInteger square = s.multiply(s).shiftRight(width);
    return odd(s, square, width).shiftLeft(1);
  }

  /** s + s q/3 + s q^2/5 + … */
  private static BigInteger odd(BigInteger s, BigInteger q, int width) {
    BigInteger sum = BigInteger.ZERO;
    BigInteger power = s;
    for (long n = 1; power.signum() != 0 && !power.equals(BigInteger.ONE.negate()); n += 2) {
      sum = sum.add(power.divide(BigInteger.valueOf(n)));
      power = power.multiply(q).shiftRight(width);
    }
    return sum;
  }

  BigInteger sin(BigInteger x, int width) {
    return alternating(x, x, 2, width);
  }

  BigInteger cos(BigInteger x, int width) {
    return alternating(BigInteger.ONE.shiftLeft(width), x, 1, width);
  }

  private static BigInteger alternating(BigInteger first, BigInteger x, long from, int width) {
    BigInteger square = x.multiply(x).shiftRight(width);
    BigInteger sum = first;
    BigInteger term = first;
    for (long n = from; ; n += 2) {
      term = term.multiply(square).shiftRight(width).divide(BigInteger.valueOf(n * (n + 1))).negate();
      if (term.signum() == 0 || term.equals(BigInteger.ONE)) {
        return sum;
      }
      sum = sum.add(term);
    }
  }

  /** Of an argument of -2 to 2: what the library's tangent leaves is small. */
  BigInteger atan(BigInteger x, int width) {
    if (width - x.bitLength() > 20) {
      return atanNearZero(x, width);
    }
    double rough = StrictMath.atan(x.shiftRight(width - 60).doubleValue() * 0x1p-60);
    BigInteger guess = BigInteger.valueOf((long) (rough * 0x1p55)).shiftLeft(width - 55);
    BigInteger sin = sin(guess, width);
    BigInteger cos = cos(guess, width);
    BigInteger above = x.multiply(cos).shiftRight(width).subtract(sin);
    BigInteger below = x.multiply(sin).shiftRight(width).add(cos);
    return guess.add(atanNearZero(above.shiftLeft(width).divide(below), width));
  }

  private static BigInteger atanNearZero(BigInteger t, int width) {
    return odd(t, t.multiply(t).shiftRight(width).negate(), width);
  }

  /** x - x^3/3 + x^5/(2! 5) - …: erf without its factor. */
  BigInteger erfSeries(BigInteger x, int width) {
    BigInteger square = x.multiply(x).shiftRight(width);
    BigInteger sum = x;
    BigInteger power = x;
    for (long n = 1; ; n++) {
      power = power.multiply(square).shiftRight(width).divide(BigInteger.valueOf(n)).negate();
      if (power.signum() == 0 || power.equals(BigInteger.ONE)) {
        return sum;
      }
      sum = sum.add(power.divide(BigInteger.valueOf(2 * n + 1)));
    }
  }
}
