package dev.nnd.compiler.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Interpreter;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.rewrite.Trace;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.compiler.testing.Elaborated;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formulas and gradients as they are printed; each text is elaborated again and must mean the same. */
class MatrixNotationTest {
  private static final String SHAPES = """
      param A : [3, 3] ~ zeros
      param B : [3, 3] ~ zeros
      param C : [3, 3] ~ zeros
      param X : [3, 3] ~ zeros
      param M : [2, 3] ~ zeros
      param P : [2, 3] ~ zeros
      param R : [1, 3] ~ zeros
      param Q : [3, 1] ~ zeros
      param T : [2, 3, 2] ~ zeros
      param a : [3] ~ zeros
      param b : [3] ~ zeros
      param x : [3] ~ zeros
      param y : [3] ~ zeros
      param u : [2] ~ zeros
      param v : [2] ~ zeros
      param o : [1] ~ zeros
      param s : [] = 0
      """;

  // ---- values

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      M @ x + u                             | M @ x + u
      M.T @ u                               | M.T @ u
      A @ B                                 | A @ B
      A.T @ B.T                             | A.T @ B.T
      (A @ B) @ x                           | (A @ B) @ x
      A @ B @ x                             | A @ B @ x
      2 * (A @ B @ x)                       | 2 * (A @ B @ x)
      A @ (B @ C)                           | A @ (B @ C)
      2 * A @ x                             | 2 * A @ x
      A @ x / 3                             | A @ x / 3
      -A @ x                                | -A @ x
      A + A.T                               | A + A.T
      outer(u, x)                           | outer(u, x)
      2 * outer(u, x + 1)                   | 2 * outer(u, x + 1)
      M * outer(u, x)                       | outer(u, x) * M
      dot(x, y)                             | dot(x, y)
      sum(x * y * a)                        | sum(a * x * y)
      sum(x)                                | sum(x)
      sum(x^2)                              | sum(x^2)
      sum(A * B)                            | sum(A * B)
      trace(A)                              | trace(A)
      trace(A @ B)                          | sum(A * B.T)
      trace(A @ X @ B)                      | trace(A @ X @ B)
      dot(x, A @ x)                         | dot(x, A @ x)
      norm(x - y)                           | norm(x - y)
      x / norm(x)                           | x / norm(x)
      tanh(M @ x + u)                       | tanh(M @ x + u)
      s * tanh(x) * y                       | s * y * tanh(x)
      x + s                                 | s + x
      softmax(x)                            | softmax(x)
      softmax(A)                            | softmax(A)
      log_softmax(2x - y)                   | log_softmax(2x - y)
      softmax(x) - y                        | softmax(x) - y
      y - 3 * log_softmax(x)                | y - 3 * log_softmax(x)
      logsumexp(x)                          | logsumexp(x)
      max(A)                                | max(A)
      max(0, x)                             | max(0, x)
      argmax(x)                             | argmax(x)
      prod(x)                               | prod(x)
      if x > 0 then y else s * x            | if x > 0 then y else s * x
      if x > 0 and s < 1 then 1 else 0      | if x > 0 and s < 1 then 1 else 0
      A[1]                                  | A[1]
      A[:, 1]                               | A[:, 1]
      A[1, 2] * x                           | A[1, 2] * x
      x[1:3] + u                            | u + x[1:3]
      A[1:3].T @ u                          | A[1:3].T @ u
      R @ x + o                             | R @ x + o
      Q @ o                                 | o[0] * Q[:, 0]
      outer(o, x)                           | outer(o, x)
      outer(o, x) + R                       | outer(o, x) + R
      R.T @ o                               | o[0] * R[0]
      1 / (2 * s)                           | 0.5 / s
      1 / x + pi * y                        | pi * y + 1 / x
      (x + y)^2 / 0.3                       | (x + y)^2 / 0.3
      x^2 * exp(x)                          | x^2 * exp(x)
      sum(M @ x - u)                        | sum(M @ x - u)
      M @ (x - y)                           | M @ (x - y)
      M @ tanh(x)                           | M @ tanh(x)
      M * P @ x                             | (M * P) @ x
      """)
  void formulas(String formula, String expected) {
    Read read = new Read("output g = " + formula);
    read.check(read.value("g"), read.shape("g"), expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      g[i] = sum(j: A[i, j])                              | g[i] = sum(j: A[i, j])
      g[i] = max(k: T[0, i, k])                           | g[i] = max(j: T[0, i, j])
      g[i, j] = x[i] + y[j]                               | g[i, j] = x[i] + y[j]
      g[i, j < 3] = if i == j then x[i] else 0            | g[i, j < 3] = if i == j then x[i] else 0
      g[i, j, k] = T[i, j, k] * x[j]                      | g[i, j, k] = T[i, j, k] * x[j]
      g[i] = sum(j < 2: x[i + j] * u[j])                  | g[i < 2] = sum(j: u[j] * x[i + j])
      g[i] = A[i, i]                                      | g[i] = A[i, i]
      g[i] = x[i] * (if i > 0 then 1 else 2)              | g[i] = x[i] * (if i > 0 then 1 else 2)
      g[k] = sum(i, j: T[i, j, k])                        | g[i] = sum(j, k: T[j, k, i])
      """)
  void formulasWithIndices(String definition, String expected) {
    Read read = new Read("output " + definition);
    read.check(read.value("g"), read.shape("g"), expected);
  }

  /** What is read twice, or tried in vain, is read once: else each level would double the work. */
  @Test
  @Timeout(20)
  void deepNests() {
    String nest = "x";
    for (int i = 0; i < 40; i++) {
      nest = "tanh(A @ " + nest + ")";
    }
    Read read = new Read("output g = " + nest);
    read.check(read.value("g"), List.of(3), nest);
    String product = "s";
    for (int i = 0; i < 20; i++) {
      product = "sum(tanh(outer(x * " + product + ", y)))";
    }
    Read scalars = new Read("output g = " + product);
    scalars.check(scalars.value("g"), List.of(), null);
  }

  // ---- gradients

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      dot(a, x)                              | x | a
      dot(x, A @ x)                          | x | A @ x + A.T @ x
      sumsq(x)                               | x | 2x
      norm(x)                                | x | (if norm(x) == 0 then 0 else 1 / norm(x)) * x
      norm(x - a)                            | x | (if norm(x - a) == 0 then 0 else 1 / norm(x - a)) * (x - a)
      sumsq(M @ x - u)                       | x | 2 * M.T @ (M @ x - u)
      dot(u, M @ x)                          | M | outer(u, x)
      dot(x, M.T @ u)                        | M | outer(u, x)
      dot(M @ a, M @ x)                      | M | outer(M @ x, a) + outer(M @ a, x)
      trace(X)                               | X | g[i < 3, j < 3] = if i == j then 1 else 0
      trace(A @ X)                           | X | A.T
      trace(X @ A)                           | X | A.T
      trace(A @ X @ B)                       | X | A.T @ B.T
      trace(X.T @ X)                         | X | 2X
      sumsq(X)                               | X | 2X
      sum(X @ a)                             | X | g[i < 3, j] = a[j]
      logsumexp(x)                           | x | softmax(x)
      logsumexp(M @ x)                       | x | M.T @ softmax(M @ x)
      dot(a, softmax(x))                     | x | (a - dot(a, softmax(x))) * softmax(x)
      sum(tanh(x))                           | x | 1 / cosh(x)^2
      squared_error(tanh(M @ x + u), v)      | u | (tanh(M @ x + u) - v) / cosh(M @ x + u)^2
      squared_error(M @ x + u, v)            | M | outer(M @ x + u - v, x)
      max(x)                                 | x | g[i < 3] = if i == argmax(j: x[j]) then 1 else 0
      prod(x)                                | x | g[i < 3] = prod(j: if i == j then 1 else x[j])
      sum(exp(outer(u, x)))                  | x | exp(outer(x, u)) @ u
      A[1, 2]^2                              | A | g[i < 3, j < 3] = if i == 1 and j == 2 then 2 * A[1, 2] else 0
      sumsq(x[1:3] - u)                      | x | g[i < 3] = sum(j: if i == j + 1 then 2 * (x[j + 1] - u[j]) else 0)
      sumsq(concat(x, u))                    | u | 2u
      cross_entropy(softmax(A @ x), softmax(y)) | x | A.T @ (softmax(A @ x) - softmax(y))
      """)
  void gradients(String scalar, String by, String expected) {
    Read read = new Read("output g = grad(" + scalar + ", " + by + ")");
    read.check(read.value("g"), read.leaf(by).shape(), expected);
  }

  /** An elaborated network and what its formulas print as. */
  private static final class Read {
    private final ExprPool pool;
    private final Model model;

    Read(String statements) {
      Elaborated elaborated = Elaborated.of("network N {\n" + SHAPES + statements + "\n}");
      pool = elaborated.pool();
      model = elaborated.model();
    }

    Leaf leaf(String name) {
      return model.parameters().stream().map(Model.Kept::leaf).filter(leaf -> leaf.name().equals(name)).findFirst().orElseThrow();
    }

    private Model.Value named(String name) {
      return model.values().stream().filter(value -> value.name().equals(name)).findFirst().orElseThrow();
    }

    Expr value(String name) {
      return simple(named(name).element());
    }

    List<Integer> shape(String name) {
      return named(name).shape();
    }

    /** Without names, stable and simplified. */
    private Expr simple(Expr e) {
      return CompiledNetwork.compiler().derivation().simplify(pool, new Trace(), inlined(e));
    }

    private Expr inlined(Expr root) {
      Map<Tensor, Expr> bodies = new HashMap<>();
      for (Tensor tensor : Dag.tensors(List.of(root))) {
        bodies.put(tensor, tensor instanceof Definition definition ? inlined(definition.body(), bodies) : template(tensor, bodies));
      }
      return inlined(root, bodies);
    }

    private Expr template(Tensor tensor, Map<Tensor, Expr> bodies) {
      if (tensor instanceof Reduction reduction) {
        return pool.reduce(reduction.op(), reduction.bound(), inlined(reduction.body(), bodies));
      }
      if (tensor instanceof Scatter scatter) {
        return pool.element(pool.scatter(scatter.shape(), scatter.clauses().stream()
            .map(clause -> new Scatter.Clause(clause.axes(), clause.target(), inlined(clause.body(), bodies)))
            .toList()));
      }
      return pool.element(tensor);
    }

    private Expr inlined(Expr e, Map<Tensor, Expr> bodies) {
      List<Expr> children = e.children().stream().map(child -> inlined(child, bodies)).toList();
      return e instanceof Access access ? pool.at(bodies.get(access.tensor()), access.tensor(), children) : pool.rebuild(e, children);
    }

    void check(Expr e, List<Integer> shape, String expected) {
      List<Axis> axes = axes(shape);
      Notation.Equation equation = Notation.exact(pool).equation(new Formula.Symbol("g"), axes, e);
      String printed = NndText.of(equation);
      String name = equation.indexed() ? "" : "g = ";
      if (expected != null) {
        assertThat(printed).isEqualTo((expected.startsWith("g") ? "" : name) + expected);
      }
      Read again = new Read("output " + printed);
      double[] values = new Interpreter(Read::values, 1, false).elements(e, shape);
      double[] reread = new Interpreter(Read::values, 1, false).elements(again.named("g").element(), again.shape("g"));
      assertThat(again.shape("g")).as(printed).isEqualTo(shape);
      for (int i = 0; i < values.length; i++) {
        assertThat(reread[i]).as(printed + " at " + i).isCloseTo(values[i], within(1e-12 * Math.max(1, Math.abs(values[i]))));
      }
    }

    private static List<Axis> axes(List<Integer> shape) {
      return IntStream.range(0, shape.size()).mapToObj(i -> new Axis(i, shape.get(i))).toList();
    }

    /** The same for the same name. */
    private static double[] values(Leaf leaf) {
      if (leaf.kind() == Leaf.Kind.CONSTANT) {
        return leaf.values().stream().mapToDouble(Rational::doubleValue).toArray();
      }
      int count = leaf.shape().stream().reduce(1, Math::multiplyExact);
      return new Random(leaf.name().hashCode()).doubles(count, -1, 1).toArray();
    }
  }
}
