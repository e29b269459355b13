package dev.nnd.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.compiler.testing.Gradients;
import dev.nnd.compiler.testing.Judge;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every emitted gradient against central differences and against the interpreter, for every activation and loss. */
class EmittedGradientTest {
  private static final int EXAMPLES = 13;

  @ParameterizedTest
  @ValueSource(strings = {
    "logistic", "sigmoid", "tanh", "hard_logistic", "hard_tanh", "relu", "leaky_relu", "elu", "selu", "softplus", "swish",
    "gelu", "gelu_tanh", "mish", "softsign", "identity", "softmax", "log_softmax", "sin", "cos", "atan", "asinh",
    "erf", "exp", "expm1", "abs", "sinh", "cosh"
  })
  void activation(String activation) {
    check(activation, """
        network N {
          input x : [5]
          target y : [3]
          param W1 : [7, 5] ~ normal(0, 0.5)
          param b1 : [7] = 0.1
          param W2 : [3, 7] ~ normal(0, 0.5)
          param b2 : [3] = 0
          h = ACTIVATION(W1 @ x + b1)
          output p = W2 @ h + b2
          loss = squared_error(p, y)
          regularizer = 0.01 * sumsq(W1) + 0.02 * sumabs(W2)
        }
        """.replace("ACTIVATION", activation));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "squared_error(z, y)", "mse(z, y)", "mae(z, y)", "huber(z, y)", "huber(z, y, delta = 0.5)",
    "binary_cross_entropy(logistic(z), y)", "cross_entropy(softmax(z), softmax(y))", "kl_divergence(softmax(y), softmax(z))"
  })
  void lossOfNumbers(String loss) {
    check(loss, """
        network N {
          input x : [4]
          target y : [3] in 0..1
          param W : [3, 4] ~ normal(0, 1)
          param b : [3] = 0
          z = W @ x + b
          output p = z
          loss = LOSS
        }
        """.replace("LOSS", loss));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross_entropy(softmax(z), y)", "multiclass_hinge(z, y)", "squared_error(softmax(z), y)"})
  void lossOfLabels(String loss) {
    check(loss, """
        network N {
          input x : [4]
          target y : class[3]
          param W : [3, 4] ~ normal(0, 1)
          param b : [3] = 0
          z = W @ x + b
          output p = softmax(z)
          loss = LOSS
          metric accuracy = hit(p, y)
        }
        """.replace("LOSS", loss));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hinge(z, 2y - 1)", "binary_cross_entropy(logistic(z), y)", "squared_error(z, y)"})
  void lossOfOneNumber(String loss) {
    check(loss, """
        network N {
          input x : [4]
          target y in 0..1
          param w : [4] ~ normal(0, 1)
          param b = 0
          z = dot(w, x) + b
          output p = logistic(z)
          loss = LOSS
        }
        """.replace("LOSS", loss));
  }

  private static void check(String name, String nnd) {
    CompiledNetwork compiled = CompiledNetwork.of(nnd, Precision.DOUBLE);
    DataSet data = Gradients.data(compiled.network(), EXAMPLES, 5);
    double[] parameters = Gradients.perturb(compiled.network(), 6);
    Gradients.check(name, compiled.network(), data, parameters);
    Judge judge = new Judge(CompiledNetwork.derived(nnd), data, parameters);
    double[] gradient = new double[parameters.length];
    double objective = compiled.network().lossAndGradient(data, gradient);
    assertThat(objective).as(name).isCloseTo(judge.objective(), within(1e-12 * Math.max(1, Math.abs(objective))));
    double[] expected = judge.gradient();
    for (int i = 0; i < gradient.length; i++) {
      assertThat(gradient[i]).as(name + " element " + i).isCloseTo(expected[i], within(1e-11 * Math.max(1, Math.abs(expected[i]))));
    }
  }
}
