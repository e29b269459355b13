package dev.nnd.compiler.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.syntax.Declaration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each function of the core library as the formula that it stands for. */
class LibraryTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "logistic(x)      | 1 / (exp(-x[i]) + 1)",
    "sigmoid(x)       | 1 / (exp(-x[i]) + 1)",
    "hard_logistic(x) | clamp(x[i] / 4 + 0.5, 0, 1)",
    "hard_tanh(x)     | clamp(x[i], -1, 1)",
    "relu(x)          | max(0, x[i])",
    "leaky_relu(x)    | if x[i] > 0 then x[i] else 0.01 * x[i]",
    "leaky_relu(x, slope = 1/2) | if x[i] > 0 then x[i] else x[i] / 2",
    "elu(x)           | if x[i] > 0 then x[i] else exp(x[i]) - 1",
    "softplus(x)      | log(exp(x[i]) + 1)",
    "swish(x)         | x[i] / (exp(-x[i]) + 1)",
    "softsign(x)      | x[i] / (abs(x[i]) + 1)",
    "mish(x)          | x[i] * tanh(log(exp(x[i]) + 1))",
    "step(x)          | if x[i] > 0 then 1 else 0",
    "softmax(x)       | exp(x[i]) / sum(j: exp(x[j]))",
    "log_softmax(x)   | x[i] - logsumexp(j: x[j])",
    "xlogy(x, y)      | if x[i] == 0 then 0 else x[i] * log(y[i])",
    "logaddexp(x, y)  | log(exp(x[i]) + exp(y[i]))",
    "log1mexp(x)      | log(1 - exp(x[i]))",
    "logit(x)         | log(x[i] / (1 - x[i]))",
    "hypot(x, y)      | sqrt(x[i]^2 + y[i]^2)"
  })
  void activations(String call, String formula) {
    assertThat(Elaborated.network("input x : [3]  input y : [3]  output h = " + call).definition("h")).isEqualTo("[3] " + formula);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "squared_error(x, y)    | sum(i: (x[i] - y[i])^2) / 2",
    "mse(x, y)              | sum(i: (x[i] - y[i])^2) / 3",
    "mae(x, y)              | sum(i: abs(x[i] - y[i])) / 3",
    "cross_entropy(x, y)    | -sum(i: y[i] * log(x[i]))",
    "binary_cross_entropy(x, y) | -sum(i: y[i] * log(x[i]) + (1 - y[i]) * log(1 - x[i]))",
    "hinge(x, y)            | sum(i: max(0, 1 - x[i] * y[i]))",
    "multiclass_hinge(x, y) | max(i: x[i] - y[i] + 1) - sum(i: x[i] * y[i])",
    "kl_divergence(x, y)    | sum(i: if x[i] > 0 then x[i] * log(x[i] / y[i]) else 0)",
    "sumsq(x)               | sum(i: x[i]^2)",
    "sumabs(x)              | sum(i: abs(x[i]))",
    "norm(x)                | sqrt(sum(i: x[i]^2))",
    "dot(x, y)              | sum(i: x[i] * y[i])",
    "hit(x, y)              | if argmax(i: x[i]) == argmax(i: y[i]) then 1 else 0",
    "zero_one(x, y)         | if argmax(i: x[i]) == argmax(i: y[i]) then 0 else 1"
  })
  void lossesAndMetrics(String call, String formula) {
    assertThat(Elaborated.network("input x : [3]  input y : [3]  output h = " + call).definition("h")).isEqualTo("[] " + formula);
  }

  @Test
  void aSingleNumberHitsOnTheSameSideOfOneHalf() {
    assertThat(Elaborated.network("input x  input y : [] in 0..1  output h = hit(x, y)").definition("h")).isEqualTo(
        "[] if (if x - 0.5 > 0 then 1 else 0) == (if y - 0.5 > 0 then 1 else 0) then 1 else 0");
  }

  @Test
  void matrices() {
    assertThat(Elaborated.network("input x : [3]  input y : [2]  output h = outer(x, y)").definition("h")).isEqualTo("[3, 2] x[i] * y[j]");
    assertThat(Elaborated.network("output h = 2 * eye(3)").definition("h")).isEqualTo("[3, 3] 2 * (if i == j then 1 else 0)");
  }

  @Test
  void everyEntryIsDocumented() {
    for (Declaration declaration : Elaborated.LIBRARY.core().declarations()) {
      if (declaration instanceof Declaration.FnDecl fn && !fn.name().name().endsWith("_of_vector")) {
        assertThat(fn.doc()).as(fn.name().name()).isPresent();
      } else if (declaration instanceof Declaration.LayerDecl layer) {
        assertThat(layer.doc()).as(layer.name().name()).isPresent();
      }
    }
  }
}
