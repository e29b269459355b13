package dev.nnd.compiler.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Interpreter;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.compiler.testing.Elaborated;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The identities of Petersen and Pedersen, "The Matrix Cookbook", 2012, sections 2.4 to 2.8, and of the usual maps of
 * neural networks, by the interpreter at random points, and their left sides against central differences.
 */
class MatrixIdentitiesTest {
  /** {@code x, a, c : [3]}, {@code b, z : [4]}, {@code t : []}, {@code X, A, S, W : [3, 3]}, {@code M, Y : [3, 4]}, {@code B : [4, 3]}. */
  private static final String DECLARATIONS = """
      param x : [3] ~ zeros  param a : [3] ~ zeros  param c : [3] ~ zeros  param b : [4] ~ zeros  param z : [4] ~ zeros
      param t = 0
      param X : [3, 3] ~ zeros  param A : [3, 3] ~ zeros  param W : [3, 3] ~ zeros
      param M : [3, 4] ~ zeros  param Y : [3, 4] ~ zeros  param B : [4, 3] ~ zeros
      """;

  private record Case(Elaborated elaborated, Map<Leaf, double[]> point) {
    static Case of(String definitions) {
      Elaborated elaborated = Elaborated.of("network N {\n" + DECLARATIONS + definitions + "\noutput p = x\n}");
      Random random = new Random(7);
      Map<Leaf, double[]> point = new HashMap<>();
      for (Leaf leaf : elaborated.parameters()) {
        int size = leaf.shape().stream().reduce(1, Math::multiplyExact);
        point.put(leaf, random.doubles(size, 0.2, 1.7).toArray());
      }
      return new Case(elaborated, point);
    }

    double[] values(String name) {
      Model.Value value = value(name);
      return new Interpreter(point::get, 1, true).elements(value.element(), value.shape());
    }

    Model.Value value(String name) {
      return elaborated.model().values().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
    }

    /** All partial derivatives of a value by a parameter, those of one element after those of another. */
    double[] differences(String name, String parameter) {
      Leaf leaf = elaborated.parameters().stream().filter(l -> l.name().equals(parameter)).findFirst().orElseThrow();
      double[] at = point.get(leaf);
      int rows = values(name).length;
      double[] result = new double[rows * at.length];
      for (int i = 0; i < at.length; i++) {
        double before = at[i];
        at[i] = before + 1e-5;
        double[] above = values(name);
        at[i] = before - 1e-5;
        double[] below = values(name);
        at[i] = before;
        for (int row = 0; row < rows; row++) {
          result[row * at.length + i] = (above[row] - below[row]) / 2e-5;
        }
      }
      return result;
    }
  }

