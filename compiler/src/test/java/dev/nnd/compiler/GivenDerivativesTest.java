package dev.nnd.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.explain.Explainer;
import dev.nnd.compiler.explain.Recording;
import dev.nnd.compiler.explain.RuleBook;
import dev.nnd.compiler.explain.TextPage;
import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.compiler.testing.Gradients;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Derivatives that a function's author gives: networks with them against central differences, and that it is the author's
 * formula that the generated code computes.
 */
class GivenDerivativesTest {
  private static final String FUNCTIONS = """
      fn act(z) {
        y = tanh(z)
        return y
      } derivative 1 - y^2
      fn cubed(z) = z^3 derivative z: 3z^2
      fn wave(a: [], b: []) -> [] = exp(a) * sin(b) derivative a: exp(a) * sin(b), b: exp(a) * cos(b)
      fn half_given(a, b) = a^2 * tanh(b) derivative a: 2 * a * tanh(b)
      fn half_length(v: [n]) -> [] = sum(v^2) / 2 derivative v: v
      fn soft(z: [n]) -> [n] {
        p[i] = exp(z[i]) / sum(k: exp(z[k]))
        return p
      } derivative slopes(p)
      fn slopes(p: [n]) -> [n, n] {
        j[i, k] = p[i] * ((if i == k then 1 else 0) - p[k])
        return j
      }
      fn scaled(v: [n], s: []) -> [n] = v * s derivative s: v
      fn bent(z, n = 2) { repeat n { z = tanh(z) + z }  return z } derivative z: d(bent_again(z, n), z)
      fn bent_again(z, n) { repeat n { z = tanh(z) + z }  return z }
      """;

  private static String network(String loss) {
    return FUNCTIONS + """
        network N {
          input x : [3]
          target y : [2] in 0..1
          param W : [2, 3] ~ normal(0, 0.7)
          param b : [2] = 0.1
          z = W @ x + b
          LOSS
          output p = z
        }
        """.replace("LOSS", loss.replace("; ", "\n  "));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "loss = sumsq(act(z) - y)",
    "loss = sum(cubed(z))",
    "loss = sumsq(wave(z, b) - y)",
    "loss = sumsq(half_given(z, b) - y)",
    "loss = half_length(z - y) + half_length(b)",
    "loss = sumsq(soft(z) - y)",
    "q[i] = soft(W[i])[0] * y[i]; loss = sum(q)^2",
    "q[i] = half_length(W[i] * x) * act(b[i]); loss = sum(q)",
    "loss = sumsq(scaled(z, sum(b)) - y)",
    "loss = sumsq(bent(z)) / 10",
    "h = act(z); loss = sumsq(d(act(h), h)) + sumsq(jacobian(soft(h), h) @ b)",
    "h = 2z; loss = sumsq(hvp(sum(cubed(h)), h, b)) / 100",
    "h = z; loss = sumsq(jvp(soft(act(h)), h, b)) + sumsq(d(half_given(h, b), h))",
    "h = b; loss = sumsq(d(half_given(z, h), h)) + sumsq(d(d(wave(z, h), h), h))"
  })
  void gradientsAreThoseOfTheValues(String loss) {
    CompiledNetwork compiled = CompiledNetwork.of(network(loss), Precision.DOUBLE);
    DataSet data = Gradients.data(compiled.network(), 7, 3);
    Gradients.check(loss, compiled.network(), data, Gradients.perturb(compiled.network(), 4));
  }

  /** What would be derived is {@code 2 * sin(w) * cos(w)}, which no rule takes for the author's sin(2w). */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "f(w)                  | N * sin(2w)",
    "d(f(w), w)            | 2 * N * cos(2w)",
    "d(f(w), w, w)         | -4 * N * sin(2w)",
    "jvp(f(w), w, 3)       | 6 * N * cos(2w)"
  })
  void theAuthorsFormulaIsUsed(String loss, String expected) {
    String nnd = """
        fn f(z) = sin(z)^2 derivative sin(2z)
        network N {
          param w : [] = 1
          input x
          output q = x
          loss = LOSS
        }
        """.replace("LOSS", loss);
    Recording recording = new Recording();
    Compiler.Derived derived = CompiledNetwork.derived(nnd, recording);
    String page = TextPage.of(Explainer.explain(derived.pool(), derived.network(), recording.networks().get(0), RuleBook.load()));
    assertThat(page).contains("∂L/∂w = " + expected + "\n").doesNotContain("given_derivative(sin");
  }

  @Test
  void theValueKeepsItsBits() {
    String nnd = network("loss = sum(cubed(act(z))) + half_length(soft(z))");
    String plain = nnd.replaceAll("derivative [^\n]*", "");
    Network given = CompiledNetwork.of(nnd, Precision.DOUBLE).network();
    Network derived = CompiledNetwork.of(plain, Precision.DOUBLE).network();
    DataSet data = Gradients.data(given, 50, 5);
    double[] parameters = Gradients.perturb(given, 6);
    derived.copyFrom(parameters);
    double[] gradient = new double[parameters.length];
    double objective = given.lossAndGradient(data, gradient);
    double[] expected = new double[parameters.length];
    assertThat(objective).isEqualTo(derived.lossAndGradient(data, expected));
    assertThat(gradient).containsExactly(expected, within(1e-12));
  }

  /** A straight-through estimator steps forward and passes the gradient on. */
  @Test
  void aStraightThroughEstimatorHasNoClause() {
    CompiledNetwork compiled = CompiledNetwork.of("""
        fn through(z) = z + stop_gradient(step(z) - z)
        network N {
          input x : [2]
          param w : [2] = 0.5
          output p = through(w * x)
          loss = sum(p)
        }
        """, Precision.DOUBLE);
    DataSet data = DataSet.builder(compiled.network().signature().fields()).doubles(0, new double[][] {{3, -5}}).build();
    double[] gradient = new double[2];
    assertThat(compiled.network().lossAndGradient(data, gradient)).isEqualTo(1);
    assertThat(gradient).containsExactly(new double[] {3, -5}, within(1e-15));
  }
}
