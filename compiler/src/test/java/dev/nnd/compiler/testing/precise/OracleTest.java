package dev.nnd.compiler.testing.precise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.testing.Formulas;
import dev.nnd.compiler.testing.Library;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The judge of formulas as they are written, itself: against the other evaluation, and against differences. */
class OracleTest {
  private static final double[] POINTS = {0.3, -0.3, 0.75, 1.5, -2.25, 12.5, -31, 1e-9, 700.5, 1e5};
  private static final String FUNCTIONS = "exp(x)|expm1(x)|log(x)|log1p(x)|log2(x)|log10(x)|sqrt(x)|cbrt(x)|abs(x)|sin(x)|cos(x)|tan(x)"
      + "|asin(x)|acos(x)|atan(x)|sinh(x)|cosh(x)|tanh(x)|asinh(x)|acosh(x)|atanh(x)|erf(x)|erfc(x)|logistic(x)|softplus(x)|floor(x)|sign(x)"
      + "|x^3|x^-2|x^1.5|x^x|2^x|1 / x|x * exp(-x)|max(x, x^2)|min(x, 2)|if x > 1 then x^2 else sin(x)|gelu(x)|clamp(x, -1, 1)";

  private final Oracle oracle = new Oracle(60, 5, Integer.MIN_VALUE);

  private static List<String> functions() {
    return List.of(FUNCTIONS.split("\\|"));
  }

  @Test
  void valuesAreThoseOfTheOtherEvaluation() {
    Precision precision = new Precision(1_500);
    for (String function : functions()) {
      for (double x : POINTS) {
        Oracle.Outcome outcome = oracle.value(Library.parse(function), Map.of("x", x));
        double other;
        try {
          other = new Evaluation(precision, Map.of("x", List.of(Big.of(x)))).of(new Formulas().read(function)).toDouble();
        } catch (ArithmeticException undefined) {
          assertThat(outcome.kind()).as(function + " at " + x).isEqualTo(Oracle.Kind.UNDEFINED);
          continue;
        }
        assertThat(outcome.kind()).as(function + " at " + x).isEqualTo(Oracle.Kind.VALUE);
        double value = outcome.jet().value().toDouble();
        assertThat(value == other || Math.abs(value - other) <= 1e-15 * Math.abs(other)).as(function + " at " + x + ": " + value + ", " + other).isTrue();
      }
    }
  }

  @Test
  void derivativesAreLimitsOfDifferences() {
    Balls balls = new Balls(1_280);
    int compared = 0;
    for (String function : functions()) {
      Expression e = Library.parse(function);
      for (double x : POINTS) {
        double step = Math.scalb(1.0, Math.getExponent(x) - 20);
        Oracle.Outcome at = oracle.derivatives(e, Map.of("x", x), "x", 2);
        Oracle.Outcome above = oracle.value(e, Map.of("x", x + step));
        Oracle.Outcome below = oracle.value(e, Map.of("x", x - step));
        if (!at.isValue() || !above.isValue() || !below.isValue() || Math.abs(x) > 100 || Math.abs(x) < 0.1) {
          continue;
        }
        compared++;
        Ball h = Ball.of(step);
        Ball first = balls.divide(balls.subtract(above.jet().value(), below.jet().value()), balls.multiply(h, Ball.TWO));
        Ball second = balls.divide(
            balls.subtract(balls.add(above.jet().value(), below.jet().value()), at.jet().value().scaled(1)), balls.square(h));
        assertClose(function + "' at " + x, at.jet().first().toDouble(), first.toDouble());
        assertClose(function + "'' at " + x, at.jet().second().toDouble(), second.toDouble());
      }
    }
    assertThat(compared).isGreaterThan(150);
  }

  private static void assertClose(String what, double actual, double expected) {
    assertThat(actual).as(what).isCloseTo(expected, within(1e-6 * Math.max(1e-6, Math.abs(expected))));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      log(1 + exp(x))                     | 1e154  | 1e154
      log(1 + exp(-x))                    | 700    | 9.85967654375977e-305
      1 - tanh(x)^2                       | 300    | 1.0601586212017244e-260
      1 - cos(x)                          | 1e-150 | 5e-301
      (exp(x) - exp(-x)) / (exp(x) + exp(-x)) | 1e154 | 1
      1 - erf(x)                          | 26     | 5.663192408856143e-296
      exp(x) - exp(x)                     | 3      | 0
      (x / 3) * 3 - x                     | 0.75   | 0
      """)
  void cancellationIsSeenThrough(String formula, double x, double expected) {
    Oracle.Outcome outcome = new Oracle(60, 4, -300).value(Library.parse(formula), Map.of("x", x));
    assertThat(outcome.kind()).isEqualTo(Oracle.Kind.VALUE);
    double value = outcome.jet().value().toDouble();
    assertThat(Math.abs(value - expected)).isLessThanOrEqualTo(1e-13 * expected + 1e-320);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 / (x - x)", "log(-x)", "sqrt(-x)", "(-x)^0.5", "0 * log(x - x)", "asin(2 * x)", "0^-x", "acosh(x / 2)"})
  void outsideTheDomain(String formula) {
    assertThat(oracle.value(Library.parse(formula), Map.of("x", 1.0)).kind()).isEqualTo(Oracle.Kind.UNDEFINED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abs(x)", "relu(x)", "sqrt(x)", "cbrt(x)", "x^1.5", "if x > 0 then x else 2 * x", "floor(x)", "step(x)"})
  void kinks(String formula) {
    assertThat(oracle.derivatives(Library.parse(formula), Map.of("x", 0.0), "x", 1).kind()).isEqualTo(Oracle.Kind.KINK);
    assertThat(oracle.value(Library.parse(formula), Map.of("x", 0.0)).isValue()).isTrue();
  }

  @Test
  void whatDiffersIsSeen() {
    Ball third = oracle.value(Library.parse("1 / 3"), Map.of()).jet().value();
    Ball near = oracle.value(Library.parse("1 / 3 + 1e-15"), Map.of()).jet().value();
    assertThat(oracle.agree(third, third, 50)).isTrue();
    assertThat(oracle.agree(third, near, 40)).isTrue();
    assertThat(oracle.agree(third, near, 50)).isFalse();
  }
}
