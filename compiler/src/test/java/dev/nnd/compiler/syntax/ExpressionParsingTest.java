package dev.nnd.compiler.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.TextRenderer;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionParsingTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "a + b * c                => (a + (b * c))",
        "a - b - c + d            => (a - b - c + d)",
        "a / b * c                => (a / b * c)",
        "a * b @ c                => (a * b @ c)",
        "-a * b                   => ((-a) * b)",
        "a * -b                   => (a * (-b))",
        "a - -b                   => (a - (-b))",
        "--a                      => (-(-a))",
        "-x^2                     => (-(x ^ 2))",
        "a^b^c                    => (a ^ (b ^ c))",
        "2^-x                     => (2 ^ (-x))",
        "2^-x^2                   => (2 ^ (-(x ^ 2)))",
        "(a + b) * c              => ((a + b) * c)",
        "a < b + 1                => (a < (b + 1))",
        "not a < b and c or d     => (((not (a < b)) and c) or d)",
        "a and b and c            => (a and b and c)",
        "not not a                => (not (not a))",
        "a == b or a != b         => ((a == b) or (a != b))",
        "if a < b then c else d   => (if (a < b) then c else d)",
        "if a then b else if c then d else e + 1 => (if a then b else (if c then d else (e + 1)))",
        "1 + (if a then b else c) => (1 + (if a then b else c))"
      })
  void precedence(String text, String reading) {
    assertReads(text, reading);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "3x             => (3 x)",
        "2(x + 1)       => (2 (x + 1))",
        "1/2x           => (1 / (2 x))",
        "2x^2           => (2 (x ^ 2))",
        "-2x            => (-(2 x))",
        "2e3x           => (2000 x)",
        "2e             => (2 e)",
        "2e+x           => ((2 e) + x)",
        "2.5x * 3y      => ((2.5 x) * (3 y))",
        "2sin(x)^2      => (2 (sin(x) ^ 2))",
        "x^(2y)         => (x ^ (2 y))",
        "3W.T           => (3 Wᵀ)",
        "2x[0]          => (2 x[0])",
        "x[2i + r]      => x[((2 i) + r)]",
        "3x - x + 2x + 1 => ((3 x) - x + (2 x) + 1)",
        "2^(3x)         => (2 ^ (3 x))",
        "a^2 * 3x       => ((a ^ 2) * (3 x))"
      })
  void juxtaposition(String text, String reading) {
    assertReads(text, reading);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "W.T                         => Wᵀ",
        "h.W                         => h.W",
        "h.0.W                       => h.0.W",
        "h.0.1.W.T                   => h.0.1.Wᵀ",
        "h.0.10.W                    => h.0.10.W",
        "h.T.W                       => hᵀ.W",
        "x[0]                        => x[0]",
        "W[:, 0]                     => W[:, 0]",
        "x[1:3]                      => x[1:3]",
        "x[1:]                       => x[1:]",
        "x[:3, i, :]                 => x[:3, i, :]",
        "x[0][1]                     => x[0][1]",
        "h.W[0].T                    => h.W[0]ᵀ",
        "(a + b)[0]                  => (a + b)[0]",
        "f(x)[0]                     => f(x)[0]",
        "[1, 2; 3, 4]                => [1, 2; 3, 4]",
        "[x, [1, 2]]                 => [x, [1, 2]]",
        "[1]                         => [1]",
        "f()                         => f()",
        "concat(a, b, axis = 0)      => concat(a, b, axis = 0)",
        "dense(8, tanh)(x)           => dense(8, tanh)(x)",
        "residual(dense(4))(x)       => residual(dense(4))(x)",
        "sum(j: A[i, j] * B[j, k])   => sum(j: (A[i, j] * B[j, k]))",
        "max(r < 2, s < n + 1: x[r]) => max(r < 2, s < (n + 1): x[r])",
        "sum(if a then b else c)     => sum((if a then b else c))",
        "max(a < b, c)               => max((a < b), c)",
        "d(u, x, x)                  => d(u, x, x)",
        "σ + θ1                      => (σ + θ1)",
        "input + in * loss           => (input + (in * loss))",
        "output(metric)              => output(metric)"
      })
  void operands(String text, String reading) {
    assertReads(text, reading);
  }

  @Test
  void numbersAreExact() {
    assertThat(parse("0.1")).isInstanceOfSatisfying(
        Expression.Number.class, number -> assertThat(number.value()).isEqualTo(new BigDecimal("0.1")));
    assertReads("0e999", "0");
    assertReads("4.9e-324", new BigDecimal("4.9e-324").toPlainString());
    assertReads("1.7e308", new BigDecimal("1.7e308").toPlainString());
  }

  @Test
  void namesAreNormalised() {
    assertReads("e\u0301", "\u00E9");
  }

  @Test
  void aListIsNoMatrix() {
    assertThat(parse("[1, 2]")).isInstanceOfSatisfying(Expression.Tensor.class, tensor -> assertThat(tensor.matrix()).isFalse());
    assertThat(parse("[1; 2]")).isInstanceOfSatisfying(Expression.Tensor.class, tensor -> assertThat(tensor.matrix()).isTrue());
  }

  @Test
  void spansCoverTheText() {
    Expression.Sum sum = (Expression.Sum) parse("  𝒳 * f(y) + h.0.W ");
    assertThat(sum.span().text()).isEqualTo("𝒳 * f(y) + h.0.W");
    assertThat(sum.terms()).extracting(term -> term.value().span().text()).containsExactly("𝒳 * f(y)", "h.0.W");
    assertThat(sum.span().column()).isEqualTo(3);
    assertThat(sum.terms().get(1).value().span().column()).isEqualTo(14);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '~',
      value = {
        "~~           => expected an expression, found the end of the text",
        "x +          => expected an expression after `+`",
        "+x           => expected an expression, found `+`",
        "(a           => expected `)` to close the `(` opened at line 1",
        "a)           => `)` closes nothing",
        "f(a, )       => expected an expression after `,`",
        "f(a b)       => expected an operator between `a` and `b`",
        "2 x          => expected an operator between `2` and `x`",
        "x y          => expected an operator between `x` and `y`",
        "a < b < c    => comparisons cannot be chained",
        "x = 3        => `=` defines, `==` compares",
        "2^3x         => `2^3x` needs parentheses",
        "2^-3x        => `2^-3x` needs parentheses",
        "(f)(x)       => only a name may be called",
        "x ** 2       => `**` is written `^`",
        "a && b       => `&&` is written `and`",
        "!a           => `!` is written `not`",
        "a × b        => `×` is written `*`",
        "[]           => expected an expression after `[`",
        "1e999        => `1e999` is too large for a number",
        "1e-999       => `1e-999` is not zero but too small for a number",
        "1.5.5        => `1.5.5` names no part of a value",
        "a, b         => expected the end of the text, found `,`",
        "then         => expected an expression, found `then`"
      })
  void mistakes(String text, String title) {
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(Parser.parseExpression(new SourceFile("text", text), sink)).isEmpty();
    assertThat(sink.diagnostics()).extracting(diagnostic -> diagnostic.title()).containsExactly(title);
  }

  private static void assertReads(String text, String reading) {
    assertThat(Parenthesized.of(parse(text))).isEqualTo(reading);
  }

  private static Expression parse(String text) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<Expression> expression = Parser.parseExpression(new SourceFile("text", text), sink);
    assertThat(new TextRenderer(false).render(sink.diagnostics())).isEmpty();
    return expression.orElseThrow();
  }
}
