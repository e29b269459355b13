package dev.nnd.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.TextRenderer;
import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.compiler.testing.Gradients;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code import nnd.vision}: values against loops over positions, gradients against central differences. */
class VisionTest {
  private static final int CHANNELS = 4;
  private static final int ROWS = 3;
  private static final int COLUMNS = 5;

  private static String network(String layer) {
    return """
        import nnd.vision
        network N {
          input x : [4, 3, 5]
          param a : [4] = 1
          z[c, i, j] = a[c] * x[c, i, j]
          h = LAYER(z)
          output p = h
          loss = sum(sin(h)) + sumsq(h) / 3
        }
        """.replace("LAYER", layer);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "global_avg_pool", "global_max_pool", "upsample()", "upsample(3)", "pixel_shuffle()", "local_response_norm()",
    "local_response_norm(1, alpha = 0.5)", "depthwise_conv2d(2)", "depthwise_conv2d(3, stride = 2, pad = 1, f = tanh)",
    "instance_norm()", "channel_norm(epsilon = 0.1)"
  })
  void gradients(String layer) {
    Network network = CompiledNetwork.of(network(layer), Precision.DOUBLE).network();
    Gradients.check(layer, network, Gradients.data(network, 3, 5), Gradients.perturb(network, 6));
  }

  /** An element of the result; the parameters are 0.3, 0.6, … in their order, x is a wave. */
  @FunctionalInterface
  private interface Formula {
    double at(int c, int i, int j);
  }

  private static double x(int c, int i, int j) {
    boolean inside = c >= 0 && c < CHANNELS && i >= 0 && i < ROWS && j >= 0 && j < COLUMNS;
    return inside ? Math.sin(1 + 2 * c + 3 * i + 5 * j) : 0;
  }

  /** The value of the k-th parameter, those of the layer after the four of {@code a}, which are 1. */
  private static double parameter(int k) {
    return 0.3 * Math.cos(k) + 0.5;
  }

  private static void assertValues(String layer, int channels, int rows, int columns, Formula expected) {
    Network network = CompiledNetwork.of(network(layer), Precision.DOUBLE).network();
    double[] parameters = new double[network.parameterCount()];
    for (int k = 0; k < parameters.length; k++) {
      parameters[k] = k < CHANNELS ? 1 : parameter(k - CHANNELS);
    }
    network.copyFrom(parameters);
    double[] image = new double[CHANNELS * ROWS * COLUMNS];
    for (int k = 0; k < image.length; k++) {
      image[k] = x(k / (ROWS * COLUMNS), k / COLUMNS % ROWS, k % COLUMNS);
    }
    DataSet data = DataSet.builder(network.signature().fields()).doubles(0, new double[][] {image}).build();
    double[] found = network.predict(data, 0)[0];
    assertThat(found).hasSize(channels * rows * columns);
    for (int k = 0; k < found.length; k++) {
      double wanted = expected.at(k / (rows * columns), k / columns % rows, k % columns);
      assertThat(found[k]).as(layer + " element " + k).isCloseTo(wanted, within(1e-12));
    }
  }

  @Test
  void pooling() {
    assertValues("global_avg_pool", CHANNELS, 1, 1, (c, i, j) -> total((row, column) -> x(c, row, column)) / (ROWS * COLUMNS));
    assertValues("global_max_pool", CHANNELS, 1, 1, (c, i, j) -> {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < ROWS * COLUMNS; k++) {
        greatest = Math.max(greatest, x(c, k / COLUMNS, k % COLUMNS));
      }
      return greatest;
    });
  }

  @Test
  void resampling() {
    assertValues("upsample()", CHANNELS, 2 * ROWS, 2 * COLUMNS, (c, i, j) -> x(c, i / 2, j / 2));
    assertValues("upsample(3)", CHANNELS, 3 * ROWS, 3 * COLUMNS, (c, i, j) -> x(c, i / 3, j / 3));
    // Equation 4: PS(T)[x, y, c] = T[⌊x/r⌋, ⌊y/r⌋, C r mod(y, r) + C mod(x, r) + c], here with the channels of PyTorch's order.
    assertValues("pixel_shuffle()", 1, 2 * ROWS, 2 * COLUMNS, (c, i, j) -> x(2 * (i % 2) + j % 2, i / 2, j / 2));
  }

  @Test
  void depthwiseConvolution() {
    int filters = CHANNELS * 2 * 2;
    assertValues("depthwise_conv2d(2)", CHANNELS, ROWS - 1, COLUMNS - 1, (c, i, j) -> {
      double sum = parameter(filters + c);
      for (int k = 0; k < 4; k++) {
        sum += parameter(4 * c + k) * x(c, i + k / 2, j + k % 2);
      }
      return sum;
    });
    assertValues("depthwise_conv2d(2, stride = 2, pad = 1)", CHANNELS, 2, 3, (c, i, j) -> {
      double sum = parameter(filters + c);
      for (int k = 0; k < 4; k++) {
        sum += parameter(4 * c + k) * x(c, 2 * i - 1 + k / 2, 2 * j - 1 + k % 2);
      }
      return sum;
    });
  }

  @Test
  void normalisations() {
    assertValues("local_response_norm(1, k = 3, alpha = 0.5)", CHANNELS, ROWS, COLUMNS, (c, i, j) -> {
      double squares = square(x(c - 1, i, j)) + square(x(c, i, j)) + square(x(c + 1, i, j));
      return x(c, i, j) / Math.pow(3 + 0.5 * squares, 0.75);
    });
    int positions = ROWS * COLUMNS;
    assertValues("instance_norm()", CHANNELS, ROWS, COLUMNS, (c, i, j) -> {
      double mean = total((row, column) -> x(c, row, column)) / positions;
      double variance = total((row, column) -> square(x(c, row, column) - mean)) / positions;
      return parameter(c) * (x(c, i, j) - mean) / Math.sqrt(variance + 1e-5) + parameter(CHANNELS + c);
    });
    assertValues("channel_norm(0.1)", CHANNELS, ROWS, COLUMNS, (c, i, j) -> {
      double mean = (x(0, i, j) + x(1, i, j) + x(2, i, j) + x(3, i, j)) / CHANNELS;
      double variance = 0;
      for (int k = 0; k < CHANNELS; k++) {
        variance += square(x(k, i, j) - mean) / CHANNELS;
      }
      return parameter(c) * (x(c, i, j) - mean) / Math.sqrt(variance + 0.1) + parameter(CHANNELS + c);
    });
  }

  /** A number at each position of an image. */
  @FunctionalInterface
  private interface Plane {
    double at(int row, int column);
  }

  private static double total(Plane plane) {
    double total = 0;
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        total += plane.at(i, j);
      }
    }
    return total;
  }

  private static double square(double number) {
    return number * number;
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "global_avg_pool(z[0])        | argument `x` of `global_avg_pool` has the shape [3, 5], but [C, H, W] is wanted",
    "upsample(0)(z)               | a size must be a positive integer, not 0",
    "pixel_shuffle(3)(z)          | a size must be a positive integer, not 4/9",
    "depthwise_conv2d(4)(z)       | index stride * i + r is outside an axis of size 3",
    "upsample(2)(z) + foo(z)      | there is no function or layer `foo`"
  })
  void wrongShapes(String formula, String message) {
    DiagnosticSink sink = new DiagnosticSink();
    CompiledNetwork.compiler().derive(
        new SourceFile("n.nnd", network("id").replace("id(z)", formula)), Compiler.Options.defaults(), sink);
    assertThat(new TextRenderer(false).render(sink.diagnostics())).contains(message);
  }

  /** Nothing of it is known without the import; and a user's name hides it. */
  @Test
  void isImportedAndHidden() {
    DiagnosticSink sink = new DiagnosticSink();
    CompiledNetwork.compiler().derive(
        new SourceFile("n.nnd", network("upsample()").replace("import nnd.vision", "")), Compiler.Options.defaults(), sink);
    assertThat(sink.diagnostics()).extracting(diagnostic -> diagnostic.code().id()).containsExactly("E0303");
    Network hidden = CompiledNetwork.of(
        network("global_avg_pool").replace("network N", "fn global_avg_pool(x) = sum(x)\nnetwork N"), Precision.DOUBLE).network();
    assertThat(hidden.signature().outputs().get(0).components()).isEqualTo(1);
  }
}
