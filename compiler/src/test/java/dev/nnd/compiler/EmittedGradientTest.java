package dev.nnd.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.compiler.testing.Gradients;
import dev.nnd.compiler.testing.Judge;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Precision;
import org.junit.jupiter.api.Test;
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
          target y : [] in 0..1
          param w : [4] ~ normal(0, 1)
          param b = 0
          z = dot(w, x) + b
          output p = logistic(z)
          loss = LOSS
        }
        """.replace("LOSS", loss));
  }

  /** Definitions of {@code q : [3]} of {@code x : [6]}, {@code A : [3, 6]}, {@code B : [3, 4, 6]}, {@code c : [3]}. */
  @ParameterizedTest
  @ValueSource(strings = {
    "q[i] = sum(k: A[i, k] * x[k]) + c[i]",
    "q[i] = max(k: A[i, k] * x[k])",
    "q[i] = min(k: A[i, k] + x[k])",
    "q[i] = prod(k: 0.3 * A[i, k] + x[k])",
    "q[i] = logsumexp(k: A[i, k] * x[k])",
    "q[i] = norm(k: A[i, k] * x[k])",
    "q[i] = norm(k: A[i, k] * 2c[i])",
    "q[i] = norm(j, k: B[i, j, k] * x[k]) * norm(B)",
    "q = sqrt(sum(A^2)) * c / norm(c)",
    "q = hypot(c, A @ x) + hypot(2, c) + sqrt(c^2 + 1)",
    "q = hypot(x[0:3] - x[0:3], c)",
    "q = logaddexp(c, A @ x) + log(exp(c) + exp(2c))",
    "q = log1mexp(-abs(c) - 0.1) * x[0:3]",
    "q = logit(0.1 + 0.8 * logistic(A @ x)) + logit(logistic(c))",
    "o = logistic(c); u = logit(o); q = u * x[1:4] + log(o) - log(1 - o)",
    "q[i] = max(p: sum(k: B[i, p, k] * x[k]))",
    "q[i] = sum(k < 3: A[i, 2k] * x[2k + 1])",
    "q[i] = sum(r < 2: x[2i + r] * c[i])",
    "q[i] = max(r < 2: c[i] * x[2i + r])",
    "q[i] = sum(k: if k <= i then A[i, k] * x[k] else c[i])",
    "q[i] = if c[i] > 0 then sum(k: A[i, k]^2 * x[k]) else 3c[i]",
    "q = A[:, 0] * c + A[:, 5]",
    "q = x[1:4] * c",
    "q = concat(A[0:2, :] @ x, [c[1]])",
    "q = [c[0] * x[1], sum(A), 2]",
    "q = stack(c[0] * c[1], dot(x, x) * c[2], c[0])",
    "q = [1, 2, 3; 4, 5, 6; 7, 8, 9] @ c",
    "q = [1, 0, 2; 0, 1, 0; 2, 0, 1.5] @ A @ x",
    "u = A.T @ c; q = A @ u",
    "u = outer(c, c) @ c; q = u - mean(c)",
    "q = c * norm(A @ x)",
    "q = pad(c, [1])[0:3]",
    "q = reshape(A @ A.T, [9])[2:5] * c",
    "q = A @ (x * x + 1) / (1 + sumsq(c))",
    "q[i] = sum(j, k: B[i, j, k] * x[k] * c[i] * A[1, k])",
    "q[i] = sum(j, k: A[i, j] * A[k, j] * c[k])",
    "q[i] = sum(k: A[i, k] * tanh(x[k]) * A[0, k])",
    "q[i] = sum(j < 3, k: A[j, k] * x[k] * c[j] * c[i])",
    "q[i] = c[i] * sum(k < 3: A[k, k])",
    "C = A @ A.T; q = C @ c + sum(A)^2 * c",
    "q[i] = sum(j, k: B[i, j, k] * x[k] * x[0]); u = sum(q)^2",
    "q = softmax(A @ x) * c",
    "q = log(1 + exp(A @ x)) - c^3",
    "q = clamp(A @ x, -0.5, 0.5) * c",
    "q = sqrt(1 + c^2) + (c^2 + 1)^c",
    "q = stop_gradient(c) * 0 + A @ tanh(x) + c"
  })
  void definition(String definitions) {
    check(definitions, """
        network N {
          input x : [6]
          target y : [3]
          param A : [3, 6] ~ normal(0, 0.5)
          param B : [3, 4, 6] ~ normal(0, 0.5)
          param c : [3] ~ normal(0, 1)
          DEFINITIONS
          output p = q
          loss = squared_error(q, y) + 0.001 * sumsq(B) + 0.001 * sumsq(A)
        }
        """.replace("DEFINITIONS", definitions));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "dense(4, relu)(x)", "dense(4)(x)", "dense(3, softmax)(dense(5, tanh)(x))", "maxout(3, pieces = 4)(x)",
    "prelu()(dense(4)(x))", "maxout(2)(maxout(3)(x))"
  })
  void layer(String layers) {
    check(layers, """
        network N {
          input x : [6]
          h = LAYERS
          output p = h
          loss = sumsq(h) + sum(h)
        }
        """.replace("LAYERS", layers));
  }

  /** The gradient reads what the regularizer computes on its way, or shares it with the loss or a metric. */
  @ParameterizedTest
  @ValueSource(strings = {
    "regularizer = sumsq(W)^2", "regularizer = logsumexp(W) + norm(b)", "regularizer = exp(sum(W)) * sumsq(b)",
    "regularizer = prod(i: W[i]) + max(W) * min(W)", "q = softmax(W); regularizer = sum(q^2)",
    "q = tanh(W); regularizer = sumsq(q) + abs(b[0])", "regularizer = norm(W); metric m = norm(W) + sum(d)",
    "C = outer(W, b) @ outer(b, W); regularizer = sum(C)^2"
  })
  void regularizer(String definitions) {
    check(definitions, """
        network N {
          input x : [3]
          target y : [3]
          param W : [3] ~ normal(0, 1)
          param b : [3] ~ normal(0, 1)
          d = W * x + b
          DEFINITIONS
          output p = d
          loss = sum((d - y)^2) + 0.01 * sum(softmax(W) * d)
        }
        """.replace("DEFINITIONS", definitions));
  }

  /** What a branch that is not taken would divide by stays out of the gradient. */
  @ParameterizedTest
  @ValueSource(strings = {
    "e = if d > 0 then sqrt(d) + log(d) else 0", "o = log(d); e = if d > 0 then o^2 + d else d^2",
    "e = if d > 0 then d^(b^2 + 1) else -d", "o = sqrt(d); u = o * b + o; e = if d > 0 then u else 0"
  })
  void branch(String definitions) {
    CompiledNetwork compiled = CompiledNetwork.of("""
        network N {
          input x : [3]
          target y : [3]
          param W : [3] ~ normal(0, 1)
          param b : [3] ~ normal(0, 1)
          d = W * x
          DEFINITIONS
          output p = d
          loss = sum((e - y)^2) + sumsq(b)
        }
        """.replace("DEFINITIONS", definitions), Precision.DOUBLE);
    DataSet data = Gradients.data(compiled.network(), EXAMPLES, 5);
    Gradients.check(definitions, compiled.network(), data, Gradients.perturb(compiled.network(), 6));
  }

  /** Squares of 1e30 are beyond float, those of 1e-30 below it. */
  @ParameterizedTest
  @ValueSource(doubles = {1e30, 1e-30, 0})
  void normInFloat(double scale) {
    CompiledNetwork compiled = CompiledNetwork.of("""
        network N {
          input x : [2]
          param w : [2] = 0
          d = w + x
          output p = d
          loss = sqrt(sum(d^2)) + hypot(d[0], d[1])
          regularizer = norm(k: w[k])
        }
        """, Precision.FLOAT);
    DataSet data = DataSet.builder(compiled.network().signature().fields()).doubles(0, new double[][] {{0, 0}}).build();
    compiled.network().copyFrom(new double[] {3 * scale, -4 * scale});
    double[] gradient = new double[2];
    double objective = compiled.network().lossAndGradient(data, gradient);
    assertThat(objective).isCloseTo(15 * scale, within(1e-6 * 15 * scale));
    assertThat(gradient[0]).isCloseTo(scale == 0 ? 0 : 1.8, within(1e-6));
    assertThat(gradient[1]).isCloseTo(scale == 0 ? 0 : -2.4, within(1e-6));
  }

  /** Derivatives within a loss, of {@code u}, a small network of {@code x : [2]}; parameters' gradients pass through them. */
  @ParameterizedTest
  @ValueSource(strings = {
    "loss = sumsq(grad(u, x))",
    "loss = (d(u, t) - d(u, s, s))^2",
    "loss = (d(u, t) + u * d(u, s) - 0.1 * d(u, s, s))^2 + (u - y)^2",
    "loss = sumsq(jacobian(h, x)) + (u - y)^2",
    "loss = sumsq(hessian(u, x))",
    "loss = trace(hessian(u, x))^2",
    "loss = sumsq(hvp(u, x, x)) + sumsq(jvp(h, x, x)) + sumsq(vjp(h, x, h))",
    "loss = (u - y)^2 + 0.1 * (norm(grad(u, x)) - 1)^2",
    "e = (u - y)^2; loss = e + sumsq(grad(e, h))",
    "g = grad(u, x); loss = sumsq(grad(g[0], x))",
    "loss = sum(d(h, z)^2)",
    "loss = sumsq(jacobian(softmax(h), z) @ h)",
    "loss = (d(u, t) + stop_gradient(u))^2 * 0 + (d(u, s) - y)^2",
    "e = (u - y)^2; loss = e + 0.01 * sumsq(grad(e, W2))"
  })
  void derivativeInALoss(String definitions) {
    check(definitions, """
        network N {
          input x : [2]
          target y : []
          param W1 : [5, 2] ~ normal(0, 0.7)
          param b1 : [5] = 0.1
          param W2 : [4, 5] ~ normal(0, 0.7)
          param w : [4] ~ normal(0, 0.7)
          s = x[0]
          t = x[1]
          z = W2 @ tanh(W1 @ [s, t] + b1)
          h = logistic(z)
          u = dot(w, h)
          output p = u
          DEFINITIONS
        }
        """.replace("DEFINITIONS", definitions.replace("; ", "\n          ")));
  }

  /** Of functions' parameters under indices, of layers' parameters, of the loss itself, in a regularizer. */
  @Test
  void derivativesEverywhere() {
    check("everywhere", """
        fn cubes(v: [n]) = d(v^3, v)
        fn slopes(v: [n]) = jacobian(v * sum(v), v)
        fn total(v: [n]) = grad(sum(v)^2, v)
        fn along(v: [n], w) = hvp(sum(v^3), v, w)
        network N {
          input x : [3]
          target y : [] in 0..1
          param A : [4, 3] ~ normal(0, 1)
          param B : [4, 3] ~ normal(0, 1)
          q[i] = sum(cubes(A[i] * x))
          J[i] = sum(slopes(A[i]) @ x)
          G[i, k < 3] = total(A[i])[k] * x[k]
          H[i] = dot(along(A[i], B[i]), x)
          h = dense(3, tanh)(x)
          repeat 2 { h = dense(3, tanh)(h) }
          s = sumsq(h)
          output p = q + J + H + rowwise(total, A) @ x
          loss = sumsq(p - y) + sum(G^2) + s + sumsq(grad(s, h.W))
          regularizer = 0.01 * sumsq(grad(sumsq(A)^2, A)) + 0.1 * sumsq(hvp(sum(B^4), B, A))
          metric slope = norm(grad(loss, x))
        }
        """);
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
