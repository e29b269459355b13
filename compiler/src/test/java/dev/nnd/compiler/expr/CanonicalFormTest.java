package dev.nnd.compiler.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.testing.Formulas;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pool makes of formulas, as it prints them. */
class CanonicalFormTest {
  private final Formulas formulas = new Formulas();

  private void assertCanonical(String formula, String printed) {
    Expr expr = formulas.read(formula);
    assertThat(expr).hasToString(printed);
    assertThat(formulas.read(printed)).as(printed).isSameAs(expr);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      3x - x + 2x + 1             | 4x + 1
      x + x                       | 2x
      x - x                       | 0
      x + y - x                   | y
      2 * (x + y) - 2x            | 2y
      -(x - y)                    | y - x
      x / 2 + x / 2               | x
      0.1x + 0.2x                 | 0.3 * x
      x * y + y * x               | 2 * x * y
      sin(x) + sin(x)             | 2 * sin(x)
      0 * x                       | 0
      1 + 2 + 3                   | 6
      x + 0                       | x
      """)
  void likeTerms(String formula, String printed) {
    assertCanonical(formula, printed);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      x * x                       | x^2
      x^2 * x^3                   | x^5
      x^2 / x^2                   | 1
      x / x                       | 1
      x^3 / x                     | x^2
      (x^2)^3                     | x^6
      (x * y)^2                   | (x * y)^2
      (2x)^3                      | 8x^3
      (-x)^2                      | x^2
      (-x)^3                      | -x^3
      sqrt(x^2)                   | abs(x)
      sqrt(x)^2                   | x
      sqrt(x) * sqrt(x)           | x
      sqrt(x^4)                   | x^2
      (x^3)^(1/3)                 | x
      abs(x)^2                    | x^2
      x^-1                        | 1 / x
      1 / (1 / x)                 | x
      x^0                         | 1
      x^1                         | x
      x^(1/2)                     | sqrt(x)
      2^-x                        | 2^(-x)
      """)
  void powers(String formula, String printed) {
    assertCanonical(formula, printed);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      exp(x) * exp(y)             | exp(x + y)
      exp(x) / exp(y)             | exp(x - y)
      exp(x) * exp(-x)            | 1
      exp(x)^2                    | exp(2x)
      1 / exp(x)                  | exp(-x)
      sqrt(exp(x))                | exp(x / 2)
      exp(x)^y                    | exp(x * y)
      exp(0)                      | 1
      """)
  void exponentials(String formula, String printed) {
    assertCanonical(formula, printed);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      1/2 + 1/3                   | 5 / 6
      0.5                         | 0.5
      0.1 + 0.2                   | 0.3
      0.0001                      | 0.0001
      x / 3                       | x / 3
      2x / 3                      | x / 1.5
      0.7 * x                     | 0.7 * x
      0.0007 * x                  | 0.0007 * x
      6 / 4                       | 1.5
      -1 / 3                      | -1 / 3
      2^10                        | 1024
      2^-2                        | 0.25
      sqrt(4)                     | 2
      sqrt(1/4)                   | 0.5
      8^(1/3)                     | 2
      sqrt(2) * sqrt(2)           | 2
      2^(3/2)                     | 2^1.5
      cbrt(-27)                   | -3
      floor(-1/2)                 | -1
      abs(-3)                     | 3
      sign(-0.5)                  | -1
      max(2, 3)                   | 3
      min(2, 3)                   | 2
      log(1)                      | 0
      cos(0)                      | 1
      tanh(0)                     | 0
      1e2                         | 100
      """)
  void constants(String formula, String printed) {
    assertCanonical(formula, printed);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      0^0                         | 1
      x^0                         | 1
      0^2                         | 0
      0^(1/2)                     | 0
      1^x                         | 1
      0^(x - x)                   | 1
      """)
  void zerothPowers(String formula, String printed) {
    assertCanonical(formula, printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "1 / 0", "x / 0", "x / (y - y)", "0^-1", "0^(-1/2)", "log(0)", "log(-1)", "log2(-3)", "log10(0)", "log1p(-1)",
    "log1p(-2)", "(-2)^(1/2)", "sqrt(-1)", "(-8)^(1/3)", "1 + 2 * log(0 * x)", "if x > 0 then 1 / 0 else 2"
  })
  void undefined(String formula) {
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(formulas.read(formula, sink)).isEmpty();
    assertThat(sink.diagnostics()).singleElement().extracting("code").isEqualTo(Code.UNDEFINED_VALUE);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      4x + 1                      | 4x + 1
      1 + 4x                      | 4x + 1
      2 * e3                      | 2 * e3
      3 * E                       | 3 * E
      3e2 * x                     | 300x
      2 * x^2                     | 2x^2
      2 * e^2                     | 2 * e^2
      2 * sin(x)                  | 2 * sin(x)
      1 / (x + 1)                 | 1 / (x + 1)
      1 / (2x)                    | 0.5 / x
      a / (b * c)                 | a / (b * c)
      a / b * c                   | a * c / b
      -x                          | -x
      -x + y                      | y - x
      -x - y                      | -x - y
      -x - 2y                     | -x - 2y
      -x - 2                      | -x - 2
      1 - x                       | 1 - x
      2 * (p - y)                 | 2 * (p - y)
      (x + 1) * (x - 1)           | (x + 1) * (x - 1)
      x^(y + 1)                   | x^(y + 1)
      x^y^2                       | x^y^2
      (x^y)^2                     | (x^y)^2
      (-x)^y                      | (-x)^y
      (x + y)^2                   | (x + y)^2
      x^2 + x + 1                 | x^2 + x + 1
      1 + x + x^2                 | x^2 + x + 1
      x^(2/3)                     | x^(2/3)
      if x > 0 then x else -x     | if x > 0 then x else -x
      (if x > 0 then x else 2y) + 1 | (if x > 0 then x else 2y) + 1
      2 * (if x > 0 then 1 else y) | 2 * (if x > 0 then 1 else y)
      if x > 0 and y > 0 then 1 else 0 | if x > 0 and y > 0 then 1 else 0
      if not (x > 0 or y > 0) then 1 else x | if not (x > 0 or y > 0) then 1 else x
      if (x > 0 or y > 0) and z < 1 then 1 else 0 | if (x > 0 or y > 0) and z < 1 then 1 else 0
      max(x, y)                   | max(x, y)
      pi * x                      | pi * x
      2pi                         | 2pi
      x / -2                      | -x / 2
      σ * θ1                      | θ1 * σ
      """)
  void printing(String formula, String printed) {
    assertCanonical(formula, printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "1 / x / y^2", "x / (2 * y * z^3)", "-(x * y) / 3 + 2 / 7 * sin(x)", "(x + y)^-2", "sqrt(x + y) / sqrt(z)",
    "exp(-(x - m)^2 / (2 * s^2)) / (s * sqrt(2 * pi))", "log(1 + exp(-x)) - x * tanh(x / 2)", "x^-y", "(1/2)^x",
    "2^x * 3^y", "0.3^x", "(2/3)^(1/2) * x", "(x^2 + 1)^(1/2) * 1e-9", "1.5e-7 * x + 1e30 * y", "1/3 * (x + y + z)",
    "-(x + 1)^2", "-2^x", "(-x)^(1/2)", "((x + 1) / (x - 1))^(3/2)", "abs(x)^(1/2) * sign(x)", "if x == y then z / 2 else -z",
    "min(max(x, 0), 1)", "erf(x / sqrt(2))", "1e-20 * x", "123456789012345678901234567890 * x", "x / 13", "2 / 13 * x^3",
    "stop_gradient(x) + 1", "(if x > 0 then x else y)^2", "-(if x > 0 then x else y)", "(x^y)^z", "x^(y^z)", "(-2)^(2 * x)"
  })
  void printedTextParsesBack(String formula) {
    Expr expr = formulas.read(formula);
    assertThat(formulas.read(expr.toString())).as(expr.toString()).isSameAs(expr);
  }

