package dev.nnd.compiler.library;

import static dev.nnd.compiler.library.Plain.logistic;
import static dev.nnd.compiler.library.Plain.softmax;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The library's functions, as they are compiled, against the textbook's formulas in plain Java. */
class FunctionValuesTest {
  private static final int N = 4;

  private static final Map<String, DoubleUnaryOperator> POINTWISE = new LinkedHashMap<>();

  static {
    POINTWISE.put("logistic(z)", Plain::logistic);
    POINTWISE.put("sigmoid(z)", Plain::logistic);
    POINTWISE.put("hard_logistic(z)", z -> Math.min(1, Math.max(0, 0.25 * z + 0.5)));
    POINTWISE.put("hard_tanh(z)", z -> Math.min(1, Math.max(-1, z)));
    POINTWISE.put("relu(z)", z -> Math.max(0, z));
    POINTWISE.put("leaky_relu(z)", z -> z > 0 ? z : 0.01 * z);
    POINTWISE.put("leaky_relu(z, slope = 0.3)", z -> z > 0 ? z : 0.3 * z);
    POINTWISE.put("elu(z)", z -> z > 0 ? z : Math.expm1(z));
    POINTWISE.put("elu(z, gamma = 2)", z -> z > 0 ? z : 2 * Math.expm1(z));
    POINTWISE.put("selu(z)", z -> 1.0507009873554805 * (z > 0 ? z : 1.6732632423543773 * Math.expm1(z)));
    POINTWISE.put("softplus(z)", z -> Math.log1p(Math.exp(z)));
    POINTWISE.put("swish(z)", z -> z * logistic(z));
    POINTWISE.put("gelu(z)", z -> z / 2 * (1 + erf(z / Math.sqrt(2))));
    POINTWISE.put("gelu_tanh(z)", z -> z / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z))));
    POINTWISE.put("mish(z)", z -> z * Math.tanh(Math.log1p(Math.exp(z))));
    POINTWISE.put("softsign(z)", z -> z / (1 + Math.abs(z)));
    POINTWISE.put("identity(z)", z -> z);
    POINTWISE.put("step(z)", z -> z > 0 ? 1 : 0);
    POINTWISE.put("xlogy(z, 2)", z -> z * Math.log(2));
    POINTWISE.put("logaddexp(z, 1)", z -> Math.log(Math.exp(z) + Math.E));
    POINTWISE.put("log1mexp(-z^2 - 1)", z -> Math.log(1 - Math.exp(-z * z - 1)));
    POINTWISE.put("logit(logistic(z))", z -> z);
    POINTWISE.put("hypot(z, 2)", z -> Math.sqrt(z * z + 4));
  }

  /** Its Maclaurin series, which converges everywhere. */
  private static double erf(double z) {
    double term = z;
    double sum = z;
    for (int n = 1; n < 100; n++) {
      term *= -z * z / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void pointwiseFunctions(Precision precision) {
    String all = POINTWISE.keySet().stream().collect(Collectors.joining(", "));
    Compared.check("input x : [4]  param a : [4] = 1  z = a * x  h = concat(" + all + ")", precision, (p, x) ->
        POINTWISE.values().stream()
            .flatMapToDouble(f -> IntStream.range(0, N).mapToDouble(i -> f.applyAsDouble(p.get("a")[i] * x[i])))
            .toArray());
  }

  @Test
  void alongTheLastAxis() {
    Compared.check("""
        input x : [2, 3]  param a : [2, 3] = 1  z = a * x
        h = concat(flatten(softmax(z)), flatten(log_softmax(z)), stack(logsumexp(z)))
        """, (p, x) -> {
      double[] h = new double[13];
      double[] z = IntStream.range(0, 6).mapToDouble(i -> p.get("a")[i] * x[i]).toArray();
      for (int i = 0; i < 6; i++) {
        double share = softmax(Arrays.copyOfRange(z, i / 3 * 3, i / 3 * 3 + 3))[i % 3];
        h[i] = share;
        h[6 + i] = Math.log(share);
      }
      h[12] = Math.log(Arrays.stream(z).map(Math::exp).sum());
      return h;
    });
  }

  @Test
  void losses() {
    Compared.check("""
        input x : [8]  param a : [4] = 1
        p = a * x[0:4]
        y = x[4:8]
        s = if y > 0 then 1 else -1
        h = stack(squared_error(p, y), mse(p, y), mae(p, y), huber(p, y), huber(p, y, delta = 0.3),
            binary_cross_entropy(logistic(p), logistic(y)), cross_entropy(softmax(p), softmax(y)), hinge(p, s),
            kl_divergence(softmax(p), softmax(y)), sumsq(p), sumabs(p), norm(p), dot(p, y))
        """, (parameters, x) -> {
      double[] p = IntStream.range(0, N).mapToDouble(i -> parameters.get("a")[i] * x[i]).toArray();
      double[] y = Arrays.copyOfRange(x, 4, 8);
      double[] share = softmax(p);
      double[] target = softmax(y);
      double[] h = new double[13];
      for (int i = 0; i < N; i++) {
        double d = p[i] - y[i];
        h[0] += d * d / 2;
        h[1] += d * d / N;
        h[2] += Math.abs(d) / N;
        h[3] += (Math.abs(d) <= 1 ? d * d / 2 : Math.abs(d) - 0.5) / N;
        h[4] += (Math.abs(d) <= 0.3 ? d * d / 2 : 0.3 * (Math.abs(d) - 0.15)) / N;
        h[5] -= logistic(y[i]) * Math.log(logistic(p[i])) + (1 - logistic(y[i])) * Math.log(1 - logistic(p[i]));
        h[6] -= target[i] * Math.log(share[i]);
        h[7] += Math.max(0, 1 - (y[i] > 0 ? 1 : -1) * p[i]);
        h[8] += share[i] * Math.log(share[i] / target[i]);
        h[9] += p[i] * p[i];
        h[10] += Math.abs(p[i]);
        h[11] += p[i] * p[i];
        h[12] += p[i] * y[i];
      }
      h[11] = Math.sqrt(h[11]);
      return h;
    });
  }

  @Test
  void matrices() {
    Compared.check("""
        input x : [3]  param A : [3, 3] ~ normal(0, 1)
        h = (outer(x, A[0]) + 2 * eye(3)) @ x + trace(A)
        """, (p, x) -> {
      double[] A = p.get("A");
      double dot = A[0] * x[0] + A[1] * x[1] + A[2] * x[2];
      return IntStream.range(0, 3).mapToDouble(i -> x[i] * dot + 2 * x[i] + A[0] + A[4] + A[8]).toArray();
    });
  }

  @Test
  void metricsOfLabels() {
    Network network = CompiledNetwork.of("""
        network N {
          input s : [4]
          target y : class[4]
          param a : [] = 1
          loss = multiclass_hinge(a * s, y)
          metric right = hit(s, y)
          metric wrong = zero_one(s, y)
          metric among_two = hit_at(s, y, 2)
          metric among_three = hit_at(s, y, k = 3)
        }
        """, Precision.DOUBLE).network();
    double[][] scores = {{0.1, 0.9, 0.3, 0.2}, {0.1, 0.9, 0.3, 0.2}, {0.1, 0.9, 0.3, 0.2}, {0.5, 0.1, 0.2, 0.3}};
    assertThat(network.evaluate(network.data().doubles(0, scores).labels(1, new int[] {1, 2, 0, 2}).build()).metrics().values())
        .containsExactly(1 / 4.0, 3 / 4.0, 2 / 4.0, 3 / 4.0);
    double hinges = (1 - 0.9 + 0.3) + (1 - 0.3 + 0.9) + (1 - 0.1 + 0.9) + (1 - 0.2 + 0.5);
    assertThat(network.evaluate(network.data().doubles(0, scores).labels(1, new int[] {1, 2, 0, 2}).build()).loss())
        .isCloseTo(hinges / 4, within(1e-12));
  }
}
