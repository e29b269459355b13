package dev.nnd.compiler.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.load.GeneratedNetwork;
import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.runtime.ConfusionMatrix;
import dev.nnd.runtime.Evaluation;
import dev.nnd.runtime.MetricDirection;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code r2} and {@code confusion}, from their definition to the result over more examples than a run takes. */
class WholeMetricTest {
  private static Network network(String nnd, Precision precision) throws IOException {
    DiagnosticSink sink = new DiagnosticSink();
    List<Compiler.JavaSource> java = CompiledNetwork.compiler().compile(
        new SourceFile("test.nnd", nnd), new Compiler.Options(precision, Map.of(), Optional.empty()), sink);
    assertThat(sink.diagnostics()).isEmpty();
    return GeneratedNetwork.of(java, java.get(0)).create(1);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void r2IsOverAllExamples(Precision precision) throws IOException {
    Network network = network("""
        network N {
          input x : [2]
          target y : [2]
          param w : [2] = [1, 1/2]
          output p = w * x
          loss = mse(p, y)
          metric fit = r2(p, y)
          metric difference = r2(p[0] - p[1], y[0] - y[1])
        }
        """, precision);
    int n = 150;
    double[][] x = new double[n][2];
    double[][] y = new double[n][2];
    for (int i = 0; i < n; i++) {
      x[i] = new double[] {i % 8, i % 16};
      y[i] = new double[] {i % 8 + (i % 3 - 1) / 2.0, 4 - i % 5};
    }
    Evaluation evaluation = network.evaluate(network.data().doubles(0, x).doubles(1, y).build());
    double first = r2(n, i -> x[i][0], i -> y[i][0]);
    double second = r2(n, i -> x[i][1] / 2, i -> y[i][1]);
    assertThat(evaluation.metric("fit")).isCloseTo((first + second) / 2, within(1e-12));
    assertThat(evaluation.metric("difference"))
        .isCloseTo(r2(n, i -> x[i][0] - x[i][1] / 2, i -> y[i][0] - y[i][1]), within(1e-12));
  }

  private interface Series {
    double at(int example);
  }

  private static double r2(int n, Series p, Series y) {
    double mean = 0;
    for (int i = 0; i < n; i++) {
      mean += y.at(i) / n;
    }
    double residual = 0;
    double total = 0;
    for (int i = 0; i < n; i++) {
      residual += Math.pow(y.at(i) - p.at(i), 2);
      total += Math.pow(y.at(i) - mean, 2);
    }
    return 1 - residual / total;
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aConfusionMatrixCountsClassesByName(Precision precision) throws IOException {
    Network network = network("""
        class Species { setosa, versicolor, virginica }
        network N {
          input x : [3]
          target y : Species
          param b : [3] = 0
          output p = softmax(x + b)
          loss = cross_entropy(p, y)
          metric accuracy = hit(p, y)
          metric table = confusion(p, y)
        }
        """, precision);
    int n = 130;
    double[][] x = new double[n][3];
    int[] y = new int[n];
    long[][] expected = new long[3][3];
    for (int i = 0; i < n; i++) {
      y[i] = i % 3;
      int taken = i % 5 == 0 ? (i + 1) % 3 : i % 3;
      x[i][taken] = 1;
      expected[y[i]][taken]++;
    }
    Evaluation evaluation = network.evaluate(network.data().doubles(0, x).labels(1, y).build());
    ConfusionMatrix table = evaluation.confusion("table");
    assertThat(table).isEqualTo(new ConfusionMatrix(List.of("setosa", "versicolor", "virginica"), expected));
    assertThat(table.count(0, 1)).isEqualTo(expected[0][1]).isPositive();
    assertThat(evaluation.metrics().keySet()).containsExactly("accuracy");
    assertThat((table.count(0, 0) + table.count(1, 1) + table.count(2, 2)) / (double) n)
        .isCloseTo(evaluation.metric("accuracy"), within(1e-12));
  }

  /** Of a share the side of one half decides, on which one half itself is the lower, as for hits. */
  @Test
  void aShareHasTwoClasses() throws IOException {
    Network network = network("""
        network N {
          input x : [1] in 0..1
          target y : [1] in 0..1
          param w = 1
          output p = w * x
          loss = mse(p, y)
          metric table = confusion(p, y)
          metric same = confusion(p[0], y[0])
        }
        """, Precision.DOUBLE);
    Evaluation evaluation = network.evaluate(network.data()
        .doubles(0, new double[][] {{0}, {0.5}, {0.6}, {1}, {0.9}})
        .doubles(1, new double[][] {{0}, {1}, {0}, {1}, {1}}).build());
    assertThat(evaluation.confusion("table").counts()).isDeepEqualTo(new long[][] {{1, 1}, {1, 2}});
    assertThat(evaluation.confusion("same")).isEqualTo(evaluation.confusion("table"));
    assertThat(evaluation.confusion("table").labels()).containsExactly("0", "1");
  }

  @Test
  void everyLabelOfASequenceCounts() throws IOException {
    Network network = network("""
        network N {
          input x : [2, 3]
          target y : [2] class[3]
          param w = 1
          output p = w * x
          loss = sumsq(p - y)
          metric table = confusion(p, y)
        }
        """, Precision.DOUBLE);
    Evaluation evaluation = network.evaluate(network.data()
        .doubles(0, new double[][] {{1, 0, 0, 0, 0, 1}, {0, 1, 0, 0, 1, 0}})
        .labels(1, new int[] {0, 1, 1, 2}).build());
    assertThat(evaluation.confusion("table").counts())
        .isDeepEqualTo(new long[][] {{1, 0, 0}, {0, 1, 1}, {0, 1, 0}});
  }

  @Test
  void moreR2IsBetter() {
    Model model = Elaborated.network("""
        input x : [2]  target y : [2]  param w : [2] = 1  output p = w * x  loss = mse(p, y)
        metric table = confusion(p, y)
        metric fit = r2(p, y)
        """).model();
    assertThat(model.plan().directions()).containsExactly(MetricDirection.LOWER, MetricDirection.HIGHER);
  }

  @Test
  void aFunctionOfTheUsersHidesThem() throws IOException {
    Network network = network("""
        fn r2(p, y) = sumsq(p - y)
        network N {
          input x : [2]
          target y : [2]
          param w : [2] = 1
          output p = w * x
          loss = mse(p, y)
          metric fit = r2(p, y)
        }
        """, Precision.DOUBLE);
    Evaluation evaluation = network.evaluate(network.data()
        .doubles(0, new double[][] {{1, 2}}).doubles(1, new double[][] {{0, 0}}).build());
    assertThat(evaluation.metric("fit")).isEqualTo(5);
  }
}
