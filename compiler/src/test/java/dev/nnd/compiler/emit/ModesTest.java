package dev.nnd.compiler.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.semantic.Mode;
import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.compiler.testing.Gradients;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import dev.nnd.runtime.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training and inference compute different things: states and their updates, means over the batch, noise. */
class ModesTest {
  private static final String NORMALIZED = """
      network N {
        input x : [3]
        target y : [2]
        z = batch_norm(momentum = 0.8, epsilon = 0.01)(x)
        output p = dense(2)(z)
        loss = mse(p, y)
        train { optimizer = sgd(rate = 1e-30)  batch = 5  epochs = 1 }
      }
      """;

  @TempDir private Path folder;

  private static Network network(String nnd) {
    return CompiledNetwork.of(nnd, Precision.DOUBLE).network();
  }

  private double[] kept(Network network, String name) {
    Path file = folder.resolve("weights.safetensors");
    try {
      network.save(file);
      return Weights.read(file).tensor(name).orElseThrow().values();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- gradients

  @ParameterizedTest
  @ValueSource(strings = {
    "z = batch_norm()(dense(4)(x))",
    "z = batch_norm()(tanh(dense(4)(x)))",
    "a = dense(4)(x); n = batch_norm(); z = n(tanh(n(a)))",
    "a = dense(4)(x); z = a - batch_mean(a)",
    "a = dense(4)(x); z = a * batch_mean(a^2)",
    "a = dense(4)(x); z = a * batch_mean(a * batch_mean(a))",
    "a = dense(4)(x); z[i] = a[i] * batch_mean(sum(k: a[k] * x[i]))",
    "a = dense(4)(x); z = if training then a - batch_mean(a) else a",
    "z = dropout(0.4)(dense(4)(x))",
    "a = dense(4)(x); z = a * uniform(1, 2)",
    "a = dense(4)(x); z = a + exp(a) * normal(0, a)",
    "a = dense(4)(x); z[i] = a[i] * normal(0, 1) + sum(k: a[k] * normal(0, 1))",
    "a = dense(4)(x); z = a * bernoulli(logistic(x[0]))",
  })
  void gradientsOfTrainingMatchDifferences(String formulas) {
    String inference = formulas.contains("training") || !formulas.contains("batch_mean") ? "z" : "if training then z else [0, 0, 0, 0]";
    Network network = network("""
        network N {
          input x : [4]
          target y : [2]
          %s
          output p = dense(2, tanh)(%s)
          loss = squared_error(p, y)
          regularizer = 0.1 * sumsq(p.W)
        }
        """.formatted(formulas.replace("; ", "\n  "), inference));
    DataSet data = Gradients.data(network, 7, 3);
    double[] parameters = Gradients.perturb(network, 5);
    assertThat(Gradients.check(formulas, network, data, parameters)).isEmpty();
    double[] gradient = new double[parameters.length];
    network.lossAndGradient(data, gradient);
    assertThat(Arrays.stream(gradient).filter(g -> g == 0).count()).as("zeros").isLessThan(parameters.length / 2);
  }

  // ---- batch normalisation

  @Test
  void batchNormIsThatOfThePaper() {
    Network network = network(NORMALIZED);
    double[] parameters = {2, 3, 4, -1, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0};
    assertThat(network.signature().parameters().stream().map(p -> p.name() + p.shape()).toList()).containsExactly(
        "z.scale[3]", "z.shift[3]", "p.W[2, 3]", "p.b[2]", "z.mean[3]", "z.variance[3]");
    network.copyFrom(parameters);
    DataSet data = Gradients.data(network, 5, 11);
    double objective = 0;
    for (int n = 0; n < 5; n++) {
      for (int c = 0; c < 2; c++) {
        double z = parameters[c] * (data.doubles(0, n)[c] - mean(data, 5, c)) / Math.sqrt(variance(data, 5, c) + 0.01)
            + parameters[3 + c];
        objective += Math.pow(z - data.doubles(1, n)[c], 2) / 2 / 5;
      }
    }
    assertThat(network.lossAndGradient(data, new double[14])).isCloseTo(objective, within(1e-12));
  }

  private static double mean(DataSet data, int examples, int component) {
    double sum = 0;
    for (int n = 0; n < examples; n++) {
      sum += data.doubles(0, n)[component];
    }
    return sum / examples;
  }

  private static double variance(DataSet data, int examples, int component) {
    double sum = 0;
    for (int n = 0; n < examples; n++) {
      sum += Math.pow(data.doubles(0, n)[component] - mean(data, examples, component), 2);
    }
    return sum / examples;
  }

  @Test
  void runningStatisticsFollowTheMiniBatchesAndServePrediction() {
    Network network = network(NORMALIZED);
    DataSet data = Gradients.data(network, 5, 11);
    network.trainer().fit(data);
    double[] mean = kept(network, "z.mean");
    double[] variance = kept(network, "z.variance");
    for (int c = 0; c < 3; c++) {
      assertThat(mean[c]).isCloseTo(0.2 * mean(data, 5, c), within(1e-12));
      assertThat(variance[c]).isCloseTo(0.8 + 0.2 * variance(data, 5, c), within(1e-12));
    }
    double[] parameters = {2, 3, 4, -1, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0};
    network.copyFrom(parameters);
    double[][] p = network.predict(data, 0);
    for (int c = 0; c < 2; c++) {
      double z = parameters[c] * (data.doubles(0, 2)[c] - mean[c]) / Math.sqrt(variance[c] + 0.01) + parameters[3 + c];
      assertThat(p[2][c]).isCloseTo(z, within(1e-12));
    }
  }

  @Test
  void anImageIsNormalizedByChannel() {
    Network network = network("""
        network N {
          input x : [2, 3, 2]
          output p = batch_norm(momentum = 0)(x)
          loss = sum(p^3)
          train { optimizer = sgd(rate = 1e-30)  batch = 4  epochs = 1 }
        }
        """);
    DataSet data = Gradients.data(network, 4, 2);
    network.trainer().fit(data);
    for (int c = 0; c < 2; c++) {
      double sum = 0;
      for (int n = 0; n < 4; n++) {
        for (int i = 0; i < 6; i++) {
          sum += data.doubles(0, n)[6 * c + i];
        }
      }
      assertThat(kept(network, "p.mean")[c]).isCloseTo(sum / 24, within(1e-12));
    }
  }

  // ---- states

  @Test
  void updatesOfOneStateFollowOneAnother() {
    Network network = network("""
        layer counted()(x) {
          state calls = 1
          update calls = 2 * calls + 1
          return x * 1
        }
        network N {
          input x : [2]
          c = counted()
          h = c(c(x))
          output p = dense(2)(h)
          loss = sumsq(p)
          train { batch = 1  epochs = 2 }
        }
        """);
    network.trainer().fit(Gradients.data(network, 3, 1));
    double calls = 1;
    for (int update = 0; update < 2 * 3 * 2; update++) {
      calls = 2 * calls + 1;
    }
    assertThat(kept(network, "c.calls")).containsExactly(calls);
  }

  @Test
  void updatesSeeTheStatesAsTheyWere() {
    Network network = network("""
        network N {
          input x : [2]
          state a : [2] = [1, 2]
          state b : [2] = [5, 7]
          state M : [2, 3] = [1, 2, 3; 4, 5, 6]
          update a = b
          update b = a
          update M[i, j] = M[i, j] + i
          output p = dense(3)(x) + M[1] + sum(a)
          loss = sumsq(p)
          train { optimizer = sgd(rate = 1e-30)  batch = 4  epochs = 3 }
        }
        """);
    network.trainer().fit(Gradients.data(network, 4, 1));
    assertThat(kept(network, "a")).containsExactly(5, 7);
    assertThat(kept(network, "b")).containsExactly(1, 2);
    assertThat(kept(network, "M")).containsExactly(1, 2, 3, 7, 8, 9);
  }

  @Test
  void statesInARepeatAreOnesOfEachRound() {
    Network network = network("""
        network N {
          input x : [2]
          h = x
          repeat i < 2 {
            state seen : [2] = 0
            update seen = seen + (i + 1) * batch_mean(x)
            h = dense(2, tanh)(h) + seen
          }
          output p = h
          loss = sumsq(p)
          train { optimizer = sgd(rate = 1e-30)  batch = 4  epochs = 1 }
        }
        """);
    DataSet data = Gradients.data(network, 4, 1);
    network.trainer().fit(data);
    assertThat(kept(network, "seen.0")[1]).isCloseTo(mean(data, 4, 1), within(1e-12));
    assertThat(kept(network, "seen.1")[1]).isCloseTo(2 * mean(data, 4, 1), within(1e-12));
  }

  // ---- noise

  @ParameterizedTest
  @EnumSource(Precision.class)
  void dropoutKeepsTheExpectedValue(Precision precision) {
    Network network = CompiledNetwork.of("""
        network N {
          input x : [400]
          param w = 1
          d = dropout(0.25)(x)
          output p = w * sum(d) / 400
          loss = p
        }
        """, precision).network();
    double[][] ones = new double[50][400];
    Arrays.stream(ones).forEach(row -> Arrays.fill(row, 1));
    DataSet data = network.data().doubles(0, ones).build();
    double[] gradient = new double[1];
    double trained = network.lossAndGradient(data, gradient);
    assertThat(trained).isCloseTo(1, within(0.02)).isNotEqualTo(1);
    assertThat(network.evaluate(data).loss()).isCloseTo(1, within(1e-6));
    assertThat(network.lossAndGradient(data, gradient)).as("the same step").isEqualTo(trained);
  }

  @Test
  void noiseDiffersBetweenExamplesElementsStepsAndSeeds() {
    String nnd = """
        network N {
          input x : [2]
          param w = 0
          z = x + normal(0, [1, 1])
          output p = z
          loss = w * z[0]
          train { optimizer = sgd(rate = 1)  batch = 2  epochs = 2  seed = 4 }
        }
        """;
    Network network = network(nnd);
    DataSet data = network.data().doubles(0, new double[2][2]).build();
    double[][] p = network.predict(data, 0);
    assertThat(p[0][0]).isNotEqualTo(p[0][1]).isNotEqualTo(p[1][0]);
    assertThat(network.predict(data, 0)).isDeepEqualTo(p);
    network.trainer().fit(data);
    double trained = kept(network, "w")[0];
    assertThat(trained).as("two steps with different noise").isNotCloseTo(-(p[0][0] + p[1][0]), within(1e-9));
    Network again = network(nnd);
    again.trainer().fit(data);
    assertThat(kept(again, "w")[0]).isEqualTo(trained);
    Network other = network(nnd);
    other.trainer().seed(5).fit(data);
    assertThat(kept(other, "w")[0]).isNotEqualTo(trained);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void noiseHasItsDistribution(Precision precision) {
    Network network = CompiledNetwork.of("""
        network N {
          input x
          output u = uniform(-1, 3)
          output g = normal(2, 0.5)
          output b = bernoulli(0.2)
          output many[i < 5, j < 2] = normal(i, 0) + 0 * x + 0 * j
        }
        """, precision).network();
    int examples = 20_000;
    DataSet data = network.data().doubles(0, new double[examples][1]).build();
    assertMoments(network.predict(data, 0), 1, 16.0 / 12);
    assertMoments(network.predict(data, 1), 2, 0.25);
    assertMoments(network.predict(data, 2), 0.2, 0.16);
    assertThat(Arrays.stream(network.predict(data, 0)).map(row -> row[0]).toList()).allMatch(u -> u >= -1 && u < 3);
    assertThat(network.predict(data, 3)[77]).containsExactly(0, 0, 1, 1, 2, 2, 3, 3, 4, 4);
  }

  private static void assertMoments(double[][] rows, double mean, double variance) {
    double sum = 0;
    double squares = 0;
    for (double[] row : rows) {
      sum += row[0];
      squares += (row[0] - mean) * (row[0] - mean);
    }
    assertThat(sum / rows.length).isCloseTo(mean, within(5 * Math.sqrt(variance / rows.length)));
    assertThat(squares / rows.length).isCloseTo(variance, within(0.05 * variance));
  }

  @Test
  void everyPositionOfAnIndexHasItsOwnNoise() {
    Network network = network("""
        network N {
          input x
          output u[i < 3] = uniform(0, 1)
          output s = sum(i < 400: uniform(0, 1))
        }
        """);
    DataSet data = network.data().doubles(0, new double[1][1]).build();
    assertThat(Arrays.stream(network.predict(data, 0)[0]).distinct().count()).isEqualTo(3);
    assertThat(network.predict(data, 1)[0][0]).isCloseTo(200, within(30.0));
  }

  // ---- the three graphs

  @Test
  void theGradientOfInferenceIsThatOfWhatIsEvaluated() {
    String nnd = """
        network N {
          input x : [3]
          target y : [2]
          z = dropout(0.5)(batch_norm()(dense(3, tanh)(x)))
          output p = dense(2)(z)
          loss = mse(p, y)
          regularizer = 0.1 * sumsq(p.W)
        }
        """;
    DiagnosticSink sink = new DiagnosticSink();
    Compiler.Options options =
        new Compiler.Options(Precision.DOUBLE, Map.of(), Optional.empty()).withGradientsOf(Mode.INFERENCE);
    List<Compiler.JavaSource> java = CompiledNetwork.compiler().compile(new SourceFile("n.nnd", nnd), options, sink);
    Network network = CompiledNetwork.load(java.get(0)).network();
    DataSet data = Gradients.data(network, 6, 2);
    double[] parameters = Gradients.perturb(network, 1);
    assertThat(Gradients.check("inference", network, data, parameters)).isEmpty();
    assertThat(network.lossAndGradient(data, new double[parameters.length]))
        .isCloseTo(network.evaluate(data).objective(), within(1e-12));
    assertThat(java.get(0).source()).doesNotContain("noise");
  }

  @Test
  void whatDoesNotAskForTheModeHasOneForwardPass() {
    String java = CompiledNetwork.java("n.nnd", """
        network N { input x : [2]  output p = dense(2)(x)  loss = sumsq(p) }
        """, Precision.FLOAT).source();
    assertThat(java).doesNotContain("TrainingForward", "Noise");
  }
}
