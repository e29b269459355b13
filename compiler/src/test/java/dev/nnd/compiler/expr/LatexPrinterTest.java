package dev.nnd.compiler.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.testing.Elaborated;
import dev.nnd.compiler.testing.Formulas;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatexPrinterTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
      # sums, signs and coefficients
      4x + 1                              | 4 x + 1
      b - a                               | b - a
      -x                                  | -x
      -a - b                              | -a - b
      2a + 2b                             | 2 (a + b)
      x / 2                               | \\frac{x}{2}
      3x / 4                              | \\frac{3 x}{4}
      (a + b) / 2                         | \\frac{a + b}{2}
      -x / 3                              | -\\frac{x}{3}
      x + 1 / 2                           | x + \\frac{1}{2}
      0.044715x                           | 0.044715 x
      1e-7x                               | 10^{-7} x
      2.5e-9 + x                          | x + 2.5 \\cdot 10^{-9}

      # products, quotients and powers
      x * y                               | x y
      x * (y + 1)                         | x (y + 1)
      1 / x                               | \\frac{1}{x}
      3x / (4y)                           | \\frac{3 x}{4 y}
      (a + b) / (c + d)                   | \\frac{a + b}{c + d}
      (a + b) * c / d                     | \\frac{c (a + b)}{d}
      (1 / (a + b^2))^3                   | \\frac{1}{\\left(b^{2} + a\\right)^{3}}
      x^2                                 | x^{2}
      (x + 1)^2                           | (x + 1)^{2}
      (1 + 1 / x)^2                       | \\left(\\frac{1}{x} + 1\\right)^{2}
      x^y                                 | x^{y}
      x^(y + 1)                           | x^{y + 1}
      (x^y)^z                             | \\left(x^{y}\\right)^{z}
      x^(3/2)                             | x^{3/2}
      sqrt(x + 1)                         | \\sqrt{x + 1}
      2 * 3^x                             | 2 \\cdot 3^{x}
      sqrt(2) * 3                         | 3 \\sqrt{2}

      # functions
      exp(x)                              | e^{x}
      exp(x)^y                            | e^{x y}
      1 / (exp(-x) + 1)                   | \\frac{1}{e^{-x} + 1}
      log(x)                              | \\log(x)
      log(1 / x + y)                      | \\log\\left(y + \\frac{1}{x}\\right)
      log2(x) + log10(y)                  | \\log_{10}(y) + \\log_{2}(x)
      tanh(x)^2                           | \\tanh(x)^{2}
      asin(x) + asinh(x)                  | \\arcsin(x) + \\operatorname{arsinh}(x)
      cbrt(x)                             | \\sqrt[3]{x}
      max(0, x)                           | \\max(0, x)
      stop_gradient(x)                    | \\operatorname{stop\\_gradient}(x)
      2 * pi * r                          | 2 \\pi r

      # conditions
      if x > 0 then x else -x             | \\begin{cases} x & \\text{if } x > 0 \\\\ -x & \\text{otherwise} \\end{cases}
      1 + (if a <= b then 2 else 0)       | \\left(\\begin{cases} 2 & \\text{if } a \\le b \\\\ 0 & \\text{otherwise} \\end{cases}\\right) + 1
      if a != b and not c == d then 1 else 0 | \\begin{cases} 1 & \\text{if } a \\ne b \\land \\lnot (c = d) \\\\ 0 & \\text{otherwise} \\end{cases}

      # names
      rate * x                            | \\mathit{rate} x
      h6 + W12^2                          | W_{12}^{2} + h_{6}
      x_1 + my_name                       | \\mathit{my\\_name} + x_{1}
      δ * θ1                              | \\delta \\theta_{1}
      Ω * höhe                            | \\text{höhe} \\Omega
      """)
  void scalars(String formula, String latex) {
    assertThat(LatexPrinter.plain().print(new Formulas().read(formula))).isEqualTo(latex);
  }

  @Test
  void bracketsAndStableForms() {
    ExprPool pool = new ExprPool();
    Expr x = pool.variable("x");
    assertThat(latex(pool.call(Primitive.LOGISTIC, x))).isEqualTo("\\sigma(x)");
    assertThat(latex(pool.call(Primitive.ABS, x))).isEqualTo("\\left|x\\right|");
    assertThat(latex(pool.call(Primitive.FLOOR, x))).isEqualTo("\\left\\lfloor x \\right\\rfloor");
    assertThat(latex(pool.call(Primitive.SOFTPLUS, pool.negate(x)))).isEqualTo("\\operatorname{softplus}(-x)");
  }

  @Test
  void pathsAndAdjoints() {
    ExprPool pool = new ExprPool();
    assertThat(latex(pool.variable("h.W"))).isEqualTo("h.W");
    assertThat(latex(pool.variable("enc.0.dense2.b"))).isEqualTo("\\mathit{enc}.0.\\mathit{dense}_{2}.b");
    assertThat(latex(pool.variable("δz2"))).isEqualTo("\\delta_{z_{2}}");
  }

  @Test
  void indices() {
    Elaborated network = Elaborated.of("""
        network N {
          input x : [3]
          target y : [2]
          param W1 : [2, 3] = 1
          param b : [2] = 0
          z = W1 @ x + b
          a[i] = (x[i] - sum(x)) * max(k: x[k] + 1)
          c[i] = x[i + 1] * prod(k: 2 * x[k])
          loss = sum(z) + logsumexp(k: z[k] * z[0]) + argmax(y) + sum(a) + sum(c)
        }
        """);
    assertThat(body(network, "z")).isEqualTo("b_{i} + \\sum_{j} {W_{1}}_{i j} x_{j}");
    assertThat(body(network, "a"))
        .isEqualTo("\\left(\\max_{j} (x_{j} + 1)\\right) \\left(x_{i} - \\sum_{j} x_{j}\\right)");
    assertThat(body(network, "c")).isEqualTo("x_{i + 1} \\left(\\prod_{j} 2 x_{j}\\right)");
    assertThat(body(network, "loss"))
        .contains("\\operatorname*{logsumexp}_{i} z_{0} z_{i}", "\\operatorname*{argmax}_{i} y_{i}", "\\sum_{i} z_{i}");
  }

  @Test
  void scatters() {
    ExprPool pool = new ExprPool();
    Axis i = new Axis(0, 2);
    Scatter scatter = pool.scatter(
        List.of(3), List.of(new Scatter.Clause(List.of(i), List.of(pool.axis(i)), pool.variable("x"))));
    assertThat(latex(pool.element(scatter))).isEqualTo("\\operatorname{scatter}([i] \\mathrel{+}= x)");
  }

  private static String body(Elaborated network, String name) {
    return Dag.tensors(List.of(network.loss())).stream()
        .filter(tensor -> tensor instanceof Definition definition && definition.name().equals(name))
        .map(tensor -> latex(((Definition) tensor).body()))
        .findFirst().orElseThrow();
  }

  private static String latex(Expr e) {
    return LatexPrinter.plain().print(e);
  }
}