  private static void assertClose(String what, double[] actual, double[] expected, double tolerance) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).as(what + " element " + i).isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
    }
  }

  private static String text(Model.Value value) {
    Expr element = value.element();
    return element instanceof Access access && access.tensor() instanceof Definition definition ? definition.body().toString() : element.toString();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      dot(x, a) | x | a
      dot(x, A @ x) | x | (A + A.T) @ x
      dot(x, (A + A.T) @ x) | x | 2 * (A + A.T) @ x
      dot(a, M @ b) | M | outer(a, b)
      dot(b, M.T @ a) | M | outer(a, b)
      dot(a, X @ a) | X | outer(a, a)
      dot(a, X.T @ X @ c) | X | X @ (outer(a, c) + outer(c, a))
      dot(X @ a + c, A @ (X @ a + c)) | X | outer((A + A.T) @ (X @ a + c), a)
      trace(X) | X | eye(3)
      trace(A @ X) | X | A.T
      trace(X @ A) | X | A.T
      trace(A @ X @ W) | X | A.T @ W.T
      trace(A @ X.T) | X | A
      trace(X.T @ A @ X) | X | (A + A.T) @ X
      trace(X @ A @ X.T) | X | X @ (A + A.T)
      trace(X.T @ X) | X | 2 * X
      trace(X @ X) | X | 2 * X.T
      trace(X @ X @ X) | X | 3 * (X @ X).T
      trace(A @ X @ W @ X.T) | X | A.T @ X @ W.T + A @ X @ W
      trace((X - A).T @ (X - A)) | X | 2 * (X - A)
      trace(B @ M) | M | B.T
      sum(X) | X | outer([1, 1, 1], [1, 1, 1])
      sumsq(X) | X | 2 * X
      norm(X) | X | X / norm(X)
      sumsq(A @ X - W) | X | 2 * A.T @ (A @ X - W)
      norm(x - a) | x | (x - a) / norm(x - a)
      sumsq(x) | x | 2 * x
      norm(x) | x | x / norm(x)
      sumsq(A @ x - c) | x | 2 * A.T @ (A @ x - c)
      dot(A @ x - c, W @ (A @ x - c)) | x | A.T @ (W + W.T) @ (A @ x - c)
      sumsq(M @ b - a) | M | 2 * outer(M @ b - a, b)
      sumsq(x)^2 | x | 4 * sumsq(x) * x
      1 / sumsq(x) | x | -2 * x / sumsq(x)^2
      dot(x, a) * dot(x, c) | x | a * dot(x, c) + c * dot(x, a)
      dot(x, a) / dot(x, c) | x | a / dot(x, c) - c * dot(x, a) / dot(x, c)^2
      sum(exp(A @ x)) | x | A.T @ exp(A @ x)
      sum(tanh(A @ x)) | x | A.T @ (1 - tanh(A @ x)^2)
      sum(a * log(x)) | x | a / x
      sum(outer(x, x) * A) | x | (A + A.T) @ x
      sum(X * A) | X | A
      logsumexp(x) | x | softmax(x)
      logsumexp(A @ x) | x | A.T @ softmax(A @ x)
      max(x) | x | [if x[0] == max(x) then 1 else 0, if x[1] == max(x) then 1 else 0, if x[2] == max(x) then 1 else 0]
      prod(x) | x | prod(x) / x
      mean(x) | x | [1/3, 1/3, 1/3]
      cross_entropy(softmax(x), softmax(a)) | x | softmax(x) - softmax(a)
      dot(a, softmax(x)) | x | softmax(x) * (a - dot(a, softmax(x)))
      kl_divergence(softmax(a), softmax(x)) | x | softmax(x) - softmax(a)
      binary_cross_entropy(logistic(x), a) | x | logistic(x) - a
      sumsq(t * x - a) | t | 2 * dot(x, t * x - a)
      """)
  void gradients(String scalar, String variable, String expected) {
    Case c = Case.of("s = " + scalar + "\ng = grad(s, " + variable + ")\ne = " + expected);
    assertClose(scalar, c.values("g"), c.values("e"), 1e-12);
    assertClose(scalar + " by differences", c.values("g"), c.differences("s", variable), 1e-7);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      x                   | x | E[i < 3, j < 3] = if i == j then 1 else 0
      A @ x               | x | E[i < 3, j < 3] = A[i, j]
      A @ x + x           | x | E[i < 3, j < 3] = A[i, j] + (if i == j then 1 else 0)
      exp(x)              | x | E[i < 3, j < 3] = if i == j then exp(x[i]) else 0
      log(x)              | x | E[i < 3, j < 3] = if i == j then 1 / x[i] else 0
      sin(x)              | x | E[i < 3, j < 3] = if i == j then cos(x[i]) else 0
      tanh(x)             | x | E[i < 3, j < 3] = if i == j then 1 - tanh(x[i])^2 else 0
      x * a               | x | E[i < 3, j < 3] = if i == j then a[i] else 0
      x * sum(x)          | x | E[i < 3, j < 3] = (if i == j then sum(x) else 0) + x[i]
      softmax(x)          | x | E[i < 3, j < 3] = (if i == j then softmax(x)[i] else 0) - softmax(x)[i] * softmax(x)[j]
      log_softmax(x)      | x | E[i < 3, j < 3] = (if i == j then 1 else 0) - softmax(x)[j]
      tanh(A @ x)         | x | E[i < 3, j < 3] = (1 - tanh(A @ x)[i]^2) * A[i, j]
      A @ tanh(x)         | x | E[i < 3, j < 3] = A[i, j] * (1 - tanh(x[j])^2)
      B @ tanh(A @ x)     | x | E[i, j] = sum(k: B[i, k] * (1 - tanh(A @ x)[k]^2) * A[k, j])
      M.T @ tanh(M @ b)   | b | E[i, j] = sum(k: M[k, i] * (1 - tanh(M @ b)[k]^2) * M[k, j])
      M @ b               | M | E[i < 3, j < 3, k < 4] = if i == j then b[k] else 0
      outer(x, a)         | x | E[i < 3, j < 3, k < 3] = if i == k then a[j] else 0
      X.T                 | X | E[i < 3, j < 3, k < 3, l < 3] = if i == l and j == k then 1 else 0
      A @ X               | X | E[i < 3, j < 3, k < 3, l < 3] = if j == l then A[i, k] else 0
      X @ X               | X | E[i < 3, j < 3, k < 3, l < 3] = (if i == k then X[l, j] else 0) + (if j == l then X[i, k] else 0)
      x[1:3]              | x | E[i < 2, j < 3] = if i + 1 == j then 1 else 0
      concat(x, t * x)    | x | E[i < 6, j < 3] = if i == j then 1 else (if i == j + 3 then t else 0)
      t * x               | t | E[i] = x[i]
      dot(a, x)           | x | E[i] = a[i]
      grad(dot(x, A @ x), x) | x | E[i < 3, j < 3] = A[i, j] + A[j, i]
      """)
  void jacobians(String value, String variable, String expected) {
    Case c = Case.of("y = " + value + "\nJ = jacobian(y, " + variable + ")\n" + expected);
    assertClose(value, c.values("J"), c.values("E"), 1e-12);
    assertClose(value + " by differences", c.values("J"), c.differences("y", variable), 1e-7);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      dot(x, A @ x)       | x | E = A + A.T
      sumsq(A @ x - c)    | x | E = 2 * A.T @ A
      dot(A @ x - c, W @ (A @ x - c)) | x | E = A.T @ (W + W.T) @ A
      sumsq(x)            | x | E = 2 * eye(3)
      norm(x)             | x | E[i < 3, j < 3] = (if i == j then 1 / norm(x) else 0) - x[i] * x[j] / norm(x)^3
      logsumexp(x)        | x | E[i < 3, j < 3] = (if i == j then softmax(x)[i] else 0) - softmax(x)[i] * softmax(x)[j]
      cross_entropy(softmax(x), softmax(a)) | x | E[i < 3, j < 3] = (if i == j then softmax(x)[i] else 0) - softmax(x)[i] * softmax(x)[j]
      sum(exp(x))         | x | E[i < 3, j < 3] = if i == j then exp(x[i]) else 0
      dot(x, a)^2         | x | E = 2 * outer(a, a)
      dot(x, a) * dot(x, c) | x | E = outer(a, c) + outer(c, a)
      prod(x)             | x | E[i < 3, j < 3] = if i == j then 0 else prod(x) / (x[i] * x[j])
      sum(log(1 + exp(A @ x))) | x | E[i < 3, j < 3] = sum(k: A[k, i] * A[k, j] * logistic(A @ x)[k] * (1 - logistic(A @ x)[k]))
      trace(X.T @ A @ X)  | X | E[i < 3, j < 3, k < 3, l < 3] = if j == l then A[i, k] + A[k, i] else 0
      trace(X @ X)        | X | E[i < 3, j < 3, k < 3, l < 3] = if i == l and j == k then 2 else 0
      t^4                 | t | E = 12 * t^2
      """)
  void hessians(String scalar, String variable, String expected) {
    Case c = Case.of("s = " + scalar + "\ng = grad(s, " + variable + ")\nH = hessian(s, " + variable + ")\n"
        + "J = jacobian(grad(s, " + variable + "), " + variable + ")\n" + expected);
    assertClose(scalar, c.values("H"), c.values("E"), 1e-12);
    assertClose(scalar + " as Jacobian", c.values("J"), c.values("E"), 1e-12);
    assertClose(scalar + " by differences", c.values("H"), c.differences("g", variable), 1e-6);
  }

  /** Products with a Jacobian or Hessian that is never made, against the Jacobian or Hessian itself. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      jvp(y, x, a)                    | jacobian(y, x) @ a
      jvp(y, x, x)                    | jacobian(y, x) @ x
      vjp(y, x, b)                    | jacobian(y, x).T @ b
      vjp(y, x, y)                    | grad(sumsq(y) / 2, x)
      hvp(s, x, a)                    | hessian(s, x) @ a
      hvp(s, x, x)                    | hessian(s, x) @ x
      dot(b, jvp(y, x, a))            | dot(vjp(y, x, b), a)
      dot(c, hvp(s, x, a))            | dot(a, hvp(s, x, c))
      jvp(s, x, a)                    | dot(grad(s, x), a)
      vjp(s, x, 2)                    | 2 * grad(s, x)
      jvp(grad(s, x), x, a)           | hvp(s, x, a)
      vjp(grad(s, x), x, a)           | hvp(s, x, a)
      grad(dot(grad(s, x), a), x)     | hvp(s, x, a)
      jacobian(grad(s, x), x)         | hessian(s, x)
      jacobian(y, x)                  | B @ jacobian(h, x)
      jacobian(y, h) @ jacobian(h, x) | jacobian(y, x)
      d(h, u) * a                     | jvp(h, u, a)
      d(d(y, t), t)                   | d(y, t, t)
      jvp(y, x, a * t)                | t * jvp(y, x, a)
      vjp(w, M, b)                    | outer(a, b)
      """)
  void products(String left, String right) {
    Case c = Case.of("""
        u = A @ x
        h = tanh(u + t^2 * x)
        y = B @ h
        s = logsumexp(h) * sumsq(x)
        w = M.T @ a
        l = %s
        r = %s
        """.formatted(left, right));
    assertClose(left, c.values("l"), c.values("r"), 1e-12);
  }

  /** How they come out: nothing is left over, no delta where a sum selects. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      grad(dot(x, a), x)                    | a[i]
      grad(dot(x, A @ x), x)                | sum(j: A[i, j] * x[j]) + sum(j: A[j, i] * x[j])
      hessian(dot(x, A @ x), x)             | A[i, j] + A[j, i]
      grad(dot(a, M @ b), M)                | a[i] * b[j]
      grad(dot(a, X.T @ X @ c), X)          | a[j] * sum(k: X[i, k] * c[k]) + c[j] * sum(k: X[i, k] * a[k])
      grad(trace(X), X)                     | if i == j then 1 else 0
      grad(trace(A @ X), X)                 | A[j, i]
      grad(trace(A @ X @ W), X)             | sum(k: A[k, i] * W[j, k])
      grad(trace(X.T @ A @ X), X)           | sum(k: A[k, i] * X[k, j]) + sum(k: A[i, k] * X[k, j])
      grad(trace(X @ X), X)                 | 2 * X[j, i]
      grad(sumsq(X), X)                     | 2 * X[i, j]
      grad(sum(X), X)                       | 1
      hessian(sumsq(A @ x - c), x)          | 2 * sum(k: A[k, i] * A[k, j])
      hessian(sumsq(x), x)                  | if i == j then 2 else 0
      hessian(dot(x, a)^2, x)               | 2 * a[i] * a[j]
      hessian(trace(X.T @ A @ X), X)        | if j == l then A[i, k] + A[k, i] else 0
      hessian(trace(X @ X), X)              | if j == k and i == l then 2 else 0
      grad(logsumexp(x), x)                 | exp(x[i] - logsumexp(j: x[j]))
      grad(binary_cross_entropy(logistic(x), a), x) | logistic(x[i]) - a[i]
      jacobian(x, x)                        | if i == j then 1 else 0
      jacobian(A @ x, x)                    | A[i, j]
      jacobian(A @ x + x, x)                | A[i, j] + (if i == j then 1 else 0)
      jacobian(x * a, x)                    | if i == j then a[i] else 0
      jacobian(A @ X, X)                    | if j == l then A[i, k] else 0
      jacobian(X.T, X)                      | if j == k and i == l then 1 else 0
      jacobian(A @ tanh(x), x)              | A[i, j] * (1 - tanh(x[j])^2)
      d(x^3, x)                             | 3 * x[i]^2
      d(x * a, x)                           | a[i]
      d(tanh(x), x)                         | 1 - tanh(x[i])^2
      jvp(A @ x, x, c)                      | sum(j: A[i, j] * c[j])
      vjp(A @ x, x, c)                      | sum(j: A[j, i] * c[j])
      hvp(dot(x, A @ x), x, c)              | sum(j: A[j, i] * c[j]) + sum(j: A[i, j] * c[j])
      """)
  void areMinimal(String derivative, String expected) {
    assertThat(text(Case.of("r = " + derivative).value("r"))).isEqualTo(expected);
  }
}
