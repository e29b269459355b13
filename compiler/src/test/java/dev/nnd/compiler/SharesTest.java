package dev.nnd.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Interpreter;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.compiler.testing.precise.Big;
import dev.nnd.runtime.Batch;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Inference;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Shares of exponentials and their logarithms, of the interpreter and of generated code, against high precision. */
class SharesTest {
  private static final dev.nnd.compiler.testing.precise.Precision PRECISION =
      new dev.nnd.compiler.testing.precise.Precision(1_300);

  /** The exponential of a difference beyond it is less than any double tells apart from 0, or beside another from that. */
  private static final double NEGLIGIBLE = 1e5;

  private static final String CLASSIFIER = """
      network Shares {
        input  z : [3]
        target y : class[3]
        output l = log_softmax(z)
        output p = softmax(z)
        loss = cross_entropy(softmax(z), y)
      }
      """;

  private static Stream<double[]> points() {
    return Stream.concat(both(), Stream.of(
        new double[] {-1e154, -1e154, -1e154}, new double[] {1e154, 1e154, 1e154}, new double[] {1e154, 0, 1e154},
        new double[] {1e300, 1e300, -1e300}, new double[] {700, 700, 0}));
  }

  private static Stream<double[]> floats() {
    return Stream.concat(both(), Stream.of(
        new double[] {-1e30f, -1e30f, -1e30f}, new double[] {1e30f, 1e30f, 1e30f}, new double[] {1e30f, 0, 1e30f},
        new double[] {16, 0, 0}, new double[] {80, 0, -80}));
  }

  private static Stream<double[]> both() {
    return Stream.of(
        new double[] {0, 0, 0}, new double[] {1, 2, 3}, new double[] {30, 0, 0}, new double[] {0, 30, 0},
        new double[] {700, -700, 0}, new double[] {0, -700, 700}, new double[] {1e4, 0, 0}, new double[] {0, 0, 1e4},
        new double[] {-1e4, -1e4, -1e4}, new double[] {1e4, 1e4, 0}, new double[] {1e4, 9999.5, 0},
        new double[] {30, 30, 0}, new double[] {-30, 0, -30}, new double[] {0x1p-30, 0, 0});
  }

  // ---- what is right

  /** Σ_k exp(z[k] - z[i]): its logarithm is the cross-entropy of class i, its reciprocal the share. */
  private static Big inverseShare(double[] z, int i) {
    return Arrays.stream(z)
        .filter(score -> z[i] - score < NEGLIGIBLE)
        .mapToObj(score -> PRECISION.exp(PRECISION.subtract(Big.of(score), Big.of(z[i]))))
        .reduce(Big.of(0), PRECISION::add);
  }

  private static double share(double[] z, int i) {
    return isNegligible(z, i) ? 0 : PRECISION.divide(Big.of(1), inverseShare(z, i)).toDouble();
  }

  /** The logarithm to the last bit of double: where the largest difference is beyond 1e4 it is that difference. */
  private static double crossEntropy(double[] z, int i) {
    return isNegligible(z, i) ? Arrays.stream(z).max().orElseThrow() - z[i] : PRECISION.log(inverseShare(z, i)).toDouble();
  }

  private static boolean isNegligible(double[] z, int i) {
    return Arrays.stream(z).max().orElseThrow() - z[i] > NEGLIGIBLE;
  }

  // ---- what is computed

  /** l, p and the loss of every class in turn. */
  private record Results(double[] logarithms, double[] shares, double[] losses) {}

  private static Results interpreted(String nnd, double[] z) {
    Compiler.Derived derived = CompiledNetwork.derived(nnd);
    double[] losses = new double[3];
    double[] logarithms = {};
    double[] shares = {};
    for (int label = 0; label < 3; label++) {
      double[] oneHot = new double[3];
      oneHot[label] = 1;
      Interpreter interpreter = new Interpreter((Leaf leaf) -> leaf.name().equals("z") ? z : oneHot, 1, false);
      List<Integer> row = List.of(Axis.BATCH, 3);
      logarithms = interpreter.elements(derived.network().value("l").element(), row);
      shares = interpreter.elements(derived.network().value("p").element(), row);
      Expr loss = derived.network().loss().orElseThrow();
      losses[label] = interpreter.elements(loss, List.of(Axis.BATCH))[0];
    }
    return new Results(logarithms, shares, losses);
  }

  private static Results emitted(Network network, double[] z) {
    Inference inference = network.inference();
    double[] losses = new double[3];
    for (int label = 0; label < 3; label++) {
      DataSet.Builder data = DataSet.builder(network.signature().fields());
      data.doubles(0, new double[][] {z});
      data.labels(1, new int[] {label});
      Batch batch = Batch.all(data.build());
      inference.run(batch);
      inference.score(batch);
      losses[label] = inference.lossSum();
    }
    return new Results(row(inference, 0), row(inference, 1), losses);
  }

  private static double[] row(Inference inference, int output) {
    return IntStream.range(0, 3).mapToDouble(i -> inference.output(output, 0, i)).toArray();
  }

  private static void assertExact(Results results, double[] z, double tolerance, double least) {
    for (int i = 0; i < 3; i++) {
      assertClose("log_softmax", -crossEntropy(z, i), results.logarithms()[i], z, i, tolerance, least);
      assertClose("softmax", share(z, i), results.shares()[i], z, i, tolerance, least);
      assertClose("cross_entropy", crossEntropy(z, i), results.losses()[i], z, i, tolerance, least);
    }
  }