  @Test
  void aLongSum() {
    String sum = IntStream.range(0, 100_000).mapToObj(i -> "x" + i % 50_000).collect(Collectors.joining(" + "));
    Expr expr = formulas.read(sum);
    assertThat(expr).isInstanceOfSatisfying(Sum.class, s -> {
      assertThat(s.terms()).hasSize(50_000);
      assertThat(s.coefficients()).allMatch(Rational.TWO::equals);
    });
    assertThat(expr.toString()).startsWith("2 * (x");
  }

  @Test
  void aLongProduct() {
    String product = IntStream.range(0, 20_000).mapToObj(i -> "x" + i % 10_000).collect(Collectors.joining(" * "));
    assertThat(formulas.read(product)).isInstanceOf(Product.class);
  }

  @Test
  void deepParentheses() {
    assertCanonical("(".repeat(1_000) + "x" + ")".repeat(1_000), "x");
  }

  @Test
  void deepCalls() {
    Expr expr = formulas.read("sin(".repeat(1_000) + "x" + ")".repeat(1_000));
    assertThat(formulas.read(expr.toString())).isSameAs(expr);
  }

  @Test
  void theSignOfASumBeyondTheBudgetOfFlatteningComesOut() {
    ExprPool pool = new ExprPool(CanonicalTrace.SILENT, Flattening.NETWORK);
    List<Expr> terms = IntStream.range(0, 2 * Flattening.NETWORK.terms()).mapToObj(i -> pool.variable("x" + i)).toList();
    Expr sum = pool.add(terms);
    Expr negative = pool.linear(terms, terms.stream().map(term -> Rational.MINUS_ONE).toList(), Rational.ZERO);
    assertThat(pool.multiply(negative, pool.variable("y"))).isSameAs(pool.negate(pool.multiply(sum, pool.variable("y"))));
  }
}
