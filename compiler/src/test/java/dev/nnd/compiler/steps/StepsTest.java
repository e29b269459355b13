package dev.nnd.compiler.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.rewrite.Trace;
import dev.nnd.compiler.expr.Interpreter;
import dev.nnd.compiler.expr.Printer;
import dev.nnd.compiler.semantic.FormulaElaborator;
import dev.nnd.compiler.steps.Accumulation.Line;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Parser;
import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.compiler.testing.Formulas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepsTest {
  private static Graph graph(String formula) {
    Expression expression = Parser.parseExpression(new SourceFile("formula", formula), new DiagnosticSink()).orElseThrow();
    return Decomposition.of(
        expression,
        new FormulaElaborator(
            new ExprPool(),
            CompiledNetwork.compiler().library(),
            CompiledNetwork.compiler().derivation().differentiation(new Trace())),
        CompiledNetwork.compiler().derivation());
  }

  private static String steps(Graph graph) {
    return graph.steps().stream()
        .map(step -> step.name() + " = " + SourceText.of(step.source()))
        .collect(Collectors.joining("; "));
  }

  private static String locals(Graph graph) {
    return graph.steps().stream()
        .flatMap(step -> step.partials().stream())
        .map(partial -> partial.derivative().of() + "'" + partial.derivative().by() + " = " + Printer.plain().print(partial.formula()))
        .collect(Collectors.joining("; "));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      1/(exp(-(w*x+b))+1)      | h1 = w * x; h2 = h1 + b; h3 = -h2; h4 = exp(h3); h5 = h4 + 1; h6 = 1 / h5
      3x - x + 2x + 1          | h1 = 3x; h2 = h1 - x; h3 = 2x; h4 = h2 + h3; h5 = h4 + 1
      a / b * c                | h1 = a / b; h2 = h1 * c
      x*x                      | h1 = x * x
      2 * 3 * x                | h1 = 2 * 3 * x
      x * (1 + 2) * -1         | h1 = x * (1 + 2); h2 = h1 * (-1)
      (x + y)^2 - (x + y)      | h1 = x + y; h2 = h1^2; h3 = h2 - h1
      x^-y^2                   | h1 = y^2; h2 = -h1; h3 = x^h2
      elu(2x, gamma = a)       | h1 = 2x; h2 = elu(h1, gamma = a)
      if 2x > 1 and not y < 0 then x else x * y | h1 = 2x; h2 = x * y; h3 = if h1 > 1 and not y < 0 then x else h2
      sum([x, 2x]) + exp(x)    | h1 = sum([x, 2x]); h2 = exp(x); h3 = h1 + h2
      exp(sum(k < 3: x^k))     | h1 = sum(k < 3: x^k); h2 = exp(h1)
      [x, y][1] + sqrt(2)      | h1 = [x, y][1]; h2 = h1 + sqrt(2)
      h1 * h2                  | v1 = h1 * h2
      """)
  void takesApart(String formula, String steps) {
    assertThat(steps(graph(formula))).isEqualTo(steps);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      a * b           | h1'a = b; h1'b = a
      a - b           | h1'a = 1; h1'b = -1
      a / b           | h1'a = 1 / b; h1'b = -a / b^2
      1 / x           | h1'x = -1 / x^2
      x * x           | h1'x = 2x
      x^3             | h1'x = 3x^2
      tanh(x)         | h1'x = 1 - tanh(x)^2
      logistic(x)     | h1'x = (1 - logistic(x)) * logistic(x)
      softplus(x)     | h1'x = logistic(x)
      relu(x)         | h1'x = if 0 >= x then 0 else 1
      max(x, y)       | h1'x = if x >= y then 1 else 0; h1'y = if x >= y then 0 else 1
      floor(x)        | h1'x = 0
      sum([x, 2x])    | h1'x = 3
      """)
  void localDerivativesAreThoseOfTheTable(String formula, String locals) {
    assertThat(locals(graph(formula))).isEqualTo(locals);
  }

  @Test
  void namesOfTheTextbookGiveWayToThoseOfTheExpression() {
    assertThat(graph("f * h2 + x").function()).isEqualTo("g");
    assertThat(steps(graph("f * h2 + x"))).isEqualTo("v1 = f * h2; v2 = v1 + x");
  }

  /** Both modes against central differences of the expression itself. */
  @ParameterizedTest
  @ValueSource(strings = {
      "1/(exp(-(w*x+b))+1)",
      "x*x*w - 3x + x^3 / (b + 2)",
      "tanh(w * relu(x) + b) * softplus(x * b)",
      "if x > w then exp(x) * b else log(x - w)^2 + x",
      "if x > 5 then log(x - 5) else x * w",
      "logsumexp(k < 3: k * x + b) * max([x, w, b])",
      "max(x, w) * min(x * w, b) + clamp(x, 0, 1) + abs(w)",
      "x^w + sqrt(x + 1) * gelu(b) / hard_tanh(w)",
      "sin(x) * sin(x) + cos(x)^2 + xlogy(w, x)"})
  void accumulatesWhatCentralDifferencesSay(String formula) {
    Map<String, Double> point = Map.of("x", 0.7, "w", 0.4, "b", 1.3);
    Graph graph = graph(formula);
    Accumulation accumulation = new Accumulation(graph);
    List<String> variables = List.of("x", "w", "b");
    List<Line> lines = new ArrayList<>(accumulation.reverse(variables));
    Values values = new Values(graph, point);
    lines.forEach(values::of);
    for (String variable : variables) {
      double expected = difference(formula, point, variable);
      assertThat(values.of(new Derivative("f", variable))).isCloseTo(expected, within(1e-6));
      Values forward = new Values(graph, point);
      accumulation.forward(variable).forEach(forward::of);
      assertThat(forward.of(new Derivative("f", variable))).isCloseTo(expected, within(1e-6));
    }
  }

  private static double difference(String formula, Map<String, Double> point, String variable) {
    double step = 1e-5;
    return (value(formula, point, variable, step) - value(formula, point, variable, -step)) / (2 * step);
  }

  private static double value(String formula, Map<String, Double> point, String variable, double shift) {
    Map<String, Double> moved = new HashMap<>(point);
    moved.merge(variable, shift, Double::sum);
    return new Interpreter(leaf -> new double[] {moved.get(leaf.name())}, 1, false).scalar(new Formulas().read(formula));
  }

  /** Steps, lines and terms grow with the text, not with its square. */
  @Test
  void isLinearInTheText() {
    String formula = IntStream.range(0, 20_000).mapToObj(i -> "sin(x" + i % 9 + ") * w").collect(Collectors.joining(" + "));
    Graph graph = graph(formula);
    assertThat(graph.steps()).hasSize(9 + 9 + 19_999);
    Accumulation accumulation = new Accumulation(graph);
    assertThat(accumulation.reverse(List.of("x1", "w")).stream().mapToInt(line -> line.terms().size()).sum()).isLessThan(100_000);
  }

  @Test
  void deepNestingIsNoDepthOfTheStack() {
    String nested = "sin(".repeat(900) + "x" + ")".repeat(900);
    assertThat(graph(nested).steps()).hasSize(900);
    assertThat(graph("(".repeat(900) + "x" + ")".repeat(900)).steps()).isEmpty();
  }
}
