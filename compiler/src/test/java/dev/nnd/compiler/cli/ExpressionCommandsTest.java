package dev.nnd.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionCommandsTest {
  @ParameterizedTest
  @CsvSource({"3x - x + 2x + 1, 4x + 1", "-x + 2x, x", "log(exp(x)), x", "x/x, 1"})
  void simplifies(String formula, String simple) {
    assertThat(Calls.call("simplify", formula)).isEqualTo(new Calls.Outcome(0, simple + "\n", ""));
  }

  /** Plain formulas become stable forms; what is printed reads back as the same. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "log(1 - exp(x))              | log1mexp(x)",
    "log1p(-exp(x))               | log1mexp(x)",
    "log(-expm1(x))               | log1mexp(x)",
    "log(exp(x) + exp(y))         | logaddexp(x, y)",
    "logaddexp(y, x) + logaddexp(x, y) | 2 * logaddexp(x, y)",
    "log(exp(3x) + exp(-x))       | logaddexp(-x, 3x)",
    "log(p / (1 - p))             | logit(p)",
    "log((1 - p) / p)             | -logit(p)",
    "log(p) - log(1 - p)          | logit(p)",
    "2 * log(1 - p) - 2 * log(p)  | -2 * logit(p)",
    "log(p) - log1p(-p)           | logit(p)",
    "log(2p) - log(1 - 2p)        | logit(2p)",
    "log(x * y / (1 - x * y))     | logit(x * y)",
    "logit(logistic(x))           | x",
    "logistic(logit(p))           | p",
    "sqrt(x^2 + y^2)              | hypot(x, y)",
    "hypot(y, x)                  | hypot(x, y)",
    "hypot(x, -y)                 | hypot(x, y)",
    "sqrt(1 + x^2)                | hypot(1, x)",
    "1 / sqrt(1 + x^2)            | 1 / hypot(1, x)",
    "sqrt((a - b)^2 + (c - d)^2)  | hypot(a - b, c - d)",
    "sqrt(x^2 * y^2 + z^4)        | hypot(x * y, z^2)",
    "(x^2 + y^2)^(3/2)            | hypot(x, y)^3",
    "hypot(5, 12)                 | 13"
  })
  void stableFormsReadBack(String formula, String stable) {
    assertThat(Calls.call("simplify", formula).out()).isEqualTo(stable + "\n");
    assertThat(Calls.call("simplify", stable).out()).isEqualTo(stable + "\n");
  }

  /** There is no root, or what would be squared may be negative. */
  @ParameterizedTest
  @ValueSource(strings = {
    "(x^2 + y^2)^2", "1 / (x^2 + y^2)", "x^2 + y^2", "sqrt(x^2 + y)", "sqrt(x^3 + y^2)", "sqrt(x^2 - y^2)",
    "sqrt(x^2 + y^2 + z^2)", "log(x / (1 - y))"
  })
  void whatIsNoHypotenuseStays(String formula) {
    assertThat(Calls.call("simplify", formula).out()).isEqualTo(formula + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"log1mexp(1)", "logit(2)", "log(log(exp(-1)))"})
  void whatTurnsOutToHaveNoValueIsAnError(String formula) {
    Calls.Outcome outcome = Calls.call("simplify", formula);
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("error[E0406]");
  }

  @Test
  void simplifiesALineAtATime() {
    Calls.Outcome outcome = new Calls(new CompilerPhases()).with("x + x\n\n3x +\nrelu(x, y, z)\ny\n", "simplify");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.lines()).hasSize(5).element(0).isEqualTo("2x");
    assertThat(outcome.lines().get(1)).isEmpty();
    assertThat(outcome.lines().get(2)).startsWith("error: ");
    assertThat(outcome.lines().get(3)).startsWith("error: ");
    assertThat(outcome.lines().get(4)).isEqualTo("y");
  }

  @Test
  void refusesAWrongFormulaWithItsPlace() {
    Calls.Outcome outcome = Calls.call("simplify", "3x +");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("error[E0102]").contains("1:5");
  }

  @Test
  void derivesTheLogisticFunction() {
    Calls.Outcome outcome = Calls.call("diff", "1/(exp(-(w*x+b))+1)", "--wrt", "w,b", "--at", "x=1,w=0,b=0");
    assertThat(outcome).isEqualTo(new Calls.Outcome(0, "d/dw = 0.25\nd/db = 0.25\n", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reverse", "forward"})
  void bothModesAgree(String mode) {
    Calls.Outcome outcome = Calls.call("diff", "x^2 * y", "--wrt", "x,y", "--mode", mode);
    assertThat(outcome.lines()).containsExactly("d/dx = 2 * x * y", "d/dy = x^2");
  }

  @Test
  void derivesOften() {
    assertThat(Calls.call("diff", "x^4", "--wrt", "x", "--order", "3").out()).isEqualTo("24x\n");
    assertThat(Calls.call("diff", "x^3 * tanh(x)^2", "--wrt", "x", "--order", "3").out()).doesNotContain("δ");
  }

  @Test
  void warnsOfAVariableThatDoesNotOccur() {
    Calls.Outcome outcome = Calls.call("diff", "x^2", "--wrt", "z");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).isEqualTo("0\n");
    assertThat(outcome.err()).contains("warning: z does not occur");
  }

  @Test
  void needsAllValuesOfAPoint() {
    Calls.Outcome outcome = Calls.call("diff", "x * y^2", "--wrt", "y", "--at", "x=1");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("--at gives no value for y");
  }
}
