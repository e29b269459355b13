package dev.nnd.compiler.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.syntax.Declaration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each function of the core library as the formula that it stands for. */
class LibraryTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "logistic(x)      | logistic(x[i])",
    "sigmoid(x)       | logistic(x[i])",
    "hard_logistic(x) | clamp(x[i] / 4 + 0.5, 0, 1)",
    "hard_tanh(x)     | clamp(x[i], -1, 1)",
    "relu(x)          | max(0, x[i])",
    "leaky_relu(x)    | if x[i] > 0 then x[i] else 0.01 * x[i]",
    "leaky_relu(x, slope = 1/2) | if x[i] > 0 then x[i] else x[i] / 2",
    "elu(x)           | if x[i] > 0 then x[i] else exp(x[i]) - 1",
    "softplus(x)      | softplus(x[i])",
    "swish(x)         | x[i] * logistic(x[i])",
    "softsign(x)      | x[i] / (abs(x[i]) + 1)",
    "mish(x)          | x[i] * tanh(softplus(x[i]))",
    "step(x)          | if x[i] > 0 then 1 else 0",
    "softmax(x)       | exp(x[i]) / sum(j: exp(x[j]))",
    "log_softmax(x)   | x[i] - logsumexp(j: x[j])",
    "xlogy(x, y)      | if x[i] == 0 then 0 else x[i] * log(y[i])",
    "logaddexp(x, y)  | logaddexp(x[i], y[i])",
    "log1mexp(x)      | log1mexp(x[i])",
    "logit(x)         | logit(x[i])",
    "hypot(x, y)      | hypot(x[i], y[i])"
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

  /** The year of a publication, or signs that only formulas have. */
  private static final Pattern SOURCE_OR_FORMULA = Pattern.compile("\\b(1[6-9]|20)\\d\\d\\b|[Σ√|^=²]|\\w\\[");

  @Test
  void everyEntryIsDocumentedWithItsSourceOrFormula() {
    for (Declaration declaration : Elaborated.LIBRARY.core().declarations()) {
      boolean fn = declaration instanceof Declaration.FnDecl;
      String name = fn ? ((Declaration.FnDecl) declaration).name().name() : ((Declaration.LayerDecl) declaration).name().name();
      Optional<String> doc = fn ? ((Declaration.FnDecl) declaration).doc() : ((Declaration.LayerDecl) declaration).doc();
      assertThat(doc).as(name).isPresent();
      assertThat(doc.get()).as(name).containsPattern(SOURCE_OR_FORMULA);
    }
  }
}
