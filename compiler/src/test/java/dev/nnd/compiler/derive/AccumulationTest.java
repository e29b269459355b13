package dev.nnd.compiler.derive;

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
import dev.nnd.compiler.expr.LeafFacts;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Node;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.rewrite.Trace;
import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.compiler.testing.Elaborated;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reverse and forward accumulation against each other and against central differences; and what they cost. */
class AccumulationTest {
  private static final DerivativeTable TABLE = DerivativeReader.table();

  /** Scalars of {@code A : [3, 4]}, {@code v : [4]}, {@code w : [3]}, {@code t}. */
  @ParameterizedTest
  @ValueSource(strings = {
    "dot(w, A @ v)", "sumsq(A @ v - w)", "sum(tanh(A @ v) * w)", "trace(A @ A.T)", "sum(i, j: A[i, j] * w[i] * v[j])",
    "prod(v)", "prod(i: v[i] + t)", "sum(i: prod(j: A[i, j] + w[i]))", "max(A @ v)", "sum(i: max(j: A[i, j] * v[j]))",
    "min(i: w[i] * t)", "sum(i: min(j: A[i, j]))", "logsumexp(A @ v)", "sum(i: w[i] * logsumexp(j: A[i, j] + v[j]))",
    "sum(softmax(v) * v)", "cross_entropy(softmax(w), softmax(A @ v))", "norm(A @ v) * t",
    "sum(i: w[i] * norm(j: A[i, j] * v[j]))", "norm(i, j: A[i, j] * t)^2", "sum(hypot(v, t))", "logaddexp(t, dot(w, w))",
    "sum(concat(v, w)^3)", "sum(i < 2: v[2i] * v[2i + 1])", "sum(stack(t, v[0] * t, w[1])^2)", "sumsq([t, v[0]; w[0], t * t])",
    "sum(v[1:3] * v[0:2])", "sum(outer(w, v) * A)", "sum(i: if w[i] > 0 then log(w[i]) else t * w[i])",
    "sum(pad(v, [1])^2 * pad(v, [1]))", "sum(reshape(A, [12])[2:7]^2)", "exp(-sumsq(v) / 2) * t", "(1 + t^2)^(w[0])",
    "sum(i: A[i, 0] * (if i <= 1 then w[i] else t))", "mean(A) * mean(v)^2", "sum(i: stop_gradient(w[i]) * w[i])"
  })
  void agree(String scalar) {
    Elaborated elaborated = scalar(scalar);
    Map<Leaf, double[]> point = point(elaborated, new Random(1));
    assertThat(forward(elaborated, point)).isNotEmpty();
    Map<Leaf, double[]> reverse = reverse(elaborated, point);
    Map<Leaf, double[]> forward = forward(elaborated, point);
    Map<Leaf, double[]> differences = differences(elaborated, point);
    reverse.forEach((leaf, gradient) -> {
      assertClose(scalar + " by " + leaf, gradient, forward.get(leaf), 1e-12);
      if (!scalar.contains("stop_gradient")) {
        assertClose(scalar + " by " + leaf, gradient, differences.get(leaf), 1e-7);
      }
    });
  }

  private static Elaborated scalar(String scalar) {
    return Elaborated.of("""
        network N {
          param A : [3, 4] ~ zeros
          param v : [4] ~ zeros
          param w : [3] ~ zeros
          param t = 0
          loss = %s
        }
        """.formatted(scalar));
  }

  private static Map<Leaf, double[]> point(Elaborated elaborated, Random random) {
    Map<Leaf, double[]> point = new HashMap<>();
    elaborated.parameters().forEach(leaf -> point.put(leaf, random.doubles(size(leaf), -1.5, 1.5).toArray()));
    return point;
  }

  private static int size(Leaf leaf) {
    return leaf.shape().stream().reduce(1, Math::multiplyExact);
  }

  private static double[] elements(Expr e, Leaf shape, Map<Leaf, double[]> point) {
    return new Interpreter(point::get, 1, true).elements(e, shape.shape());
  }

  private static Map<Leaf, double[]> reverse(Elaborated e, Map<Leaf, double[]> point) {
    Map<Leaf, double[]> result = new HashMap<>();
    new ReverseAccumulation(e.pool(), TABLE).gradient(e.loss(), e.parameters())
        .forEach((leaf, gradient) -> result.put(leaf, elements(gradient, leaf, point)));
    return result;
  }

