package dev.nnd.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.load.GeneratedNetwork;
import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.runtime.ClassWeights;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a train block does to the weights, from its text to the last update, against the formulas written out. */
class TrainingSemanticsTest {
  private static final int EPOCHS = 12;

  static Network network(String nnd) throws IOException {
    DiagnosticSink sink = new DiagnosticSink();
    List<Compiler.JavaSource> java = CompiledNetwork.compiler().compile(
        new SourceFile("test.nnd", nnd), new Compiler.Options(Precision.DOUBLE, Map.of(), Optional.empty()), sink);
    assertThat(sink.hasErrors()).as(sink.diagnostics().toString()).isFalse();
    return GeneratedNetwork.of(java, java.get(0)).create(1);
  }

  private static double[] flat(Network network) {
    double[] flat = new double[network.parameterCount()];
    network.copyTo(flat);
    return flat;
  }

  /** The next weight of a course; epochs and updates are the same here and count from 0. */
  private interface Course {
    double next(double w, double gradient, int update, double[] memory);
  }

  private static Arguments course(String settings, Course course) {
    return Arguments.of(settings, course);
  }

  static Stream<Arguments> courses() {
    return Stream.of(
        course("optimizer = sgd(0.1)", (w, g, t, m) -> w - 0.1 * g),
        course("optimizer = sgd(rate = 0.1, decay = 0.2)", (w, g, t, m) -> w - 0.1 * (g + 0.2 * w)),
        course("optimizer = sgd(0.1, momentum = 0.8)", (w, g, t, m) -> {
          m[0] = 0.8 * m[0] + g;
          return w - 0.1 * m[0];
        }),
        course("optimizer = sgd(0.1, momentum = 0.8, nesterov = true, decay = 0.2)", (w, g, t, m) -> {
          m[0] = 0.8 * m[0] + g + 0.2 * w;
          return w - 0.1 * (g + 0.2 * w + 0.8 * m[0]);
        }),
        course("optimizer = adagrad(0.5)", (w, g, t, m) -> {
          m[0] += g * g;
          return w - 0.5 * g / (Math.sqrt(m[0]) + 1e-10);
        }),
        course("optimizer = rmsprop(0.1, rho = 0.7)", (w, g, t, m) -> {
          m[0] = 0.7 * m[0] + 0.3 * g * g;
          return w - 0.1 * g / (Math.sqrt(m[0]) + 1e-8);
        }),
        course("optimizer = adam(0.1)", (w, g, t, m) -> adam(w, g, t, m, 0.9, 0.999, 1e-8)),
        course("optimizer = adam(0.1, beta1 = 0.5, beta2 = 0.6, epsilon = 0.01)",
            (w, g, t, m) -> adam(w, g, t, m, 0.5, 0.6, 0.01)),
        course("optimizer = adamw(0.1, decay = 0.3)", (w, g, t, m) -> adam(w * (1 - 0.1 * 0.3), g, t, m, 0.9, 0.999, 1e-8)),
        course("optimizer = sgd(0.1) schedule = step(every = 3, factor = 0.5)",
            (w, g, t, m) -> w - 0.1 * Math.pow(0.5, t / 3) * g),
        course("optimizer = sgd(0.1) schedule = exponential(0.8)", (w, g, t, m) -> w - 0.1 * Math.pow(0.8, t) * g),
        course("optimizer = sgd(0.1) schedule = cosine(8)",
            (w, g, t, m) -> w - (t < 8 ? 0.05 * (1 + Math.cos(Math.PI * t / 8)) : 0) * g),
        course("optimizer = sgd(0.1) schedule = warmup(5)", (w, g, t, m) -> w - 0.1 * Math.min(1, (t + 1) / 5.0) * g),
        course("optimizer = sgd(0.1) clip = 2.5", (w, g, t, m) -> w - 0.1 * Math.max(-2.5, Math.min(2.5, g))));
  }

  private static double adam(double w, double g, int t, double[] m, double beta1, double beta2, double epsilon) {
    m[0] = beta1 * m[0] + (1 - beta1) * g;
    m[1] = beta2 * m[1] + (1 - beta2) * g * g;
    double unbiased = m[0] / (1 - Math.pow(beta1, t + 1));
    return w - 0.1 * unbiased / (Math.sqrt(m[1] / (1 - Math.pow(beta2, t + 1))) + epsilon);
  }

