package dev.nnd.compiler.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.TextRenderer;
import dev.nnd.compiler.testing.CompiledNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What functions may be made of, and what they come to at a call. */
class FunctionsTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    // shapes
    "fn f(v: [n]) -> [n] = v * n; q = f(x)                                  | [3] 3 * x[i]",
    "fn f(A: [m, n], v: [n]) -> [m] = A @ v / m; q = f(A, x)                 | [2] sum(j: A[i, j] * x[j]) / 2",
    "fn f(v) = v + size(v); q = f(x)                                         | [3] x[i] + 3",
    "fn f(v) = v + size(v); q = f(A)                                         | [2, 3] A[i, j] + 6",
    "fn f(v: []) = v + size(v); q = f(x)                                     | [3] x[i] + 1",
    "fn f(a: [], b: []) = if a > b then a else b; q = f(x, 2)                | [3] if x[i] > 2 then x[i] else 2",
    "fn f(v: [n], w: [n]) = dot(v, w); q = f(x, 2)                           | [] 2 * sum(i: x[i])",
    // arguments
    "fn f(a, b = 2, c = 3) = a * b + c; q = f(x, c = 5)                      | [3] 2 * x[i] + 5",
    "fn f(a, b = 2, c = 3) = a * b + c; q = f(c = 1, a = x)                  | [3] 2 * x[i] + 1",
    "fn f(v, g = sin) = g(v); q = f(x)                                       | [3] sin(x[i])",
    "fn f(v, g = sin) = g(v); fn sq(z) = z^2; q = f(x, sq)                   | [3] x[i]^2",
    "fn f(v, n = k) = n * v; q = f(x)                                        | [3] 4 * x[i]",
    "fn f(v) = h * v; const h = 1/4; q = f(x)                                | [3] x[i] / 4",
    // blocks
    "fn f(v: [n]) { y[i < n] = sum(j: (if j <= i then v[j] else 0)); return y + 1 }; q = f(x) "
        + "| [3] sum(j: if j <= i then x[j] else 0) + 1",
    "fn f(v) { s : [3] = 2; return s * v }; q = f(x)                          | [3] 2 * x[i]"
  })
  void valuesAtACall(String definitions, String expected) {
    String network = "dim k = 4\ninput x : [3]\nparam A : [2, 3] = 1\noutput p = A @ x\n" + definitions.replace("; ", "\n");
    assertThat(Elaborated.network(network).definition("q")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "fn f(v) { repeat 2 { v = sin(v) } return v }; q = f(x)                | q.v.0[3] = sin(x[i]), q[3] = sin(q.v.0[i])",
    "fn f(v, n) { repeat t < n { v = v * (t + 2) } return v }; q = f(x, 2) | q.v.0[3] = 2 * x[i], q[3] = 3 * q.v.0[i]",
    "fn f(v) { s = 1; repeat t < 2 { s = s + v[t]; H[t] = s^2 } return H }; q = f(x) "
        + "| q.s.0[] = x[0] + 1, q.s.1[] = x[1] + q.s.0, q[2] = [q.s.0^2, q.s.1^2][i]"
  })
  void repeatsInAFunction(String definitions, String expected) {
    String network = "input x : [3]\noutput p = x\n" + definitions.replace("; ", "\n");
    String definitionsFound = String.join(", ", Elaborated.network(network).definitions().lines().filter(line -> line.startsWith("q")).toList());
    assertThat(definitionsFound).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "fn f(z) { param q : [2] = 0; return z }     | a function keeps nothing",
    "fn f(z) { state q : [2] = 0; return z }     | a function keeps nothing",
    "fn f(z) { repeat 2 { param q : [2] = 0 }; return z } | a function keeps nothing",
    "fn f(z) { input q : [2]; return z }         | `input` cannot stand in a function",
    "fn f(z) { repeat 2 { z = f(z) }; return z } | calls nest deeper than 500",
    "fn f(z) { repeat 2 { y = z }; return y }    | `y` is not defined",
    "fn f(z) { repeat t < 2 { H[t] = z; H[t] = 2z }; return H } | `H` is defined twice",
    "fn f(z) { repeat z { y = z }; return z }    | z must be a scalar",
    "fn f(z) = w * z                             | a function does not see `w`"
  })
  void whatAFunctionCannotHold(String function, String message) {
    DiagnosticSink sink = new DiagnosticSink();
    String network = "network N {\ninput x : [2]\nparam w : [2] = 1\noutput p = w * f(x)\n" + function.replace("; ", "\n") + "\n}\n";
    CompiledNetwork.compiler().derive(new SourceFile("n.nnd", network), Compiler.Options.defaults(), sink);
    assertThat(new TextRenderer(false).render(sink.diagnostics())).contains(message);
  }
}