  /** Below the least normal number nothing is relative. */
  private static void assertClose(
      String what, double expected, double actual, double[] z, int i, double tolerance, double least) {
    double error = Math.abs(actual - expected);
    assertThat(error <= Math.max(tolerance * Math.abs(expected), least))
        .as("%s of class %d at %s: %s, should be %s", what, i, Arrays.toString(z), actual, expected)
        .isTrue();
  }

  // ---- tests

  @ParameterizedTest
  @MethodSource("points")
  void interpreterIsExact(double[] z) {
    assertExact(interpreted(CLASSIFIER, z), z, 1e-12, Double.MIN_NORMAL);
  }

  @Test
  void doublesAreExact() {
    Network network = CompiledNetwork.of(CLASSIFIER, Precision.DOUBLE).network();
    points().forEach(z -> assertExact(emitted(network, z), z, 1e-12, Double.MIN_NORMAL));
  }

  @Test
  void floatsAreExact() {
    Network network = CompiledNetwork.of(CLASSIFIER, Precision.FLOAT).network();
    floats().forEach(z -> {
      double[] rounded = Arrays.stream(z).map(value -> (float) value).toArray();
      assertExact(emitted(network, rounded), rounded, 1e-6, Float.MIN_NORMAL);
    });
  }

  /** The scale is part of the exponents. */
  @Test
  void scaledScoresAreExact() {
    String nnd = CLASSIFIER.replace("(z)", "(2.5 * z)");
    Network network = CompiledNetwork.of(nnd, Precision.DOUBLE).network();
    for (double[] z : List.of(new double[] {12, 0, 0}, new double[] {4e3, 0, 0}, new double[] {-4e153, -4e153, -4e153})) {
      double[] scaled = Arrays.stream(z).map(score -> 2.5 * score).toArray();
      assertExact(emitted(network, z), scaled, 1e-12, Double.MIN_NORMAL);
      assertExact(interpreted(nnd, z), scaled, 1e-12, Double.MIN_NORMAL);
    }
  }

  /** Two cross-entropies and a square are differences of their own in the sum: none swallows the other. */
  @Test
  void sumsOfCrossEntropiesAreExact() {
    String nnd = """
        network Sums {
          input  z : [3]
          input  w : [3]
          output s = 3e-13 * z[1]^2 - 2 * log_softmax(z)[0] - log_softmax(w)[0]
        }
        """;
    double[] z = {30, 1, 0};
    double[] w = {32, 0, 0};
    double expected = 3e-13 + 2 * crossEntropy(z, 0) + crossEntropy(w, 0);
    Network network = CompiledNetwork.of(nnd, Precision.DOUBLE).network();
    DataSet.Builder data = DataSet.builder(network.signature().fields());
    data.doubles(0, new double[][] {z});
    data.doubles(1, new double[][] {w});
    Inference inference = network.inference();
    inference.run(Batch.all(data.build()));
    assertThat(inference.output(0, 0, 0)).isCloseTo(expected, within(1e-12 * expected));
    Interpreter interpreter = new Interpreter(leaf -> leaf.name().equals("z") ? z : w, 1, false);
    Expr element = CompiledNetwork.derived(nnd).network().value("s").element();
    assertThat(interpreter.elements(element, List.of(Axis.BATCH))[0])
        .isCloseTo(expected, within(1e-12 * expected));
  }

  /** Where every exponential is zero, and in the matrix product that wants whole numbers. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void aLogSumExpIsANumber(Precision precision) {
    String nnd = """
        network Numbers {
          input  z : [3]
          param  V : [2, 3] = 0.5
          output s = logsumexp(z)
          output none = logsumexp(k: -1e38 * z[k] * z[k])
          u[i] = logsumexp(k: z[i] * z[k])
          output v[j] = sum(i: V[j, i] * u[i])
        }
        """;
    Network network = CompiledNetwork.of(nnd, precision).network();
    double[] z = precision == Precision.FLOAT ? new double[] {100, 200, 300} : new double[] {1e150, 1e140, 1e136};
    DataSet.Builder data = DataSet.builder(network.signature().fields());
    data.doubles(0, new double[][] {z});
    Inference inference = network.inference();
    inference.run(Batch.all(data.build()));
    double largest = Arrays.stream(z).max().orElseThrow();
    assertThat(inference.output(0, 0, 0)).isEqualTo(largest);
    assertThat(inference.output(1, 0, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
    double product = Arrays.stream(z).map(score -> score * largest / 2).sum();
    assertThat(inference.output(2, 0, 1)).isCloseTo(product, within(1e-6 * product));
  }

  @Test
  void interpretedNothingIsMinusInfinity() {
    Expr none = CompiledNetwork.derived("network None { input z : [3]\n output s = logsumexp(k: -1e308 * z[k]) }")
        .network().value("s").element();
    Interpreter interpreter = new Interpreter(leaf -> new double[] {100, 200, 300}, 1, false);
    assertThat(interpreter.elements(none, List.of(Axis.BATCH))).containsExactly(Double.NEGATIVE_INFINITY);
  }
}
