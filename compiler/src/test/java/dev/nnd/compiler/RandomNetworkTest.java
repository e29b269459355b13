package dev.nnd.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Node;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.compiler.testing.Gradients;
import dev.nnd.compiler.testing.Judge;
import dev.nnd.compiler.testing.RandomNetwork;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random small networks: the emitted objective and gradient agree with the interpreter and with central differences, in
 * double closely and in float roughly. What fails is shrunk before it is reported.
 */
class RandomNetworkTest {
  private static final int NETWORKS = Integer.getInteger("networks", 60);
  private static final int BATCH = 15;
  private static final int EXAMPLES = 7;

  private int rejected;
  private final Map<String, Integer> kinds = new TreeMap<>();

  @Test
  void emittedAndInterpretedAgree() {
    List<RandomNetwork> networks = new ArrayList<>();
    for (long seed = 1; networks.size() < NETWORKS; seed++) {
      RandomNetwork network = RandomNetwork.of(seed, 2 + (int) (seed % 6));
      if (network.isSound()) {
        networks.add(network);
        count(network);
      } else {
        rejected++;
      }
    }
    for (int from = 0; from < networks.size(); from += BATCH) {
      check(networks.subList(from, Math.min(networks.size(), from + BATCH)));
    }
    System.out.println(NETWORKS + " random networks, " + rejected + " rejected; nodes: " + kinds);
    assertThat(kinds).containsKeys("sum", "max", "logsumexp", "If", "Scatter", "tanh", "logistic", "softplus");
    assertThat(rejected).as("rejected").isLessThan(NETWORKS);
  }

  private void count(RandomNetwork network) {
    Compiler.Derived derived = CompiledNetwork.derived(network.text());
    List<Expr> roots = new ArrayList<>();
    derived.network().loss().ifPresent(roots::add);
    derived.network().gradients().forEach(gradient -> roots.add(gradient.ofLoss()));
    Dag.nodes(roots).forEach(node -> kinds.merge(kind(node), 1, Integer::sum));
  }

  private static String kind(Node node) {
    if (node instanceof Call call) {
      return call.primitive().text();
    }
    return node instanceof Reduction reduction ? reduction.op().text() : node.getClass().getSimpleName();
  }

  private static void check(List<RandomNetwork> networks) {
    List<String> sources = networks.stream().map(RandomNetwork::text).toList();
    try {
      List<CompiledNetwork> doubles = CompiledNetwork.all(sources, Precision.DOUBLE);
      List<CompiledNetwork> floats = CompiledNetwork.all(sources, Precision.FLOAT);
      for (int i = 0; i < networks.size(); i++) {
        agree(sources.get(i), doubles.get(i), floats.get(i));
      }
    } catch (AssertionError one) {
      networks.forEach(network -> failure(network).ifPresent(failure -> report(network, failure)));
      throw one;
    }
  }

  /** The smallest network that still fails. */
  private static void report(RandomNetwork network, AssertionError failure) {
    for (RandomNetwork smaller : network.shrunk()) {
      if (smaller.isSound()) {
        failure(smaller).ifPresent(still -> report(smaller, still));
      }
    }
    throw new AssertionError(network.text(), failure);
  }

  private static Optional<AssertionError> failure(RandomNetwork network) {
    String text = network.text();
    try {
      agree(text, CompiledNetwork.of(text, Precision.DOUBLE), CompiledNetwork.of(text, Precision.FLOAT));
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(e);
    }
  }

  private static void agree(String text, CompiledNetwork inDouble, CompiledNetwork inFloat) {
    DataSet data = Gradients.data(inDouble.network(), EXAMPLES, 8);
    double[] parameters = Gradients.perturb(inDouble.network(), 9);
    double[] gradient = new double[parameters.length];
    double objective = inDouble.network().lossAndGradient(data, gradient);
    Judge judge = new Judge(CompiledNetwork.derived(text), data, parameters);
    assertThat(objective).isCloseTo(judge.objective(), within(1e-11 * Math.max(1, Math.abs(objective))));
    assertClose("interpreted", gradient, judge.gradient(), 1e-10);
    Gradients.check(text, inDouble.network(), data, parameters);
    inFloat.network().copyFrom(parameters);
    double[] rough = new double[parameters.length];
    double roughly = inFloat.network().lossAndGradient(Gradients.data(inFloat.network(), EXAMPLES, 8), rough);
    assertThat(roughly).isCloseTo(objective, within(1e-3 * Math.max(1, Math.abs(objective))));
    assertClose("in float", rough, gradient, 1e-3);
  }

  private static void assertClose(String what, double[] actual, double[] expected, double tolerance) {
    double largest = 1;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).as(what + ", element " + i).isCloseTo(expected[i], within(tolerance * largest));
    }
  }
}
