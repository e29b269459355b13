package dev.nnd.compiler.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextRendererTest {

  private static final String PROGRAM = "\n".repeat(13) + "  h = tanh(W1 @ x + b1)\n  p = h\n\nlast";

  private final SourceFile iris = new SourceFile("iris.nnd", PROGRAM);

  @Test
  void severalLabelsOnALine() {
    Diagnostic diagnostic = Diagnostic.of(Code.PRODUCT_OF_UNEQUAL_SIZES, span(iris, "W1"), "W1 [16, 3]", "x [4]")
        .label("3 columns, declared at line 9")
        .label(span(iris, "x"), "length 4, declared at line 6")
        .help("declare W1 as [hidden, 4]");
    assertRendered(diagnostic, """
                error[E0203]: cannot multiply W1 [16, 3] by x [4]
                  --> iris.nnd:14:12
                   |
                14 |   h = tanh(W1 @ x + b1)
                   |            ^^   ^ length 4, declared at line 6
                   |            | 3 columns, declared at line 9
                help: declare W1 as [hidden, 4]
                """);
  }

  @Test
  void threeLabelsAndOtherLines() {
    Diagnostic diagnostic = Diagnostic.of(Code.MISSING_NAME, span(iris, "x"), "this")
        .label("second")
        .label(span(iris, "W1"), "first")
        .label(span(iris, "b1"), "third")
        .label(span(iris, "p"), "next line")
        .label(span(iris, "last"), "the end");
    assertRendered(diagnostic, """
                error[E0120]: expected a name after this
                  --> iris.nnd:14:17
                   |
                14 |   h = tanh(W1 @ x + b1)
                   |            ^^   ^   ^^ third
                   |            |    | second
                   |            | first
                15 |   p = h
                   |   ^ next line
                ...
                17 | last
                   | ^^^^ the end
                """);
  }

  @Test
  void otherFilesAndWarnings() {
    SourceFile other = new SourceFile("other.nnd", "f\n(x)");
    Diagnostic diagnostic = Diagnostic.of(Code.CALL_ACROSS_LINES, span(other, "(")).label(span(iris, "tanh"), "like this");
    assertRendered(diagnostic, """
                warning[W0901]: this `(` continues the line before, as a call
                  --> other.nnd:2:1
                   |
                 2 | (x)
                   | ^
                  ::: iris.nnd:14:7
                   |
                14 |   h = tanh(W1 @ x + b1)
                   |       ^^^^ like this
                """);
  }

  @Test
  void tabsWideCharactersAndLongSpans() {
    SourceFile source = new SourceFile("a.nnd", "\t神経\t= e\u0301𝒳 * \u202Ey\r\nz");
    Diagnostic diagnostic = Diagnostic.of(Code.MISSING_NAME, new Span(source, source.text().indexOf("y"), source.text().length()), "x")
        .label(span(source, "𝒳"), "math")
        .label(span(source, "神経"), "wide");
    assertRendered(diagnostic, """
                error[E0120]: expected a name after x
                 --> a.nnd:1:14
                  |
                1 |     神経    = e\u0301𝒳 * \uFFFDy
                  |     ^^^^       ^    ^
                  |     |          | math
                  |     | wide
                """);
  }

  @Test
  void theEndOfAnEmptyFile() {
    SourceFile source = new SourceFile("empty.nnd", "");
    assertRendered(Diagnostic.of(Code.UNEXPECTED, new Span(source, 0, 0), "an expression", "nothing"), """
                error[E0101]: expected an expression, found nothing
                 --> empty.nnd:1:1
                  |
                1 |
                  | ^
                """);
  }

  @Test
  void coloursOnRequest() {
    Diagnostic diagnostic = Diagnostic.of(Code.MISSING_NAME, span(iris, "x"), "y");
    String coloured = new TextRenderer(true).render(diagnostic);
    assertThat(coloured).contains("\u001B[1;31merror[E0120]\u001B[0m");
    assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", "")).isEqualTo(new TextRenderer(false).render(diagnostic));
  }

  @Test
  void anEmptyLineBetweenTwo() {
    Diagnostic diagnostic = Diagnostic.of(Code.MISSING_NAME, span(iris, "x"), "y");
    String one = new TextRenderer(false).render(diagnostic);
    assertThat(new TextRenderer(false).render(List.of(diagnostic, diagnostic))).isEqualTo(one + "\n" + one);
  }

  private static void assertRendered(Diagnostic diagnostic, String expected) {
    assertThat(new TextRenderer(false).render(diagnostic)).isEqualTo(expected);
  }

  private static Span span(SourceFile source, String text) {
    int start = source.text().indexOf(text);
    return new Span(source, start, start + text.length());
  }
}
