package dev.nnd.compiler.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.Probe;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.runtime.CounterRandom;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Norms of gradients and dead units, of networks as they are trained. */
class NetworkProbeTest {
  private static final int EXAMPLES = 9;

  private static Compiler.Options options() {
    return new Compiler.Options(Precision.DOUBLE, Map.of(), Optional.empty());
  }

  private static Network network(String nnd) throws IOException {
    DiagnosticSink sink = new DiagnosticSink();
    List<Compiler.JavaSource> java = CompiledNetwork.compiler().compile(new SourceFile("test.nnd", nnd), options(), sink);
    assertThat(sink.hasErrors()).as(sink.diagnostics().toString()).isFalse();
    return GeneratedNetwork.of(java, java.get(0)).create(3);
  }

  private static Map<String, ValueReport> reports(String nnd, Network network, DataSet data) throws IOException {
    Probe probe =
        CompiledNetwork.compiler().probe(new SourceFile("test.nnd", nnd), options(), "N", Integer.MAX_VALUE).orElseThrow();
    Map<String, ValueReport> reports = new LinkedHashMap<>();
    NetworkProbe.of((Probe.Ready) probe, network).run(data, 1_000).forEach(report -> reports.put(report.value(), report));
    return reports;
  }

  private static double[][] rows(int width, int site) {
    double[][] rows = new double[EXAMPLES][width];
    for (int i = 0; i < EXAMPLES; i++) {
      for (int j = 0; j < width; j++) {
        rows[i][j] = CounterRandom.normal(5, site, 0, i, j);
      }
    }
    return rows;
  }

  /** Where a shift of 0 is added to each value, the gradient of one example's loss by the shift is that by the value. */
  @Test
  void normsAgreeWithCentralDifferences() throws IOException {
    String nnd = """
        network N {
          input x : [4] standardized
          target y : class[3]
          param W : [5, 4] ~ normal(0, 1)
          param U : [3, 5] ~ normal(0, 0.3)
          SHIFTS
          z = W @ x SHIFT_Z
          h = tanh(z) SHIFT_H
          output p = softmax(U @ h) SHIFT_P
          loss = cross_entropy(p, y) + sumsq(h) / 10
          regularizer = sumsq(W)
          metric fit = hit(p, y)
        }
        """;
    String plain = nnd.replace("SHIFTS", "").replaceAll(" SHIFT_.", "");
    String shifted = nnd
        .replace("SHIFTS", "param c : [5] = 0\n  param d : [5] = 0\n  param e : [3] = 0")
        .replace("SHIFT_Z", "+ c").replace("SHIFT_H", "+ d").replace("SHIFT_P", "+ e");
    Network network = network(plain);
    int[] labels = {0, 1, 2, 0, 1, 2, 0, 1, 2};
    DataSet data = network.data().doubles(0, rows(4, 1)).labels(1, labels).build();
    network.trainer().epochs(1).fit(data);
    Map<String, ValueReport> reports = reports(plain, network, data);
    assertThat(reports.keySet()).containsExactly("z", "h", "p");

    Network other = network(shifted);
    other.trainer().rate(0).epochs(1).fit(data);
    double[] at = new double[other.parameterCount()];
    double[] weights = new double[network.parameterCount()];
    network.copyTo(weights);
    System.arraycopy(weights, 0, at, 0, weights.length);
    assertThat(reports.get("z").gradient().orElseThrow()).isCloseTo(norm(other, data, at, 35, 5), within(1e-7));
    assertThat(reports.get("h").gradient().orElseThrow()).isCloseTo(norm(other, data, at, 40, 5), within(1e-7));
    assertThat(reports.get("p").gradient().orElseThrow()).isCloseTo(norm(other, data, at, 45, 3), within(1e-6));
  }

  /** The mean over the examples of the norm of the derivative of the loss by some parameters. */
  private static double norm(Network network, DataSet data, double[] at, int from, int count) {
    double step = 1e-5;
    double mean = 0;
    for (int i = 0; i < data.size(); i++) {
      double square = 0;
      for (int k = from; k < from + count; k++) {
        double above = loss(network, data.subset(i), at, k, step);
        double below = loss(network, data.subset(i), at, k, -step);
        square += Math.pow((above - below) / (2 * step), 2);
      }
      mean += Math.sqrt(square) / data.size();
    }
    return mean;
  }

