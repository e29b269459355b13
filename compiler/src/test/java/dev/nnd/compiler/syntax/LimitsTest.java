package dev.nnd.compiler.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

  /** What stands before, within and after a text that nests so many levels deeper. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "1|(|x|)", "1|f(|x|)", "1|x[|i|]", "1|[|1|]", "1|-|x|", "3|2^-2^|x|", "1|x^|x|", "1||x|[0]", "1||x|.T", "1|not |x|",
        "1|if a then b else |c|", "1|if |c| then a else b", "1|sum(j: |x|)", "1|1 + (|x|)", "2|if a then (|x|) else b"
      },
      delimiter = '|')
  void nestingIsLimitedNeverFatal(int levels, String before, String within, String after) {
    int accepted = 1_000 / levels;
    assertThat(parse(nested(before, within, after, accepted)).diagnostics()).isEmpty();
    for (int refused : new int[] {accepted + 1, 100_000}) {
      assertThat(parse(nested(before, within, after, refused)).diagnostics())
          .extracting(Diagnostic::code)
          .containsExactly(Code.TOO_DEEP);
    }
  }

  private static String nested(String before, String within, String after, int times) {
    String prefix = before == null ? "" : before;
    String suffix = after == null ? "" : after;
    return prefix.repeat(times) + within + suffix.repeat(times);
  }

  private static DiagnosticSink parse(String text) {
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(Parser.parseExpression(new SourceFile("text", text), sink).isEmpty()).isEqualTo(sink.hasErrors());
    return sink;
  }

  @Test
  void blocksNestToo() {
    DiagnosticSink sink = new DiagnosticSink();
    String repeats = "repeat 2 {".repeat(999) + "x = x" + "}".repeat(999);
    Parser.parseFile(new SourceFile("text", "network A {" + repeats + "}"), sink);
    assertThat(sink.diagnostics()).isEmpty();
    Parser.parseFile(new SourceFile("text", "network A { repeat 2 {" + repeats + "} }"), sink);
    assertThat(sink.diagnostics()).extracting(Diagnostic::title).containsExactly("nesting deeper than 1,000");
  }

  @Test
  void longTextsDoNotNest() {
    String text = IntStream.range(0, 100_000)
        .mapToObj(i -> (i % 2 == 0 ? " + " : " - ") + i + "x" + i + "^2 * (y)")
        .collect(Collectors.joining("", "-x", ""));
    DiagnosticSink sink = new DiagnosticSink();
    Optional<Expression> sum = assertTimeout(
        Duration.ofMinutes(1), () -> Parser.parseExpression(new SourceFile("text", text), sink));
    assertThat(sum).get().isInstanceOfSatisfying(Expression.Sum.class, parsed -> assertThat(parsed.terms()).hasSize(100_001));
  }

  @Test
  void manyStatementsAreFast() {
    String text = IntStream.range(0, 100_000)
        .mapToObj(i -> "x" + i + " = f(x, k = " + i + ")\n")
        .collect(Collectors.joining("", "network A {\n", "}"));
    DiagnosticSink sink = new DiagnosticSink();
    CompilationUnit unit = assertTimeout(Duration.ofMinutes(1), () -> Parser.parseFile(new SourceFile("text", text), sink));
    assertThat(unit.declarations()).singleElement().isInstanceOfSatisfying(
        Declaration.NetworkDecl.class, network -> assertThat(network.statements()).hasSize(100_000));
  }

  @Test
  void manyErrorsAreFast() {
    String text = "network A {\n" + "  x = (y +\n  output ) = [\n".repeat(5_000) + "}";
    DiagnosticSink sink = new DiagnosticSink();
    assertTimeout(Duration.ofMinutes(1), () -> Parser.parseFile(new SourceFile("text", text), sink));
    assertThat(sink.hasErrors()).isTrue();
  }
}
