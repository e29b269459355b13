package dev.nnd.compiler.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Field;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Parameter;
import dev.nnd.runtime.Precision;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A value {@code h} that statements define from an input {@code x}, as it is compiled, beside a plain computation of the
 * same. The loss is Σ h²/2 + Σ h; its gradients by the parameters and by x are compared with central differences of the
 * plain computation.
 */
final class Compared {
  private static final int EXAMPLES = 3;
  private static final double STEP = 1e-5;

  /** What the value is, from the parameters by their names and one example, all row-major. */
  interface Computation {
    double[] of(Map<String, double[]> parameters, double[] x);
  }

  private final Network network;
  private final double[] parameters;
  private final double[][] examples;
  private final DataSet data;
  private final Computation expected;
  private final double tolerance;

  private Compared(String statements, Precision precision, Computation expected) {
    boolean labels = statements.contains("index[");
    this.network = CompiledNetwork.of("""
        network N {
        STATEMENTS
          output value = h
          loss = sumsq(h) / 2 + sum(h)
          GRADIENT
        }
        """.replace("STATEMENTS", statements).replace("GRADIENT", labels ? "" : "output slope = grad(loss, x)"), precision).network();
    this.expected = expected;
    this.tolerance = precision == Precision.DOUBLE ? 1e-10 : 3e-5;
    Random random = new Random(5);
    this.parameters = new double[network.parameterCount()];
    network.copyTo(parameters);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (parameters[i] + 0.3 * random.nextGaussian());
    }
    network.copyFrom(parameters);
    Field x = network.signature().inputs().get(0);
    this.examples = new double[EXAMPLES][x.components()];
    for (double[] example : examples) {
      Arrays.setAll(example, i -> labels ? random.nextInt(x.classes()) : (float) random.nextGaussian());
    }
    this.data = labels
        ? network.data().labels(0, Arrays.stream(examples).flatMapToDouble(Arrays::stream).mapToInt(v -> (int) v).toArray()).build()
        : network.data().doubles(0, examples).build();
  }

  /** In double precision. */
  static void check(String statements, Computation expected) {
    check(statements, Precision.DOUBLE, expected);
  }

  static void check(String statements, Precision precision, Computation expected) {
    Compared compared = new Compared(statements, precision, expected);
    compared.checkValues();
    if (compared.parameters.length > 0) {
      compared.checkGradientByParameters();
    }
    if (!statements.contains("index[")) {
      compared.checkGradientByInput();
    }
  }

  private void checkValues() {
    double[][] found = network.predict(data, 0);
    for (int n = 0; n < EXAMPLES; n++) {
      assertNear("value", found[n], expected.of(byName(parameters), examples[n]), tolerance);
    }
  }

  private void checkGradientByParameters() {
    double[] gradient = new double[parameters.length];
    network.lossAndGradient(data, gradient);
    double[] differences = differences(parameters, moved ->
        Arrays.stream(examples).mapToDouble(x -> loss(expected.of(byName(moved), x))).sum() / EXAMPLES);
    assertNear("gradient by the parameters", gradient, differences, 1e4 * tolerance);
  }

  private void checkGradientByInput() {
    double[][] found = network.predict(data, 1);
    for (int n = 0; n < EXAMPLES; n++) {
      double[] differences = differences(examples[n], x -> loss(expected.of(byName(parameters), x)));
      assertNear("gradient by the input", found[n], differences, 1e4 * tolerance);
    }
  }

  private interface Scalar {
    double of(double[] at);
  }

  private static double[] differences(double[] at, Scalar function) {
    return IntStream.range(0, at.length).mapToDouble(i -> {
      double[] moved = at.clone();
      moved[i] = at[i] + STEP;
      double above = function.of(moved);
      moved[i] = at[i] - STEP;
      return (above - function.of(moved)) / (2 * STEP);
    }).toArray();
  }

  private static double loss(double[] h) {
    return Arrays.stream(h).map(value -> value * value / 2 + value).sum();
  }

  private Map<String, double[]> byName(double[] flat) {
    Map<String, double[]> byName = new LinkedHashMap<>();
    int from = 0;
    for (Parameter parameter : network.signature().parameters()) {
      byName.put(parameter.name(), Arrays.copyOfRange(flat, from, from + parameter.count()));
      from += parameter.count();
    }
    return byName;
  }

  private static void assertNear(String what, double[] found, double[] wanted, double tolerance) {
    assertThat(found).as(what).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.length; i++) {
      assertThat(Math.abs(found[i] - wanted[i]))
          .as("%s, element %d: found %s, computed %s", what, i, found[i], wanted[i])
          .isLessThanOrEqualTo(tolerance * Math.max(1, Math.abs(wanted[i])));
    }
  }
}
