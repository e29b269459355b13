package dev.nnd.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Accuracy in units in the last place of the true value, and the edges of the range. */
class FunctionsTest {
  private static final int EXACT_POINTS = 1_000;
  private static final int POINTS = 200_000;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private interface FloatFunction {
    float apply(float x);
  }

  private static double ulps(double value, BigDecimal truth) {
    double nearest = truth.doubleValue();
    return new BigDecimal(value).subtract(truth).abs().doubleValue() / Math.ulp(nearest);
  }

  /** Against 45 digits. */
  private static void assertAccurate(DoubleUnaryOperator function, UnaryOperator<BigDecimal> truth, double bound,
      double low, double high) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < EXACT_POINTS; i++) {
      double x = random.nextDouble(low, high);
      assertThat(ulps(function.applyAsDouble(x), truth.apply(new BigDecimal(x)))).as("at %s", x)
          .isLessThanOrEqualTo(bound);
    }
  }

  /** Arguments of every magnitude from 2^low to 2^high, of both signs where asked for. */
  private static void assertAccurateByMagnitude(DoubleUnaryOperator function, UnaryOperator<BigDecimal> truth,
      double bound, int low, int high, boolean signed) {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < EXACT_POINTS; i++) {
      double sign = signed && random.nextBoolean() ? -1 : 1;
      double x = sign * Math.scalb(random.nextDouble(1, 2), random.nextInt(low, high));
      assertThat(ulps(function.applyAsDouble(x), truth.apply(new BigDecimal(x)))).as("at %s", x)
          .isLessThanOrEqualTo(bound);
    }
  }

  /** Against StrictMath, which is within an ulp. */
  private static void assertNear(DoubleUnaryOperator function, DoubleUnaryOperator reference, double bound,
      double low, double high) {
    SplittableRandom random = new SplittableRandom(3);
    double worst = 0;
    for (int i = 0; i < POINTS; i++) {
      double x = random.nextDouble(low, high);
      double expected = reference.applyAsDouble(x);
      worst = Math.max(worst, Math.abs(function.applyAsDouble(x) - expected) / Math.ulp(expected));
    }
    assertThat(worst).isLessThanOrEqualTo(bound);
  }

  /** Floats of all magnitudes and signs against the same function in double. */
  private static void assertNear(FloatFunction function, DoubleUnaryOperator reference, double bound) {
    SplittableRandom random = new SplittableRandom(4);
    double worst = 0;
    for (int i = 0; i < POINTS; i++) {
      float x = i % 2 == 0 ? Float.intBitsToFloat(random.nextInt()) : (float) random.nextDouble(-20, 20);
      double expected = reference.applyAsDouble(x);
      float value = function.apply(x);
      if (Float.isNaN((float) expected) || Float.isInfinite((float) expected)) {
        assertThat(Float.compare(value, (float) expected)).as("at %s", x).isZero();
      } else {
        worst = Math.max(worst, Math.abs(value - expected) / Math.ulp((float) expected));
      }
    }
    assertThat(worst).isLessThanOrEqualTo(bound);
  }

  @Test
  void exp() {
    assertAccurate(Functions::exp, BigReal::exp, 1.01, -744, 709);
    assertAccurate(Functions::exp, BigReal::exp, 1, -3, 3);
    assertNear(Functions::exp, StrictMath::exp, 2, -744, 709.7);
    assertNear(Functions::exp, StrictMath::exp, 1.1);
    assertThat(Functions.exp(-INFINITY)).isEqualTo(0);
    assertThat(Functions.exp(-1e300)).isEqualTo(0);
    assertThat(Functions.exp(0.0)).isEqualTo(1);
    assertThat(Functions.exp(709.782712893384)).isEqualTo(StrictMath.exp(709.782712893384));
    assertThat(Functions.exp(709.79)).isEqualTo(INFINITY);
    assertThat(Functions.exp(INFINITY)).isEqualTo(INFINITY);
    assertThat(Functions.exp(-745.1)).isEqualTo(Double.MIN_VALUE);
    assertThat(Functions.exp(Double.NaN)).isNaN();
  }

  @Test
  void expm1() {
    assertAccurate(Functions::expm1, BigReal::expm1, 1, -45, 45);
    assertAccurate(Functions::expm1, BigReal::expm1, 1, -1.5, 1.5);
    assertAccurateByMagnitude(Functions::expm1, BigReal::expm1, 1, -1060, 5, true);
    assertThat(Functions.expm1(-0.0)).isEqualTo(-0.0);
    assertThat(Functions.expm1(-INFINITY)).isEqualTo(-1);
    assertThat(Functions.expm1(INFINITY)).isEqualTo(INFINITY);
    assertThat(Functions.expm1(Double.NaN)).isNaN();
  }

  @Test
  void log() {
    assertAccurate(Functions::log, BigReal::log, 0.8, 0.3, 3);
    assertAccurateByMagnitude(Functions::log, BigReal::log, 0.8, -1022, 1023, false);
    assertNear(Functions::log, StrictMath::log, 2, 0, 1e6);
    assertNear(Functions::log, StrictMath::log, 0.9);
    assertAccurateByMagnitude(Functions::log2, BigReal::log2, 1.6, -1022, 1023, false);
    assertThat(Functions.log(1.0)).isEqualTo(0);
    assertThat(Functions.log(0.0)).isEqualTo(-INFINITY);
    assertThat(Functions.log(-0.0)).isEqualTo(-INFINITY);
    assertThat(Functions.log(-1.0)).isNaN();
    assertThat(Functions.log(Double.NaN)).isNaN();
    assertThat(Functions.log(INFINITY)).isEqualTo(INFINITY);
    assertThat(Functions.log(Double.MIN_VALUE)).isEqualTo(StrictMath.log(Double.MIN_VALUE));
    assertThat(Functions.log(Double.MAX_VALUE)).isEqualTo(StrictMath.log(Double.MAX_VALUE));
    for (int k = -1074; k < 1024; k++) {
      assertThat(Functions.log2(Math.scalb(1.0, k))).isEqualTo(k);
    }
  }

  @Test
  void log1p() {
    assertAccurate(Functions::log1p, BigReal::log1p, 0.8, -0.9999, 3);
    assertAccurateByMagnitude(Functions::log1p, BigReal::log1p, 0.8, -1060, -1, true);
    assertAccurateByMagnitude(Functions::log1p, BigReal::log1p, 0.8, -2, 1000, false);
    assertNear(Functions::log1p, StrictMath::log1p, 0.9);
    assertThat(Functions.log1p(-0.0)).isEqualTo(-0.0);
    assertThat(Functions.log1p(-1.0)).isEqualTo(-INFINITY);
    assertThat(Functions.log1p(-1.5)).isNaN();
    assertThat(Functions.log1p(INFINITY)).isEqualTo(INFINITY);
    assertThat(Functions.log1p(Double.NaN)).isNaN();
  }

  @Test
  void tanh() {
    assertAccurate(Functions::tanh, BigReal::tanh, 2, -20, 20);
    assertAccurate(Functions::tanh, BigReal::tanh, 2, -1.5, 1.5);
    assertAccurateByMagnitude(Functions::tanh, BigReal::tanh, 2, -1060, 4, true);
    assertNear(Functions::tanh, StrictMath::tanh, 4.6);
    assertThat(Functions.tanh(INFINITY)).isEqualTo(1);
    assertThat(Functions.tanh(-INFINITY)).isEqualTo(-1);
    assertThat(Functions.tanh(-0.0)).isEqualTo(-0.0);
    assertThat(Functions.tanh(-0.0f)).isEqualTo(-0.0f);
    assertThat(Functions.tanh(Float.NaN)).isNaN();
    assertThat(Functions.tanh(Double.NaN)).isNaN();
    assertThat(Functions.tanh(100f)).isEqualTo(1);
  }

  @Test
  void logistic() {
    assertAccurate(Functions::logistic, BigReal::logistic, 1.3, -700, 40);
    assertAccurate(Functions::logistic, BigReal::logistic, 1.3, -4, 4);
    assertNear(Functions::logistic, x -> 1 / (1 + StrictMath.exp(-x)), 2.4);
    assertThat(Functions.logistic(-INFINITY)).isEqualTo(0);
    assertThat(Functions.logistic(INFINITY)).isEqualTo(1);
    assertThat(Functions.logistic(0f)).isEqualTo(0.5f);
    assertThat(Functions.logistic(Double.NaN)).isNaN();
  }

  @Test
  void softplus() {
    assertAccurate(Functions::softplus, BigReal::softplus, 1.5, -700, 40);
    assertAccurate(Functions::softplus, BigReal::softplus, 1.5, -4, 4);
    assertNear(Functions::softplus, x -> x > 40 ? x : StrictMath.log1p(StrictMath.exp(x)), 1.7);
    assertThat(Functions.softplus(-INFINITY)).isEqualTo(0);
    assertThat(Functions.softplus(INFINITY)).isEqualTo(INFINITY);
    assertThat(Functions.softplus(1e300)).isEqualTo(1e300);
    assertThat(Functions.softplus(Double.NaN)).isNaN();
  }

  @Test
  void pow() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 3 * EXACT_POINTS; i++) {
      double x = Math.scalb(random.nextDouble(1, 2), i % 3 == 0 ? 0 : random.nextInt(-1022, 1023));
      double y = random.nextDouble(-700, 700) / Math.max(Math.abs(StrictMath.log(x)), 1e-3);
      BigDecimal truth = BigReal.exp(BigReal.log(new BigDecimal(x)).multiply(new BigDecimal(y)));
      assertThat(ulps(Functions.pow(x, y), truth)).as("%s ^ %s", x, y).isLessThanOrEqualTo(1.1);
    }
    double[] edges = {0.0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 2.5, 1e300, -1e300, 1e-300, Double.MIN_VALUE,
      Double.MAX_VALUE, 0x1p53, 0x1p53 - 1, 1 - 0x1p-53, INFINITY, -INFINITY, Double.NaN};
    for (double x : edges) {
      for (double y : edges) {
        double expected = StrictMath.pow(x, y);
        double value = Functions.pow(x, y);
        boolean near = expected != 0 && Math.abs(value - expected) <= Math.ulp(expected);
        assertThat(near || Double.compare(value, expected) == 0)
            .as("%s ^ %s is %s, not %s", x, y, value, expected).isTrue();
      }
    }
    assertThat(Functions.pow(10.0, 15.0)).isEqualTo(1e15);
    assertThat(Functions.pow(3f, 2f)).isEqualTo(9);
  }

  @Test
  void erf() {
    assertAccurate(Functions::erf, BigReal::erf, 1, -6, 6);
    assertAccurate(Functions::erf, BigReal::erf, 1, -1.2, 1.2);
    assertAccurateByMagnitude(Functions::erf, BigReal::erf, 1, -1060, 1, true);
    assertAccurate(Functions::erfc, BigReal::erfc, 1.7, -6, 2);
    assertAccurate(Functions::erfc, BigReal::erfc, 1.7, 2, 26.5);
    assertThat(Functions.erf(INFINITY)).isEqualTo(1);
    assertThat(Functions.erf(-INFINITY)).isEqualTo(-1);
    assertThat(Functions.erf(-0.0)).isEqualTo(-0.0);
    assertThat(Functions.erfc(-INFINITY)).isEqualTo(2);
    assertThat(Functions.erfc(INFINITY)).isEqualTo(0);
    assertThat(Functions.erfc(27.0)).isBetween(5.2370e-319, 5.2375e-319);
    assertThat(Functions.erf(Double.NaN)).isNaN();
    assertThat(Functions.erfc(Double.NaN)).isNaN();
  }

  @Test
  void inverseHyperbolicFunctionsUndoTheirFunctions() {
    for (double x : new double[] {-30, -2, -1e-9, 0, 1e-300, 0.3, 5, 300}) {
      assertThat(Functions.asinh(StrictMath.sinh(x))).isCloseTo(x, within(1e-14 * Math.abs(x)));
    }
    for (double x : new double[] {0.01, 0.3, 5, 300}) {
      assertThat(Functions.acosh(StrictMath.cosh(x))).isCloseTo(x, within(1e-12));
    }
    for (double x : new double[] {-3, -1e-9, 0, 0.3, 5}) {
      assertThat(Functions.atanh(StrictMath.tanh(x))).isCloseTo(x, within(1e-11));
    }
    assertThat(Functions.asinh(INFINITY)).isEqualTo(INFINITY);
    assertThat(Functions.asinh(-INFINITY)).isEqualTo(-INFINITY);
    assertThat(Functions.acosh(0.5)).isNaN();
    assertThat(Functions.acosh(1.0)).isZero();
    assertThat(Functions.atanh(1.0)).isEqualTo(INFINITY);
    assertThat(Functions.atanh(-2.0)).isNaN();
  }

  @Test
  void entropyFunctions() {
    assertThat(Functions.xlogy(0.0, 0.0)).isZero();
    assertThat(Functions.xlogy(0.0, Double.NaN)).isNaN();
    assertThat(Functions.xlogy(2f, (float) Math.E)).isCloseTo(2, within(1e-6f));
    assertThat(Functions.logaddexp(-INFINITY, -INFINITY)).isEqualTo(-INFINITY);
    assertThat(Functions.logaddexp(1000.0, 1000.0)).isEqualTo(1000 + Math.log(2));
    assertThat(Functions.logaddexp(0.0, -INFINITY)).isEqualTo(0);
    assertThat(Functions.log1mexp(0.0)).isEqualTo(-INFINITY);
    assertThat(Functions.log1mexp(-INFINITY)).isEqualTo(0);
    assertThat(Functions.log1mexp(-1e-20)).isCloseTo(Math.log(1e-20), within(1e-13));
    assertThat(Functions.log1mexp(-50.0)).isEqualTo(-StrictMath.exp(-50));
    assertThat(Functions.sign(-0.0)).isEqualTo(-0.0);
    assertThat(Functions.sign(-3f)).isEqualTo(-1);
    assertThat(Functions.pow(0.0, 0.0)).isEqualTo(1);
  }

  @Test
  void logit() {
    assertAccurate(Functions::logit, BigReal::logit, 1.5, 0.25, 1);
    assertAccurate(Functions::logit, BigReal::logit, 1.5, 0, 0.25);
    assertAccurate(Functions::logit, BigReal::logit, 1.5, 0.4999, 0.5001);
    assertAccurateByMagnitude(Functions::logit, BigReal::logit, 1.5, -1020, -3, false);
    assertThat(Functions.logit(0.5)).isEqualTo(0);
    assertThat(Functions.logit(0.0)).isEqualTo(-INFINITY);
    assertThat(Functions.logit(1.0)).isEqualTo(INFINITY);
    assertThat(Functions.logit(-0.1)).isNaN();
    assertThat(Functions.logit(1.1)).isNaN();
    assertThat(Functions.logit(Math.nextUp(1.0))).isNaN();
    assertThat(Functions.logit(Double.NaN)).isNaN();
    assertThat(Functions.logit(0.75f)).isEqualTo((float) Math.log(3));
  }

  @Test
  void log1mexp() {
    assertAccurate(Functions::log1mexp, BigReal::log1mexp, 2.1, -40, 0);
    assertAccurate(Functions::log1mexp, BigReal::log1mexp, 2.1, -1, -0.3);
    assertAccurateByMagnitude(x -> Functions.log1mexp(-x), x -> BigReal.log1mexp(x.negate()), 2, -1020, 5, false);
    assertThat(Functions.log1mexp(1.0)).isNaN();
    assertThat(Functions.log1mexp(Double.NaN)).isNaN();
  }

  @Test
  void hypot() {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < EXACT_POINTS; i++) {
      int exponent = random.nextInt(-1000, 1000);
      double x = Math.scalb(random.nextDouble(1, 2), exponent);
      double y = Math.scalb(random.nextDouble(1, 2), exponent - random.nextInt(30));
      BigDecimal truth = new BigDecimal(x).pow(2).add(new BigDecimal(y).pow(2)).sqrt(new MathContext(45));
      assertThat(ulps(Functions.hypot(x, -y), truth)).as("%s, %s", x, y).isLessThanOrEqualTo(0.9);
    }
    assertThat(Functions.hypot(0.0, -0.0)).isEqualTo(0);
    assertThat(Functions.hypot(3e300, 4e300)).isEqualTo(5e300);
    assertThat(Functions.hypot(3 * Double.MIN_VALUE, 4 * Double.MIN_VALUE)).isEqualTo(5 * Double.MIN_VALUE);
    assertThat(Functions.hypot(Double.MIN_VALUE, Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
    assertThat(Functions.hypot(Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(INFINITY);
    assertThat(Functions.hypot(-INFINITY, 1)).isEqualTo(INFINITY);
    assertThat(Functions.hypot(Double.NaN, 1)).isNaN();
    assertThat(Functions.hypot(3e30f, 4e30f)).isEqualTo(5e30f);
    assertThat(Functions.hypot(3 * Float.MIN_VALUE, 4 * Float.MIN_VALUE)).isEqualTo(5 * Float.MIN_VALUE);
  }

  @Test
  void normalisersArePowersOfTwoThatMakeMagnitudesModerate() {
    for (double magnitude : new double[] {Double.MIN_VALUE, 1e-310, 1e-300, 0.3, 1, 5, 1e300, Double.MAX_VALUE}) {
      double scale = Functions.normaliser(magnitude);
      assertThat(Math.scalb(1.0, Math.getExponent(scale))).isEqualTo(scale);
      assertThat(magnitude * scale).isBetween(0x1p-80, 0x1p80);
    }
    for (float magnitude : new float[] {Float.MIN_VALUE, 1e-38f, 0.3f, 1, 5, 1e30f, Float.MAX_VALUE}) {
      float scale = Functions.normaliser(magnitude);
      assertThat(Math.scalb(1f, Math.getExponent(scale))).isEqualTo(scale);
      assertThat(magnitude * scale).isBetween(0x1p-50f, 0x1p50f);
    }
    for (double edge : new double[] {0, INFINITY, Double.NaN}) {
      assertThat(Functions.normaliser(edge)).isEqualTo(1);
      assertThat(Functions.normaliser((float) edge)).isEqualTo(1);
    }
  }
}
