package dev.nnd.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    "hypot(5, 12)                 | 13",
    "log(1 - x^2)                 | if abs(x) < 0.5 then log1p(-x^2) else log1p(x) + log1p(-x)",
    "log(cosh(x))                 | if abs(x) < 1 then log1p(sinh(x)^2) / 2 else logaddexp(x, -x) - log(2)",
    "1 - 1 / sqrt(1 + x)          | -expm1(-log1p(x) / 2)",
    "x^2 + y^2 + z^2 - (x + y + z)^2 / 3 | ((x - y)^2 + (x - z)^2 + (y - z)^2) / 3",
    "1 / (1 + x) - 1 / (1 - x)    | 2x / ((x + 1) * (x - 1))",
    "1 / x - (if x == 0 then 0 else y) | 1 / x - y",
    "1 / y - (if x == 0 then 0 else y / x) | 1 / y - (if x == 0 then 0 else y / x)",
    "logsumexp([x, y])            | logsumexp(i: [x, y][i])",
    "norm([x, 2x, y])             | norm(i: [x, 2x, y][i])",
    "sum(i < 3: x^i)              | sum(i < 3: x^i)",
    "sqrt(x^2 + 4) - 2            | x * tanh(asinh(x / 2) / 2)",
    "cosh(x) / sinh(x)            | 1 / tanh(x)",
    "x / sqrt(1.5)                | x / sqrt(1.5)",
    "(2 + x) / 1.5                | (x + 2) / 1.5"
  })
  void stableFormsReadBack(String formula, String stable) {
    assertThat(Calls.call("simplify", formula).out()).isEqualTo(stable + "\n");
    assertThat(Calls.call("simplify", stable).out()).isEqualTo(stable + "\n");
  }

  /** There is no root, or what would be squared may be negative. */
  @ParameterizedTest
  @ValueSource(strings = {
    "(x^2 + y^2)^2", "1 / (x^2 + y^2)", "x^2 + y^2", "sqrt(x^2 + y)", "sqrt(x^3 + y^2)", "log(x / (1 - y))"
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

  /** The branches of a stable form have one derivative, and a guard is not needed beside its divisor. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "log(cosh(x))          | tanh(x)",
    "log(1 - tanh(x)^2)    | -2 * tanh(x)",
    "log(1 - x^2)          | 2x / ((x + 1) * (x - 1))",
    "1 - 1 / sqrt(1 + x)   | 0.5 / (x + 1)^1.5",
    "exp(log(x) + y)       | exp(y)",
    "x / sqrt(x^2 + y^2)   | y^2 / hypot(x, y)^3"
  })
  void derivativesOfStableForms(String formula, String derivative) {
    assertThat(Calls.call("diff", formula, "--wrt", "x").out()).isEqualTo(derivative + "\n");
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

  private static final String TEXTBOOK = "1/(exp(-(w*x+b))+1)";

  /** Textbook, table 4.1 and equations 4.79 to 4.83. */
  @Test
  void showsTheTextbooksTable() {
    Calls.Outcome outcome = Calls.call("diff", TEXTBOOK, "--wrt", "w,b", "--at", "x=1,w=0,b=0", "--steps");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).startsWith("""
        step          local derivative     value  local value
        h1 = w * x    ∂h1/∂w = x               0            1
                      ∂h1/∂x = w                            0
        h2 = h1 + b   ∂h2/∂h1 = 1              0            1
                      ∂h2/∂b = 1                            1
        h3 = -h2      ∂h3/∂h2 = -1             0           -1
        h4 = exp(h3)  ∂h4/∂h3 = exp(h3)        1            1
        h5 = h4 + 1   ∂h5/∂h4 = 1              2            1
        h6 = 1 / h5   ∂h6/∂h5 = -1 / h5^2    0.5        -0.25

        f = h6

        ∂f/∂h6 = 1
        ∂f/∂h5 = ∂f/∂h6 * ∂h6/∂h5 = 1 * -0.25 = -0.25
        ∂f/∂h4 = ∂f/∂h5 * ∂h5/∂h4 = -0.25 * 1 = -0.25
        ∂f/∂h3 = ∂f/∂h4 * ∂h4/∂h3 = -0.25 * 1 = -0.25
        ∂f/∂h2 = ∂f/∂h3 * ∂h3/∂h2 = -0.25 * -1 = 0.25
        ∂f/∂h1 = ∂f/∂h2 * ∂h2/∂h1 = 0.25 * 1 = 0.25
        ∂f/∂w  = ∂f/∂h1 * ∂h1/∂w = 0.25 * 1 = 0.25
        ∂f/∂b  = ∂f/∂h2 * ∂h2/∂b = 0.25 * 1 = 0.25

        """);
    assertThat(outcome.lines().stream().filter(line -> line.startsWith("df/d")))
        .hasSize(2).allMatch(line -> line.endsWith(" = 0.25"));
  }

  /** Textbook, equations 4.73 to 4.78. */
  @Test
  void accumulatesForward() {
    assertThat(Calls.call("diff", TEXTBOOK, "--wrt", "w", "--at", "x=1,w=0,b=0", "--steps", "--mode", "forward").out()).contains("""
        ∂h1/∂w = x = 1
        ∂h2/∂w = ∂h2/∂h1 * ∂h1/∂w = 1 * 1 = 1
        ∂h3/∂w = ∂h3/∂h2 * ∂h2/∂w = -1 * 1 = -1
        ∂h4/∂w = ∂h4/∂h3 * ∂h3/∂w = 1 * -1 = -1
        ∂h5/∂w = ∂h5/∂h4 * ∂h4/∂w = 1 * -1 = -1
        ∂h6/∂w = ∂h6/∂h5 * ∂h5/∂w = -0.25 * -1 = 0.25
        ∂f/∂w  = ∂f/∂h6 * ∂h6/∂w = 1 * 0.25 = 0.25
        """);
  }

  @Test
  void withoutAPointTheFormulasStandBesideTheSymbols() {
    assertThat(Calls.call("diff", "exp(x) / x", "--wrt", "x", "--steps").out()).contains("""
        step         local derivative
        h1 = exp(x)  ∂h1/∂x = exp(x)
        h2 = h1 / x  ∂h2/∂h1 = 1 / x
                     ∂h2/∂x = -h1 / x^2

        f = h2

        ∂f/∂h2 = 1
        ∂f/∂h1 = ∂f/∂h2 * ∂h2/∂h1 = ∂f/∂h2 * (1 / x)
        ∂f/∂x  = ∂f/∂h1 * ∂h1/∂x + ∂f/∂h2 * ∂h2/∂x = ∂f/∂h1 * exp(x) + ∂f/∂h2 * (-h1 / x^2)
        """);
  }

  @Test
  void aBranchThatIsNotTakenHasNoNumbers() {
    Calls.Outcome outcome = Calls.call("diff", "if x > 0 then x else log(x)", "--wrt", "x,z", "--at", "x=2", "--steps");
    assertThat(outcome.lines()).contains(
        "h1 = log(x)                   ∂h1/∂x = 1 / x                        -            -",
        "convention: an if has the derivative of the branch that is taken",
        "∂f/∂x  = ∂f/∂h1 * ∂h1/∂x + ∂f/∂h2 * ∂h2/∂x = 0 + 1 * 1 = 1",
        "∂f/∂z  = 0");
    assertThat(outcome.err()).isEqualTo("warning: z does not occur in the expression\n");
  }

  @Test
  void stepsAsLatexAndJson() {
    assertThat(Calls.call("diff", "2 * exp(x1)", "--wrt", "x1", "--at", "x1=0", "--steps", "--format", "latex").lines())
        .containsExactly(
            "\\[\\begin{array}{llrr}",
            "\\text{step} & \\text{local derivative} & \\text{value} & \\text{local value} \\\\ \\hline",
            "h_{1} = e^{x_{1}} & \\frac{\\partial h_{1}}{\\partial x_{1}} = e^{x_{1}} & 1 & 1 \\\\",
            "h_{2} = 2 h_{1} & \\frac{\\partial h_{2}}{\\partial h_{1}} = 2 & 2 & 2 \\\\",
            "\\end{array}\\]",
            "\\[\\begin{aligned}",
            "f &= h_{2} \\\\",
            "\\frac{\\partial f}{\\partial h_{2}} &= 1 \\\\",
            "\\frac{\\partial f}{\\partial h_{1}} &= \\frac{\\partial f}{\\partial h_{2}} \\cdot "
                + "\\frac{\\partial h_{2}}{\\partial h_{1}} = 1 \\cdot 2 = 2 \\\\",
            "\\frac{\\partial f}{\\partial x_{1}} &= \\frac{\\partial f}{\\partial h_{1}} \\cdot "
                + "\\frac{\\partial h_{1}}{\\partial x_{1}} = 2 \\cdot 1 = 2 \\\\",
            "\\frac{d f}{d x_{1}} &= 2 e^{x_{1}} = 2 \\\\",
            "\\end{aligned}\\]");
    assertThat(Calls.call("diff", "2 * é", "--wrt", "é", "--at", "é=3", "--steps", "--format", "json").out()).isEqualTo("""
        {"function": "f", "root": "h1", "mode": "reverse",
         "steps": [
          {"name": "h1", "formula": "2 * \\u00e9", "value": 6, "local": [{"of": "h1", "by": "\\u00e9", "formula": "2", "value": 2}]}],
         "accumulation": [
          {"of": "f", "by": "h1", "terms": [], "value": 1},
          {"of": "f", "by": "\\u00e9", "terms": [[{"of": "f", "by": "h1"}, {"of": "h1", "by": "\\u00e9"}]], "value": 2}],
         "conventions": [],
         "result": [{"variable": "\\u00e9", "order": 1, "derivative": "2", "value": 2}]}
        """);
  }

  @Test
  void derivativesAsLatexAndJson() {
    assertThat(Calls.call("diff", "x^2 / y", "--wrt", "x", "--format", "latex").out()).isEqualTo("\\frac{2 x}{y}\n");
    assertThat(Calls.call("diff", "x^2 * y", "--wrt", "x,y", "--order", "2", "--format", "latex").lines())
        .containsExactly("\\frac{d^{2}}{d x^{2}} = 2 y", "\\frac{d^{2}}{d y^{2}} = 0");
    assertThat(Calls.call("diff", "x^3", "--wrt", "x", "--at", "x=2", "--format", "json").out())
        .isEqualTo("{\"variable\": \"x\", \"order\": 1, \"derivative\": \"3x^2\", \"value\": 12}\n");
    assertThat(Calls.call("diff", "x * y", "--wrt", "x,y", "--format", "json").out()).isEqualTo(
        "[{\"variable\": \"x\", \"order\": 1, \"derivative\": \"y\"}, {\"variable\": \"y\", \"order\": 1, \"derivative\": \"x\"}]\n");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      log(x)            | x=-1   | log(x) is not defined at x = -1
      log(x)            | x=0    | log(x) is not defined at x = 0
      x + 1 / (y - 2)   | x=0,y=2 | 1 / (y - 2) is not defined at x = 0, y = 2
      acosh(x)          | x=0.5  | acosh(x) is not defined at x = 0.5
      x^y               | x=-2,y=0.5 | x^y is not defined at x = -2, y = 0.5
      sqrt(x)           | x=0    | the derivative by x is not defined at x = 0
      exp(x)            | x=1000 | the derivative by x is beyond the range of a double at x = 1000
      x * y             | x=1    | --at gives no value for y
      """)
  void tellsWhereNothingIsDefined(String formula, String point, String message) {
    Calls.Outcome outcome = Calls.call("diff", formula, "--wrt", "x", "--at", point);
    assertThat(outcome).isEqualTo(new Calls.Outcome(1, "", "error: " + message + "\n"));
    Calls.Outcome streamed = new Calls(new CompilerPhases()).with(formula + "\nx\n", "diff", "--wrt", "x", "--at", point);
    assertThat(streamed.lines()).containsExactly("error: " + message, "1");
  }

  /** Rounding is no reason to refuse: the stable form has a value. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      log(1 + exp(x))   | x=1000   | 1
      log(exp(x))       | x=-800   | 1
      if x > 0 then log(x) else 2x | x=-1 | 2
      """)
  void anOverflowOnTheWayIsNoPlaceOutsideTheDomain(String formula, String point, String value) {
    assertThat(Calls.call("diff", formula, "--wrt", "x", "--at", point)).isEqualTo(new Calls.Outcome(0, value + "\n", ""));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      2 + 1/0                    | 1:7 | division by zero
      0^-1                       | 1:1 | division by zero
      log(-2)                    | 1:1 | the logarithm of -2
      x * log(0)                 | 1:5 | the logarithm of 0
      sqrt(-1)                   | 1:1 | negative number -1
      asin(2)                    | 1:1 | asin of 2, which is outside of [-1, 1]
      acos(-3)                   | 1:1 | acos of -3, which is outside of [-1, 1]
      acosh(0)                   | 1:1 | acosh of 0, which is below 1
      x + atanh(1)               | 1:5 | atanh of 1, which is outside of (-1, 1)
      1/(sin(x)^2 + cos(x)^2 - 1) | 1:1 | division by zero
      """)
  void constantsWithoutAValueAreErrors(String formula, String place, String what) {
    for (String[] call : new String[][] {{"simplify", formula}, {"diff", formula, "--wrt", "x"}}) {
      Calls.Outcome outcome = Calls.call(call);
      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).contains("error[E0406]: this has no value: ", place, what);
    }
    assertThat(new Calls(new CompilerPhases()).with(formula + "\nx\n", "simplify").lines())
        .hasSize(2).element(0).asString().startsWith("error: this has no value: ").contains(what);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --order 2 --steps   | --steps shows the first derivative
      --order 0           | --order is at least 1
      --at x=1e999        | --at takes finite numbers
      --format html       | --format
      """)
  void tellsAWrongCall(String options, String message) {
    String[] words = ("diff x^2 --wrt x " + options).split(" ");
    Calls.Outcome outcome = Calls.call(words);
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
  }

  @Test
  void derivesReductions() {
    Calls.Outcome outcome = Calls.call("diff", "logsumexp(k < 3: k * x + b) * max([x, b])", "--wrt", "x,b", "--at", "x=0,b=1");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.lines()).hasSize(2).element(0).isEqualTo("d/dx = 1");
    assertThat(outcome.lines().get(1)).startsWith("d/db = 3.0986122886681"); // 2 + log 3
  }

  @Test
  void longExpressionsAreNoDepthOfTheStack() {
    String sum = IntStream.range(0, 30_000).mapToObj(i -> (i % 7 + 1) + "*x" + i % 100).collect(Collectors.joining(" + "));
    assertThat(Calls.call("diff", sum, "--wrt", "x3").out()).matches("\\d+\\n");
    String product = IntStream.range(0, 50_000).mapToObj(i -> "x" + i).collect(Collectors.joining(" * "));
    assertThat(Calls.call("simplify", product).exit()).isZero();
    String sines = "sin(".repeat(990) + "x" + ")".repeat(990);
    assertThat(Calls.call("diff", sines, "--wrt", "x", "--at", "x=1").exit()).isZero();
    assertThat(Calls.call("simplify", String.join("^", Collections.nCopies(900, "x"))).exit()).isZero();
    Calls.Outcome tooDeep = Calls.call("diff", "sin(".repeat(100_000) + "x" + ")".repeat(100_000), "--wrt", "x");
    assertThat(tooDeep.exit()).isEqualTo(1);
    assertThat(tooDeep.err()).contains("nesting deeper than 1,000");
  }
}
