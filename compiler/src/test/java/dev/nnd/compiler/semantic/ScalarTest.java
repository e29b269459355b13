package dev.nnd.compiler.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.TextRenderer;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.syntax.Parser;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Formulas without a network. */
class ScalarTest {

  private static String elaborate(String formula) {
    DiagnosticSink sink = new DiagnosticSink();
    return Parser.parseExpression(new SourceFile("formula", formula), sink)
        .flatMap(expression -> Elaborator.scalar(
            expression, new ExprPool(), Elaborated.LIBRARY, Elaborated.DIFFERENTIATION, sink))
        .map(Object::toString)
        .orElseGet(() -> new TextRenderer(false).render(sink.diagnostics()));
  }

  @Test
  void unknownNamesAreFreeVariables() {
    assertThat(elaborate("3x - x + 2x + 1")).isEqualTo("4x + 1");
    assertThat(elaborate("2 * pi * r")).isEqualTo("2 * pi * r");
    assertThat(elaborate("logistic(w*x + b)")).isEqualTo("logistic(w * x + b)");
  }

  @Test
  void numbersAreExact() {
    assertThat(elaborate("0.1 + 0.2")).isEqualTo("0.3");
    assertThat(elaborate("1/3 + 1/6")).isEqualTo("0.5");
    assertThat(elaborate("x^0.5")).isEqualTo("sqrt(x)");
    assertThat(elaborate("2^-2")).isEqualTo("0.25");
  }

  @Test
  void nestedSumsAndProductsAreFlat() {
    assertThat(elaborate("a - (b - (c - (d + 1)))")).isEqualTo("a - b + c - d - 1");
    assertThat(elaborate("a / (b / (c / d))")).isEqualTo("a * c / (b * d)");
    String sum = IntStream.range(0, 400).mapToObj(i -> "x" + i % 20 + " + (").collect(Collectors.joining());
    assertThat(elaborate(sum + "1" + ")".repeat(400))).startsWith("20 * (x0 + x1 + ").endsWith(" + x9) + 1");
  }

  @Test
  void whatHasNoValueIsToldWhereItIs() {
    assertThat(elaborate("1 + 2/(x - x)")).isEqualTo("""
        error[E0406]: this has no value: division by zero
         --> formula:1:8
          |
        1 | 1 + 2/(x - x)
          |        ^^^^^
        """);
    assertThat(elaborate("1 + log(0 - 1)")).contains("formula:1:5", "the logarithm of -1");
  }

  @Test
  void functionsMustBeKnown() {
    assertThat(elaborate("softmx(x)")).contains("error[E0303]", "did you mean `softmax`?");
    assertThat(elaborate("tanh(x, y)")).contains("error[E0401]: `tanh` takes 1 argument, not 2");
    assertThat(elaborate("[x, y]")).contains("error[E0205]");
  }
}
