package dev.nnd.compiler.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Definition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Derivatives in formulas: what a name stands for while it is differentiated by, and what is told. */
class DerivativesTest {

  /** Of {@code q}, with {@code x : [3]} and {@code t} fed. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "h = t; q = d(h^2 * t, h)                               | [] 2 * t * h",
    "h = 3; q = d(h^2, h)                                   | [] 2h",
    "h = 2t; q = d(h^2 + t, h)                              | [] 2h",
    "u = x[0]; v = x[1]; q = d(u^2 * v + x[0], u)           | [] 2 * x[1] * u",
    "h = x[0:2]; q = grad(sumsq(h) + x[0], h)               | [2] 2 * h[i]",
    "h = exp(t); q = d(log(h), h)                           | [] 1 / h",
    "h = softplus(t); q = d(h^2, h)                         | [] 2h",
    "fn f(x) = x^3; fn df(x) = d(f(x), x); q = df(2)        | [] 12",
    "fn f(x) = x^3; fn df(x) = d(f(x), x); q = df(t)        | [] 3t^2",
    "fn f(x) = x^3; fn df(x) = d(f(x), x); q = df(2t + 1)   | [] 3 * (2t + 1)^2",
    "fn f(x) = x^3; fn df(x) = d(f(x), x); q = df(x)        | [3] 3 * x[i]^2",
    "fn f(x) = x^3; fn df(x: []) = d(f(x), x); q = df(x)    | [3] 3 * x[i]^2",
    "fn f(x) = x^3; fn df(x) = d(f(x), x); q[i] = df(x[i])  | [3] 3 * x[i]^2",
    "fn f(x) = x^3; fn df(x) = d(f(x), x); fn ddf(x) = d(df(x), x); q = ddf(2)   | [] 12",
    "fn df(f, x) = d(f(x), x); q = df(sin, t)               | [] cos(t)",
    "fn g(x) { h = x^2; return d(h^3 + x, h) }; q = g(2)    | [] 48",
    "fn g(x) { h = x^2; return d(h^3 + x, h) }; q = g(t)    | [] 3t^4",
    "fn g(x, k = 5) = d(x * k^2, k); q = g(t)               | [] 10t",
    "fn n(x: [n]) = grad(sum(i: i * x[i]^2), x); q = n(x)   | [3] 2 * i * x[i]",
    "fn n(x: [n]) = grad(sum(x^2), x); q[i] = sum(n(x * x[i]))   | [3] 2 * sum(j: q.x[i, j])",
    "q[i] = d(x[i] * t^2, t)                                | [3] 2 * t * x[i]",
    "q[i, j < 3] = grad(x[i]^2, x)[j]                           | [3, 3] 2 * (if i == j then x[j] else 0)",
    "q = grad(grad(sum(x^4), x)[0], x)                      | [3] scatter([0] += 12 * x[0]^2)",
    "q = d(stop_gradient(t) * t, t)                         | [] stop_gradient(t)",
    "q = if t > 0 then d(t^2, t) else 0                     | [] 2 * (if t > 0 then t else 0)",
    "q = d(if t > 0 then t^2 else -t, t)                    | [] if t > 0 then 2t else -1",
    "q = grad([t^2, 3t][0], t)                              | [] 2t",
    "q = d(abs(t), t)                                       | [] sign(t)",
    "q = d(u = t^2, t = t)                                  | [] 2t",
    "h = dense(2)(x); q = jacobian(h, h.b)                  | [2, 2] if i == j then 1 else 0",
    "h = dense(2)(x); q = grad(sum(h), h.W)                 | [2, 3] x[j]"
  })
  void cutsAtTheName(String definitions, String expected) {
    Elaborated network = Elaborated.network("input x : [3]  input t  output p = t\n" + definitions.replace("; ", "\n"));
    assertThat(value(network, "q")).isEqualTo(expected);
  }

  private static String value(Elaborated network, String name) {
    Model.Value value = network.model().values().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
    boolean named = value.element() instanceof Access access && access.tensor() instanceof Definition;
    return named ? network.definition(name) : value.shape() + " " + value.element();
  }

  @Test
  void ofALayersInput() {
    assertThat(Elaborated.file("""
        layer slope(f)(x: [n]) -> [n] { return d(f(x), x) }
        network N { input x : [3]  q = slope(sin)(2x)  output p = q }
        """, java.util.Map.of()).definition("q")).isEqualTo("[3] cos(2 * x[i])");
  }

  @Test
  void byWhatDoesNotOccurIsZeroAndAWarning() {
    Elaborated network = Elaborated.network("input x : [3]\ninput t\noutput q = d(sum(x), t)");
    assertThat(network.diagnostics()).isEqualTo("""
        warning[W0904]: `sum(x)` does not depend on `t`: its derivative is 0
         --> n.nnd:4:22
          |
        4 | output q = d(sum(x), t)
          |                      ^
        """);
    assertThat(Elaborated.network("input t\noutput q = d(3t, t, t)").diagnostics()).isEmpty();
  }
}
