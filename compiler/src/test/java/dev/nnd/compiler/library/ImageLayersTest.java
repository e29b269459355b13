package dev.nnd.compiler.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolution and pooling against loops over windows. */
class ImageLayersTest {
  private static final int CHANNELS = 2;
  private static final int FILTERS = 3;

  /** Of an image of 7 rows and 6 columns; sizes as PyTorch's: (H + 2 pad - size) / stride + 1, rounded down. */
  @ParameterizedTest
  @CsvSource({
    "3, 1, 0, 5, 4, DOUBLE",
    "3, 1, 1, 7, 6, DOUBLE",
    "2, 2, 0, 3, 3, DOUBLE",
    "3, 2, 1, 4, 3, FLOAT",
    "4, 3, 2, 3, 3, DOUBLE",
    "1, 1, 0, 7, 6, DOUBLE"
  })
  void conv2d(int size, int stride, int pad, int rows, int columns, Precision precision) {
    String layer = "input x : [2, 7, 6]  h = conv2d(3, %d, stride = %d, pad = %d, f = tanh)(x)".formatted(size, stride, pad);
    Compared.check(layer, precision, (p, x) -> convolution(p, x, size, stride, pad, rows, columns));
  }

  private static double[] convolution(Map<String, double[]> p, double[] x, int size, int stride, int pad, int rows, int columns) {
    double[] y = new double[FILTERS * rows * columns];
    int at = 0;
    for (int o = 0; o < FILTERS; o++) {
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          double z = p.get("h.b")[o];
          for (int c = 0; c < CHANNELS; c++) {
            for (int r = 0; r < size; r++) {
              for (int s = 0; s < size; s++) {
                int row = stride * i + r - pad;
                int column = stride * j + s - pad;
                boolean inside = row >= 0 && row < 7 && column >= 0 && column < 6;
                double pixel = inside ? x[(c * 7 + row) * 6 + column] : 0;
                z += p.get("h.K")[((o * CHANNELS + c) * size + r) * size + s] * pixel;
              }
            }
          }
          y[at++] = Math.tanh(z);
        }
      }
    }
    return y;
  }

  @ParameterizedTest
  @CsvSource({"max_pool(2), 2, 2, 3, 3", "'max_pool(3, stride = 2)', 3, 2, 3, 2", "'max_pool(3, 1)', 3, 1, 5, 4",
      "avg_pool(2), 2, 2, 3, 3", "'avg_pool(3, stride = 2)', 3, 2, 3, 2"})
  void pooling(String layer, int size, int stride, int rows, int columns) {
    // A scale for each pixel, so that there is a parameter behind the pool.
    Compared.check("input x : [2, 7, 6]  param a : [2, 7, 6] = 1  z = a * x  h = " + layer + "(z)", (p, x) -> {
      double[] y = new double[CHANNELS * rows * columns];
      int at = 0;
      for (int c = 0; c < CHANNELS; c++) {
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < columns; j++) {
            double greatest = Double.NEGATIVE_INFINITY;
            double total = 0;
            for (int r = 0; r < size; r++) {
              for (int s = 0; s < size; s++) {
                int pixel = (c * 7 + stride * i + r) * 6 + stride * j + s;
                greatest = Math.max(greatest, p.get("a")[pixel] * x[pixel]);
                total += p.get("a")[pixel] * x[pixel];
              }
            }
            y[at++] = layer.startsWith("max") ? greatest : total / (size * size);
          }
        }
      }
      return y;
    });
  }

  @Test
  void ofEqualPixelsTheFirstInReadingOrderTakesTheGradient() {
    Network network = CompiledNetwork.of("""
        network N {
          input x : [1, 2, 4]
          loss = sum(max_pool(2)(x))
          output g = grad(loss, x)
        }
        """, Precision.DOUBLE).network();
    double[][] examples = {{1, 3, 5, 5, 3, 3, 5, 5}};
    assertThat(network.predict(network.data().doubles(0, examples).build(), 0)[0]).containsExactly(0, 1, 1, 0, 0, 0, 0, 0);
  }

  @Test
  void aKernelStartsWithinItsFan() {
    Network network = CompiledNetwork.of("""
        network N {
          input x : [4, 9, 9]
          h = conv2d(8, 5)(x)
          output y = h
          loss = sumsq(y)
        }
        """, Precision.DOUBLE).network();
    double[] flat = new double[network.parameterCount()];
    network.copyTo(flat);
    double bound = Math.sqrt(6.0 / (4 * 5 * 5));
    double greatest = 0;
    for (int i = 0; i < 8 * 4 * 5 * 5; i++) {
      greatest = Math.max(greatest, Math.abs(flat[i]));
    }
    assertThat(greatest).isLessThanOrEqualTo(bound).isGreaterThan(0.95 * bound);
    for (int i = 8 * 4 * 5 * 5; i < flat.length; i++) {
      assertThat(flat[i]).isZero();
    }
  }
}