  /** The objective is {@code ½ (2 w - 8)² + ¼ w²}, so that the gradient is {@code 4 w - 16 + w / 2}. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("courses")
  void followsTheFormulas(String settings, Course course) throws IOException {
    Network network = network("""
        network N {
          input x
          target y
          param w = 1.5
          output p = w * x
          loss = squared_error(p, y)
          regularizer = w^2 / 4
          train { %s  epochs = %d }
        }
        """.formatted(settings, EPOCHS));
    double w = 1.5;
    double[] memory = new double[2];
    for (int t = 0; t < EPOCHS; t++) {
      w = course.next(w, 4 * w - 16 + w / 2, t, memory);
    }
    network.trainer().fit(network.data().doubles(0, new double[][] {{2}}).doubles(1, new double[][] {{8}}).build());
    assertThat(flat(network)[0]).isCloseTo(w, within(1e-12));
  }

  /** Of three examples in mini-batches of two, every loss being 0: two updates an epoch by the regularizer alone. */
  @Test
  void theRegularizerCountsOnceAnUpdateAndOnlyWhatItNames() throws IOException {
    Network network = network("""
        network N {
          input x : [1]
          target y : [1]
          param W : [1, 1] = 2
          param b : [1] = 1
          output p = W @ x + b
          loss = squared_error(p, y)
          regularizer = 0.3 / 2 * sumsq(W)
          train { optimizer = sgd(0.1) batch = 2 epochs = 3 }
        }
        """);
    double[][] zeros = {{0}, {0}, {0}};
    network.trainer().fit(network.data().doubles(0, zeros).doubles(1, new double[][] {{1}, {1}, {1}}).build());
    assertThat(flat(network)[0]).isCloseTo(2 * Math.pow(1 - 0.1 * 0.3, 6), within(1e-14));
    assertThat(flat(network)[1]).isEqualTo(1);
  }

  /** The gradient is (-3, 0.4 · 10), of norm 5 with the regularizer's part. */
  @Test
  void clippingIsByTheNormOverAllParametersAndTheRegularizer() throws IOException {
    Network network = network("""
        network N {
          input x
          target y
          param v = 0
          param w = 10
          output p = v * x
          loss = squared_error(p, y)
          regularizer = 0.2 * w^2
          train { optimizer = sgd(1) clip = 0.5 epochs = 1 }
        }
        """);
    network.trainer().fit(network.data().doubles(0, new double[][] {{1}}).doubles(1, new double[][] {{3}}).build());
    assertThat(flat(network)).containsExactly(new double[] {0.5 * 3 / 5, 10 - 0.5 * 4 / 5}, within(1e-14));
  }

  private static Network classifier(String weights) throws IOException {
    return network("""
        network N {
          input x
          target y : class[2]
          param w : [2] = 0
          output p = softmax(w + 0 * [x, x])
          loss = cross_entropy(p, y)
          train { optimizer = sgd(1) batch = 3 epochs = 1 class_weights = %s }
        }
        """.formatted(weights));
  }

  private static DataSet twoOfOneClass(Network network) {
    return network.data().doubles(0, new double[][] {{0}, {0}, {0}}).labels(1, new int[] {0, 0, 1}).build();
  }

  /** Both halves being equally likely, the gradient of an example is ½ for the other class and -½ for its own. */
  @Test
  void classWeightsHaveAMeanOfOneOverTheExamples() throws IOException {
    Network given = classifier("[1, 3]");
    given.trainer().fit(twoOfOneClass(given));
    double own = 0.6 * 2;
    double other = 1.8;
    assertThat(flat(given)).containsExactly(new double[] {(own - other) / 2 / 3, (other - own) / 2 / 3}, within(1e-15));

    Network balanced = classifier("balanced");
    balanced.trainer().fit(twoOfOneClass(balanced));
    assertThat(flat(balanced)).containsExactly(new double[] {0, 0}, within(1e-15));
  }

  @Test
  void theBuilderOverridesClassWeights() throws IOException {
    Network network = classifier("balanced");
    network.trainer().classWeights(ClassWeights.equal()).fit(twoOfOneClass(network));
    assertThat(flat(network)).containsExactly(new double[] {1 / 6.0, -1 / 6.0}, within(1e-15));
  }
}
