package dev.nnd.compiler.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.expr.LeafFacts;
import dev.nnd.compiler.expr.Range;
import dev.nnd.compiler.semantic.Model.Labels;
import dev.nnd.runtime.Initializer;
import dev.nnd.runtime.Metric;
import dev.nnd.runtime.MetricDirection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ElaboratorTest {
  private static final String IRIS = """
      /// Classifies iris flowers from four measurements.
      package demo

      class Species { setosa, versicolor, virginica }

      network Iris {
        dim hidden = 16                              // compile-time size; `--dim hidden=32` overrides it

        input  x : [4] standardized from sepal_length, sepal_width, petal_length, petal_width
        target y : Species from species              // one-hot of 3 in expressions; an enum in Java

        param W1 : [hidden, 4] ~ glorot_uniform
        param b1 : [hidden]    = 0
        param W2 : [3, hidden] ~ glorot_uniform
        param b2 : [3]         = 0

        h = tanh(W1 @ x + b1)
        output p = softmax(W2 @ h + b2)

        loss   = cross_entropy(p, y)
        regularizer = 1e-4 / 2 * (sumsq(W1) + sumsq(W2))   // added once per update, not once per example
        metric accuracy = hit(p, y)

        train { optimizer = adam(rate = 0.01)  batch = 16  epochs = 200  patience = 20  seed = 7 }
      }
      """;

  @Test
  void iris() {
    Elaborated iris = Elaborated.file(IRIS, Map.of());
    assertThat(iris.diagnostics()).isEmpty();
    assertThat(iris.definitions()).isEqualTo("""
        x.standardized[4] = (x[i] - x.mean[i]) / x.deviation[i]
        h[16] = tanh(b1[i] + sum(j: W1[i, j] * x.standardized[j]))
        p.z[3] = b2[i] + sum(j: W2[i, j] * h[j])
        p[3] = exp(p.z[i]) / sum(j: exp(p.z[j]))
        loss[] = -sum(i: y[i] * log(p[i]))
        regularizer[] = 0.00005 * (sum(i, j: W1[i, j]^2) + sum(i, j: W2[i, j]^2))
        accuracy[] = if argmax(i: p[i]) == argmax(i: y[i]) then 1 else 0""");
  }

  @Test
  void whatIrisDeclares() {
    Model iris = Elaborated.file(IRIS, Map.of()).model();
    assertThat(iris.source()).isEqualTo("n.nnd");
    assertThat(iris.packageName()).isEqualTo("demo");
    assertThat(iris.name()).isEqualTo("Iris");
    assertThat(iris.doc()).contains("Classifies iris flowers from four measurements.");
    assertThat(iris.dims()).containsExactly(new Model.Dim("hidden", 16, Optional.empty()));
    assertThat(iris.inputs().get(0).columns()).containsExactly("sepal_length", "sepal_width", "petal_length", "petal_width");
    assertThat(iris.inputs().get(0).standardized()).isTrue();
    assertThat(iris.targets().get(0).labels())
        .contains(new Labels(3, Optional.of("Species"), List.of("setosa", "versicolor", "virginica")));
    assertThat(iris.targets().get(0).leaf().facts()).isEqualTo(LeafFacts.ONE_HOT);
    assertThat(iris.parameters()).extracting(Model.Kept::initializer).containsExactly(
        Initializer.glorotUniform(4, 16), Initializer.values(0), Initializer.glorotUniform(16, 3), Initializer.values(0));
    assertThat(iris.states()).extracting(Model.Kept::name).containsExactly("x.mean", "x.deviation");
    assertThat(iris.states()).extracting(Model.Kept::initializer).containsExactly(Initializer.zeros(), Initializer.ones());
    assertThat(iris.values()).extracting(Model.Value::name).containsExactly("h", "p", "loss", "regularizer", "accuracy");
    assertThat(iris.outputs()).containsExactly("p");
    assertThat(iris.metrics()).containsExactly(Metric.mean("accuracy"));
    assertThat(iris.loss().orElseThrow()).hasToString("loss");
    assertThat(iris.plan().batch()).isEqualTo(16);
    assertThat(iris.plan().directions()).containsExactly(MetricDirection.HIGHER);
  }

  @Test
  void sizesAreOverridden() {
    Elaborated iris = Elaborated.file(IRIS, Map.of("hidden", "32"));
    assertThat(iris.parameters()).isEqualTo("W1[32, 4] b1[32] W2[3, 32] b2[3]");
    assertThat(Elaborated.diagnostics(IRIS, Map.of("hiden", "32")))
        .isEqualTo("""
            error[E0312]: there is no size `hiden` to override
             --> --dim:1:1
              |
            1 | hiden=32
              | ^^^^^
            help: did you mean `hidden`?
            """);
    assertThat(Elaborated.diagnostics(IRIS, Map.of("hidden", "0"))).startsWith("error[E0210]: a size must be a positive integer, not `0`");
    assertThat(Elaborated.diagnostics(IRIS, Map.of("hidden", "many"))).startsWith("error[E0210]");
  }

  @Test
  void digits() {
    Elaborated digits = Elaborated.network("""
        input  pixels : [784]
        target y : class[10]
        x = pixels / 255
        h = dense(128, relu)(x)
        output p = dense(10, softmax)(h)
        loss   = cross_entropy(p, y)
        regularizer = 5e-5 * sumsq(h.W)              // a layer's parameter is named through its value
        metric accuracy = hit(p, y)
        train { optimizer = sgd(rate = 0.1, momentum = 0.9)  batch = 64  epochs = 10 }
        """);
    assertThat(digits.diagnostics()).isEmpty();
    assertThat(digits.parameters()).isEqualTo("h.W[128, 784] h.b[128] p.W[10, 128] p.b[10]");
    assertThat(digits.definitions()).isEqualTo("""
        x[784] = pixels[i] / 255
        h.z[128] = h.b[i] + sum(j: h.W[i, j] * x[j])
        h[128] = max(0, h.z[i])
        p.z[10] = p.b[i] + sum(j: p.W[i, j] * h[j])
        p[10] = exp(p.z[i]) / sum(j: exp(p.z[j]))
        loss[] = -sum(i: y[i] * log(p[i]))
        regularizer[] = 0.00005 * sum(i, j: h.W[i, j]^2)
        accuracy[] = if argmax(i: p[i]) == argmax(i: y[i]) then 1 else 0""");
  }

  @Test
  void declaredRangesAreFacts() {
    Elaborated n = Elaborated.network("""
        const k = 2
        input x : [1] in -1..(2 * k)
        input w : [8] index[20]
        output p = sum(x) + sum(w)
        """);
    assertThat(n.model().inputs().get(0).leaf().facts().range()).isEqualTo(Range.closed(-1, 4));
    assertThat(n.model().inputs().get(1).leaf().facts()).isEqualTo(new LeafFacts(Range.closed(0, 19), false, true));
  }

  @Test
  void aNameIsAnAliasOfAnAccessOrAConstant() {
    Elaborated n = Elaborated.network("""
        input x : [4]
        a = x
        b = a[1]
        c = 3
        output p = a * b + c
        """);
    assertThat(n.definitions()).isEqualTo("p[4] = x[1] * x[i] + 3");
    assertThat(n.model().values()).extracting(value -> value.element().toString()).containsExactly("x[i]", "x[1]", "3", "p[i]");
  }

  @Test
  void scalarsOfANeuronAreNamedToo() {
    Elaborated n = Elaborated.network("""
        input x : [4]
        param w : [4] ~ normal(0, 1)
        param b = 0
        output p = logistic(dot(w, x) + b)
        """);
    assertThat(n.definitions()).isEqualTo("""
        p.z[] = b + sum(i: w[i] * x[i])
        p[] = logistic(p.z)""");
  }

  @Test
  void argumentsInABranchStayThere() {
    Elaborated n = Elaborated.network("""
        input x : [4]
        output p = if x > 0 then logistic(2 * x) else x
        """);
    assertThat(n.definitions()).isEqualTo("p[4] = if x[i] > 0 then logistic(2 * x[i]) else x[i]");
  }

  @Test
  void parametersThatNothingNeedsAreWarnedOf() {
    Elaborated n = Elaborated.network("""
        input x : [4]
        param a : [4] = 0
        param b : [4] = 0
        param c : [4] = 0
        output p = x * b
        loss = sumsq(c * x)
        """);
    assertThat(n.diagnostics())
        .contains("warning[W0902]: parameter `a` is never used", "warning[W0903]: the loss does not depend on parameter `b`")
        .doesNotContain("`c`");
  }

  @Test
  void sizesAndConstantsStandInAnyOrder() {
    Elaborated n = Elaborated.file("""
        dim width = 2 * half
        network N { input x : [width] output p = twice(x) / k }
        fn twice(z) = k * z
        const k = 2
        dim half = 3
        dim unused = 9
        """, Map.of());
    assertThat(n.definition("p")).isEqualTo("none among\n");
    assertThat(n.model().inputs().get(0).leaf().shape()).containsExactly(6);
    assertThat(n.model().dims()).extracting(Model.Dim::name).containsExactly("width");
  }
}
