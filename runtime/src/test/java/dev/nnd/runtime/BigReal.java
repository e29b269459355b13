package dev.nnd.runtime;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The functions under test from their power series, in 45 digits, sharing nothing with the runtime. */
final class BigReal {
  private static final MathContext DIGITS = new MathContext(45, RoundingMode.HALF_EVEN);
  private static final BigDecimal EPSILON = new BigDecimal("1e-45");
  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal LN_2 = artanh(ONE.divide(BigDecimal.valueOf(3), DIGITS)).multiply(TWO);
  private static final BigDecimal PI = machin();

  private BigReal() {
  }

  static BigDecimal exp(BigDecimal x) {
    int k = x.divide(LN_2, DIGITS).setScale(0, RoundingMode.HALF_EVEN).intValueExact();
    BigDecimal r = x.subtract(LN_2.multiply(BigDecimal.valueOf(k)), DIGITS);
    BigDecimal sum = ONE;
    BigDecimal term = ONE;
    for (int n = 1; term.abs().compareTo(EPSILON) > 0; n++) {
      term = term.multiply(r, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    BigDecimal power = TWO.pow(Math.abs(k), DIGITS);
    return k < 0 ? sum.divide(power, DIGITS) : sum.multiply(power, DIGITS);
  }

  /** The series where e^x - 1 would cancel. */
  static BigDecimal expm1(BigDecimal x) {
    if (x.abs().compareTo(ONE) > 0) {
      return exp(x).subtract(ONE, DIGITS);
    }
    BigDecimal sum = x;
    BigDecimal term = x;
    for (int n = 2; term.abs().compareTo(sum.abs().multiply(EPSILON)) > 0; n++) {
      term = term.multiply(x, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum;
  }

  static BigDecimal log(BigDecimal x) {
    int k = Math.getExponent(x.doubleValue());
    BigDecimal power = TWO.pow(Math.abs(k), DIGITS);
    BigDecimal m = k < 0 ? x.multiply(power, DIGITS) : x.divide(power, DIGITS);
    return log1pOfModerate(m.subtract(ONE)).add(LN_2.multiply(BigDecimal.valueOf(k)), DIGITS);
  }

  static BigDecimal log1p(BigDecimal x) {
    return x.abs().compareTo(new BigDecimal("0.5")) < 0 ? log1pOfModerate(x) : log(x.add(ONE));
  }

  static BigDecimal log2(BigDecimal x) {
    return log(x).divide(LN_2, DIGITS);
  }

  static BigDecimal tanh(BigDecimal x) {
    BigDecimal e = expm1(x.multiply(TWO));
    return e.divide(e.add(TWO), DIGITS);
  }

  static BigDecimal logistic(BigDecimal x) {
    return ONE.divide(ONE.add(exp(x.negate()), DIGITS), DIGITS);
  }

  static BigDecimal softplus(BigDecimal x) {
    return log1p(exp(x));
  }

  static BigDecimal log1mexp(BigDecimal x) {
    return x.compareTo(new BigDecimal("-0.7")) > 0 ? log(expm1(x).negate()) : log1p(exp(x).negate());
  }

  /** Twice the inverse hyperbolic tangent of 2p - 1 where the logarithms would cancel. */
  static BigDecimal logit(BigDecimal p) {
    BigDecimal twice = p.multiply(TWO).subtract(ONE);
    return twice.abs().compareTo(new BigDecimal("0.5")) < 0
        ? artanh(twice).multiply(TWO)
        : log(p).subtract(log(ONE.subtract(p)), DIGITS);
  }

  /** Maclaurin's series; erf to 6 loses 16 of its digits to cancellation. */
  static BigDecimal erf(BigDecimal x) {
    BigDecimal square = x.multiply(x, DIGITS);
    BigDecimal term = x;
    BigDecimal sum = x;
    for (int n = 1; term.abs().compareTo(x.abs().multiply(EPSILON)) > 0; n++) {
      term = term.multiply(square, DIGITS).negate().divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(term.divide(BigDecimal.valueOf(2L * n + 1), DIGITS), DIGITS);
    }
    return sum.multiply(TWO).divide(PI.sqrt(DIGITS), DIGITS);
  }

  /** From 2 on Laplace's continued fraction, whose 400 levels give more than 30 digits there. */
  static BigDecimal erfc(BigDecimal x) {
    if (x.compareTo(TWO) < 0) {
      return ONE.subtract(erf(x), DIGITS);
    }
    BigDecimal tail = x;
    for (int n = 400; n > 0; n--) {
      tail = x.add(BigDecimal.valueOf(n).divide(TWO.multiply(tail), DIGITS), DIGITS);
    }
    return exp(x.multiply(x).negate()).divide(PI.sqrt(DIGITS).multiply(tail), DIGITS);
  }

  private static BigDecimal log1pOfModerate(BigDecimal f) {
    return artanh(f.divide(f.add(TWO), DIGITS)).multiply(TWO);
  }

  private static BigDecimal artanh(BigDecimal s) {
    BigDecimal square = s.multiply(s, DIGITS);
    BigDecimal power = s;
    BigDecimal sum = s;
    for (int n = 3; power.abs().compareTo(s.abs().multiply(EPSILON)) > 0; n += 2) {
      power = power.multiply(square, DIGITS);
      sum = sum.add(power.divide(BigDecimal.valueOf(n), DIGITS), DIGITS);
    }
    return sum;
  }

  private static BigDecimal machin() {
    return arctan(5).multiply(BigDecimal.valueOf(16)).subtract(arctan(239).multiply(BigDecimal.valueOf(4)), DIGITS);
  }

  private static BigDecimal arctan(int inverse) {
    BigDecimal power = ONE.divide(BigDecimal.valueOf(inverse), DIGITS);
    BigDecimal sum = power;
    for (int n = 3; power.compareTo(EPSILON) > 0; n += 2) {
      power = power.divide(BigDecimal.valueOf((long) inverse * inverse), DIGITS);
      BigDecimal term = power.divide(BigDecimal.valueOf(n), DIGITS);
      sum = n % 4 == 3 ? sum.subtract(term) : sum.add(term);
    }
    return sum;
  }
}