  private static double loss(Network network, DataSet data, double[] at, int parameter, double step) {
    double[] moved = at.clone();
    moved[parameter] += step;
    network.copyFrom(moved);
    return network.evaluate(data).loss();
  }

  @Test
  void theGradientOfADeepSigmoidNetworkVanishes() throws IOException {
    String nnd = """
        network N {
          input x : [4]
          target y : class[2]
          h = x
          repeat 40 { h = dense(6, logistic)(h) }
          output p = dense(2, softmax)(h)
          loss = cross_entropy(p, y)
        }
        """;
    Network network = network(nnd);
    DataSet data = network.data().doubles(0, rows(4, 1)).labels(1, new int[] {0, 1, 0, 1, 0, 1, 0, 1, 0}).build();
    Map<String, ValueReport> reports = reports(nnd, network, data);
    assertThat(reports).hasSize(41);
    double last = reports.get("h.39").gradient().orElseThrow();
    assertThat(last).isGreaterThan(1e-3);
    assertThat(reports.get("h.20").gradient().orElseThrow()).isBetween(Double.MIN_VALUE, last * 1e-6);
    assertThat(reports.get("h.0").gradient().orElseThrow()).isBetween(Double.MIN_VALUE, last * 1e-15);
    assertThat(reports.get("h.0").dead()).isEmpty();
  }

  @Test
  void unitsWithALargeNegativeBiasAreDead() throws IOException {
    String nnd = """
        network N {
          input x : [4]
          target y : [1]
          param W : [5, 4] ~ glorot_uniform
          param b : [5] = [-1000, 1, -1000, 1, 1]
          z = W @ x + b
          byName = relu(z)
          byHand = max(z, 0)
          byCase = if z <= 0 then 0 else z
          leaky = leaky_relu(z)
          larger = max(z, 1)
          output p = dense(1)(byName + byHand + byCase + leaky + larger)
          loss = max(0, mse(p, y))
        }
        """;
    Network network = network(nnd);
    DataSet data = network.data().doubles(0, rows(4, 1)).doubles(1, rows(1, 2)).build();
    Map<String, ValueReport> reports = reports(nnd, network, data);
    for (String rectified : List.of("byName", "byHand", "byCase")) {
      assertThat(reports.get(rectified).dead()).as(rectified).hasValue(2);
      assertThat(reports.get(rectified).units()).isEqualTo(5);
    }
    for (String other : List.of("z", "leaky", "larger", "p")) {
      assertThat(reports.get(other).dead()).as(other).isEmpty();
    }
    assertThat(reports).doesNotContainKey("loss");
  }

  /** Only what the loss depends on counts, and an alias of an input is no value of its own. */
  @Test
  void otherValuesAreLeftOut() throws IOException {
    String nnd = """
        network N {
          input x : [2]
          target y : [2]
          param w : [2] = 1
          alias = x
          scale = w^2
          output p = scale * alias
          output other = p + 1
          loss = mse(p, y)
        }
        """;
    Network network = network(nnd);
    DataSet data = network.data().doubles(0, rows(2, 1)).doubles(1, rows(2, 2)).build();
    assertThat(reports(nnd, network, data).keySet()).containsExactly("p");
  }

  @Test
  void withoutALossThereIsNothingToTell() {
    SourceFile file = new SourceFile("test.nnd", "network N { input x  output p = x }");
    assertThat(CompiledNetwork.compiler().probe(file, options(), "N", 1)).isEmpty();
  }

  @Test
  void tooManyFormulasAreToldAsSuch() {
    SourceFile file = new SourceFile("test.nnd", "network N { input x  param w = 1  loss = sin(w * x)^2 }");
    assertThat(CompiledNetwork.compiler().probe(file, options(), "N", 3)).containsInstanceOf(Probe.TooLarge.class);
  }
}
