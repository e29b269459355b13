package dev.nnd.compiler.library;

import static dev.nnd.compiler.library.Plain.product;
import static dev.nnd.compiler.library.Plain.row;

import dev.nnd.runtime.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Layers of vectors against plain loops. */
class VectorLayersTest {

  @Test
  void dense() {
    Compared.check("input x : [3]  h = dense(2, tanh)(x)", (p, x) -> {
      double[] h = product(p.get("h.W"), 0, 2, x);
      for (int i = 0; i < 2; i++) {
        h[i] = Math.tanh(h[i] + p.get("h.b")[i]);
      }
      return h;
    });
  }

  @Test
  void aLayerUnderAnIndexIsOneForAllRows() {
    Compared.check("input x : [4, 3]  h[t] = dense(2)(x[t])", (p, x) -> {
      double[] h = new double[8];
      for (int t = 0; t < 4; t++) {
        double[] z = product(p.get("h.W"), 0, 2, row(x, t, 3));
        h[2 * t] = z[0] + p.get("h.b")[0];
        h[2 * t + 1] = z[1] + p.get("h.b")[1];
      }
      return h;
    });
  }

  @Test
  void maxout() {
    Compared.check("input x : [3]  h = maxout(2, pieces = 3)(x)", (p, x) -> {
      double[] z = product(p.get("h.W"), 0, 6, x);
      double[] h = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
      for (int i = 0; i < 6; i++) {
        h[i / 3] = Math.max(h[i / 3], z[i] + p.get("h.b")[i]);
      }
      return h;
    });
  }

  @Test
  void prelu() {
    Compared.check("input x : [5]  h = prelu()(x)", (p, x) -> {
      double[] h = new double[5];
      for (int i = 0; i < 5; i++) {
        h[i] = x[i] > 0 ? x[i] : p.get("h.slope")[i] * x[i];
      }
      return h;
    });
  }

  /** Ba, Kiros, Hinton 2016: the deviation is the population's. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void layerNorm(Precision precision) {
    Compared.check("input x : [5]  h = layer_norm()(x)", precision, (p, x) -> normalised(p.get("h.scale"), p.get("h.shift"), x, 1e-5));
  }

  @Test
  void layerNormWithAnotherEpsilon() {
    Compared.check(
        "input x : [5]  h = layer_norm(epsilon = 0.5)(x)", (p, x) -> normalised(p.get("h.scale"), p.get("h.shift"), x, 0.5));
  }

  private static double[] normalised(double[] scale, double[] shift, double[] x, double epsilon) {
    double mean = 0;
    for (double value : x) {
      mean += value / x.length;
    }
    double variance = 0;
    for (double value : x) {
      variance += (value - mean) * (value - mean) / x.length;
    }
    double[] h = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      h[i] = scale[i] * (x[i] - mean) / Math.sqrt(variance + epsilon) + shift[i];
    }
    return h;
  }

  @Test
  void embedding() {
    Compared.check("input x : index[4]  h = embedding(3)(x)", (p, x) -> row(p.get("h.E"), (int) x[0], 3));
  }

  @Test
  void embeddingOfASequence() {
    Compared.check("input x : [5] index[4]  h = embedding(3)(x)", (p, x) -> {
      double[] h = new double[15];
      for (int t = 0; t < 5; t++) {
        System.arraycopy(row(p.get("h.E"), (int) x[t], 3), 0, h, 3 * t, 3);
      }
      return h;
    });
  }

  @Test
  void residual() {
    Compared.check("input x : [3]  h = residual(dense(3, tanh))(x)", (p, x) -> {
      double[] h = product(p.get("h.W"), 0, 3, x);
      for (int i = 0; i < 3; i++) {
        h[i] = x[i] + Math.tanh(h[i] + p.get("h.b")[i]);
      }
      return h;
    });
  }

  @Test
  void residualOfAFunction() {
    Compared.check("input x : [3]  h = residual(sin)(x)", (p, x) -> {
      double[] h = new double[3];
      for (int i = 0; i < 3; i++) {
        h[i] = x[i] + Math.sin(x[i]);
      }
      return h;
    });
  }
}