  /** Column by column, along unit vectors. */
  private static Map<Leaf, double[]> forward(Elaborated e, Map<Leaf, double[]> point) {
    Map<Leaf, double[]> result = new HashMap<>();
    for (Leaf leaf : e.parameters()) {
      Leaf direction = e.pool().leaf(Leaf.Kind.VARIABLE, "direction", leaf.shape(), LeafFacts.NONE);
      Expr tangent = new ForwardAccumulation(e.pool(), TABLE).tangent(e.loss(), Map.of(leaf, e.pool().element(direction)));
      double[] gradient = new double[size(leaf)];
      for (int i = 0; i < gradient.length; i++) {
        double[] unit = new double[gradient.length];
        unit[i] = 1;
        gradient[i] = new Interpreter(l -> l == direction ? unit : point.get(l), 1, true).scalar(tangent);
      }
      result.put(leaf, gradient);
    }
    return result;
  }

  private static Map<Leaf, double[]> differences(Elaborated e, Map<Leaf, double[]> point) {
    Map<Leaf, double[]> result = new HashMap<>();
    point.forEach((leaf, values) -> {
      double[] gradient = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        double at = values[i];
        values[i] = at + 1e-5;
        double above = new Interpreter(point::get, 1, true).scalar(e.loss());
        values[i] = at - 1e-5;
        double below = new Interpreter(point::get, 1, true).scalar(e.loss());
        values[i] = at;
        gradient[i] = (above - below) / 2e-5;
      }
      result.put(leaf, gradient);
    });
    return result;
  }

  private static void assertClose(String name, double[] actual, double[] expected, double tolerance) {
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).as(name + " element " + i)
          .isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
    }
  }

  /** The Hessian's product with a fixed vector, reverse over reverse and forward over reverse. */
  @ParameterizedTest
  @ValueSource(strings = {
    "sum(tanh(A @ v) * w)", "logsumexp(A @ v)", "prod(v) * t", "sum(i: prod(j: A[i, j]))", "sumsq(v)^2", "sum(v[1:3]^3)",
    "sum(i: if w[i] > 0 then w[i]^3 else t^2 * w[i])", "binary_cross_entropy(logistic(w), w)", "norm(v)",
    "sum(i: norm(j: A[i, j] * w[i]))", "norm(i: v[i] + t)^3", "sum(hypot(v, t))", "sum(logaddexp(v, t * v))",
    "sum(max(v, t)^3)"
  })
  void ofSecondOrder(String scalar) {
    Elaborated e = scalar(scalar);
    ExprPool pool = e.pool();
    Map<Leaf, Expr> gradient = new ReverseAccumulation(pool, TABLE).gradient(e.loss(), e.parameters());
    List<Expr> products = new ArrayList<>();
    gradient.forEach((leaf, g) -> products.add(pool.reduce(
        dev.nnd.compiler.expr.ReduceOp.SUM, leaf.axes(), pool.multiply(g, pool.element(direction(pool, leaf))))));
    Expr along = pool.add(products);
    Map<Leaf, Expr> twice = new ReverseAccumulation(pool, TABLE).gradient(along, e.parameters());
    Map<Leaf, Expr> directions = new HashMap<>();
    e.parameters().forEach(leaf -> directions.put(leaf, pool.element(direction(pool, leaf))));
    Random random = new Random(2);
    Map<Leaf, double[]> point = point(e, random);
    e.parameters().forEach(leaf -> point.put(direction(pool, leaf), random.doubles(size(leaf), -1, 1).toArray()));
    for (Leaf leaf : e.parameters()) {
      Expr tangent = new ForwardAccumulation(pool, TABLE).tangent(gradient.get(leaf), directions);
      assertClose(scalar + " by " + leaf, elements(twice.get(leaf), leaf, point), elements(tangent, leaf, point), 1e-11);
    }
  }

  private static Leaf direction(ExprPool pool, Leaf leaf) {
    return pool.leaf(Leaf.Kind.VARIABLE, "d" + leaf.name(), leaf.shape(), LeafFacts.NONE);
  }

  /** By {@code v : [4]}, at hand-picked points: zeros of products, ties of extrema, branches not taken. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      prod(v)                                     | 2 0 3 4    | 0 24 0 0
      prod(v)                                     | 0 0 3 4    | 0 0 0 0
      prod(v)                                     | 1 2 3 4    | 24 12 8 6
      max(v)                                      | 1 5 5 2    | 0 1 0 0
      min(v)                                      | 3 1 1 1    | 0 1 0 0
      max(i: v[i]^2)                              | -2 2 1 0   | -4 0 0 0
      logsumexp(v)                                | 800 800 -800 -800 | 0.5 0.5 0 0
      sum(i: if v[i] > 0 then log(v[i]) else 0)   | -1 0 2 4   | 0 0 0.5 0.25
      sum(i: if v[i] > 0 then sqrt(v[i]) else 0)  | -1 0 4 16  | 0 0 0.25 0.125
      sum(i: if v[i] == 0 then 0 else v[i] * log(v[i])) | 0 1 1 1 | 0 1 1 1
      sum(abs(v))                                 | -3 0 0 2   | -1 0 0 1
      norm(i: v[i])                               | 0 0 0 0    | 0 0 0 0
      norm(i: v[i])                               | 3 0 -4 0   | 0.6 0 -0.8 0
      norm(i: v[i])                               | 3e200 0 -4e200 0 | 0.6 0 -0.8 0
      norm(i: v[i]^2)                             | 0 0 0 0    | 0 0 0 0
      v[0] * v[0] + v[0:2][1]                     | 3 1 1 1    | 6 1 0 0
      """)
  void atHandPickedPoints(String scalar, String at, String expected) {
    Elaborated e = Elaborated.of("network N { param v : [4] ~ zeros  loss = " + scalar + " }");
    Map<Leaf, double[]> point = Map.of(e.parameters().get(0), numbers(at));
    // An exponent of 800 is itself rounded to 800 units of 1e-16.
    double tolerance = 1e-15 * Math.max(1, Arrays.stream(numbers(at)).map(Math::abs).max().orElseThrow());
    assertClose("reverse", reverse(e, point).get(e.parameters().get(0)), numbers(expected), tolerance);
    assertClose("forward", forward(e, point).get(e.parameters().get(0)), numbers(expected), tolerance);
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.trim().split(" +")).mapToDouble(Double::parseDouble).toArray();
  }

  /** σ(w_n σ(… σ(w_1 x))), in one formula or with a name for each value: at most 8n operations, the value's own included. */
  @ParameterizedTest
  @CsvSource({"64, false", "64, true", "128, false", "128, true", "1000, false", "1000, true"})
  void costIsLinear(int n, boolean named) {
    ExprPool pool = new ExprPool();
    List<Leaf> weights = new ArrayList<>();
    Expr value = pool.variable("x");
    for (int i = 0; i < n; i++) {
      Expr weight = pool.variable("w" + i);
      weights.add((Leaf) ((Access) weight).tensor());
      value = pool.call(Primitive.LOGISTIC, pool.multiply(weight, value));
      value = named ? pool.element(pool.define("h" + i, List.of(), value)) : value;
    }
    Expr network = value;
    List<Expr> derivative = gradient(pool, network, weights);
    assertThat(operations(derivative)).isLessThanOrEqualTo(8L * n);
    assertThat(operations(derivative.subList(0, n))).as("without the value").isGreaterThan(3L * n);
  }

  /** The fastest of five: other work on the machine only adds. */
  @Test
  void aThousandLayersTakeLessThanASecond() {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      costIsLinear(1_000, i % 2 == 0);
      best = Math.min(best, System.nanoTime() - start);
    }
    assertThat(best).isLessThan(1_000_000_000L);
  }

  /** As a network's gradient is made; the value last. */
  private static List<Expr> gradient(ExprPool pool, Expr value, List<Leaf> by) {
    Derivation derivation = CompiledNetwork.compiler().derivation();
    Expr stable = derivation.simplify(pool, new Trace(), value);
    Map<Leaf, Expr> gradient = new ReverseAccumulation(pool, TABLE).gradient(stable, by);
    List<Expr> roots = new ArrayList<>(derivation.simplified(
        pool, new Trace(), by.stream().map(gradient::get).toList(), new HashSet<>(Dag.tensors(List.of(stable)))));
    roots.add(stable);
    return roots;
  }

  /** The operators and calls beneath these roots, each node once. */
  private static long operations(List<Expr> roots) {
    long count = 0;
    for (Node node : Dag.nodes(roots)) {
      if (node instanceof Sum sum) {
        long scaled = sum.coefficients().stream().filter(c -> !c.abs().isOne()).count();
        count += sum.terms().size() - 1 + (sum.constant().isZero() ? 0 : 1) + scaled;
      } else if (node instanceof Product product) {
        count += product.bases().size() - 1 + product.exponents().stream().filter(exponent -> !exponent.isOne()).count();
      } else if (node instanceof Call) {
        count++;
      }
    }
    return count;
  }

  @Test
  void adjointsAreNamedAndOpaque() {
    ExprPool pool = new ExprPool();
    Leaf x = (Leaf) ((Access) pool.variable("x")).tensor();
    Definition h = pool.define("h", List.of(), pool.call(Primitive.TANH, pool.element(x)));
    Expr loss = pool.call(Primitive.SIN, pool.add(pool.element(h), pool.power(pool.element(h), dev.nnd.compiler.expr.Rational.of(3))));
    Expr gradient = new ReverseAccumulation(pool, TABLE).gradient(loss, List.of(x)).get(x);
    assertThat(Dag.tensors(List.of(gradient))).filteredOn(Definition.class::isInstance)
        .extracting(tensor -> ((Definition) tensor).name()).contains("δh");
    assertThat(gradient.axes()).isEqualTo(List.<Axis>of());
  }
}
