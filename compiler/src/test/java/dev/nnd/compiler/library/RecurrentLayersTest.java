package dev.nnd.compiler.library;

import static dev.nnd.compiler.library.Plain.logistic;
import static dev.nnd.compiler.library.Plain.product;
import static dev.nnd.compiler.library.Plain.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.compiler.testing.Gradients;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Recurrent layers against loops written from the papers' equations. */
class RecurrentLayersTest {
  private static final int T = 4;
  private static final int N = 3;
  private static final int UNITS = 2;

  @Test
  void rnn() {
    Compared.check("input x : [4, 3]  h = rnn(2)(x)", (p, x) -> elman(p, x, true));
  }

  @Test
  void rnnWithAnotherFunction() {
    Compared.check("input x : [4, 3]  h = rnn(2, identity)(x)", (p, x) -> elman(p, x, false));
  }

  /** Elman 1990: h[t] = f(W x[t] + U h[t - 1] + b). */
  private static double[] elman(Map<String, double[]> p, double[] x, boolean tanh) {
    double[] h = new double[UNITS];
    double[] all = new double[T * UNITS];
    for (int t = 0; t < T; t++) {
      double[] fromX = product(p.get("h.W"), 0, UNITS, row(x, t, N));
      double[] fromH = product(p.get("h.U"), 0, UNITS, h);
      double[] next = new double[UNITS];
      for (int i = 0; i < UNITS; i++) {
        double z = fromX[i] + fromH[i] + p.get("h.b")[i];
        next[i] = tanh ? Math.tanh(z) : z;
        all[t * UNITS + i] = next[i];
      }
      h = next;
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void lstm(Precision precision) {
    Compared.check("input x : [4, 3]  h = lstm(2)(x)", precision, RecurrentLayersTest::hochreiter);
  }

  @Test
  void theLastVectorOfASequence() {
    Compared.check("input x : [4, 3]  s = lstm(2)(x)  h = last(s)", (p, x) -> row(
        hochreiter(Map.of("h.W", p.get("s.W"), "h.U", p.get("s.U"), "h.b", p.get("s.b")), x), T - 1, UNITS));
  }

  /** Hochreiter and Schmidhuber 1997 with the forget gate of Gers 2000; rows of the weights: i, f, g, o. */
  private static double[] hochreiter(Map<String, double[]> p, double[] x) {
    double[] h = new double[UNITS];
    double[] c = new double[UNITS];
    double[] all = new double[T * UNITS];
    for (int t = 0; t < T; t++) {
      double[] fromX = product(p.get("h.W"), 0, 4 * UNITS, row(x, t, N));
      double[] fromH = product(p.get("h.U"), 0, 4 * UNITS, h);
      double[] z = new double[4 * UNITS];
      for (int i = 0; i < z.length; i++) {
        z[i] = fromX[i] + fromH[i] + p.get("h.b")[i];
      }
      h = new double[UNITS];
      for (int k = 0; k < UNITS; k++) {
        double in = logistic(z[k]);
        double forget = logistic(z[UNITS + k]);
        double candidate = Math.tanh(z[2 * UNITS + k]);
        double out = logistic(z[3 * UNITS + k]);
        c[k] = forget * c[k] + in * candidate;
        h[k] = out * Math.tanh(c[k]);
        all[t * UNITS + k] = h[k];
      }
    }
    return all;
  }

  /** Cho 2014, with the reset gate after the recurrent product; rows of the weights: r, z, n. */
  @Test
  void gru() {
    Compared.check("input x : [4, 3]  h = gru(2)(x)", (p, x) -> {
      double[] h = new double[UNITS];
      double[] all = new double[T * UNITS];
      for (int t = 0; t < T; t++) {
        double[] fromX = product(p.get("h.W"), 0, 3 * UNITS, row(x, t, N));
        double[] fromH = product(p.get("h.U"), 0, 3 * UNITS, h);
        for (int i = 0; i < 3 * UNITS; i++) {
          fromX[i] += p.get("h.b")[i];
          fromH[i] += p.get("h.c")[i];
        }
        double[] next = new double[UNITS];
        for (int k = 0; k < UNITS; k++) {
          double r = logistic(fromX[k] + fromH[k]);
          double z = logistic(fromX[UNITS + k] + fromH[UNITS + k]);
          double candidate = Math.tanh(fromX[2 * UNITS + k] + r * fromH[2 * UNITS + k]);
          next[k] = (1 - z) * candidate + z * h[k];
          all[t * UNITS + k] = next[k];
        }
        h = next;
      }
      return all;
    });
  }

  @Test
  void parametersStartAsTheTableSays() {
    Network network = CompiledNetwork.of("""
        network N {
          input x : [4, 3]
          h = lstm(2)(x)
          g = gru(2)(h)
          output y = g
          loss = sumsq(y)
        }
        """, Precision.DOUBLE).network();
    assertThat(network.signature().parameters().stream().map(p -> p.name() + p.shape()).toList()).containsExactly(
        "h.W[8, 3]", "h.U[8, 2]", "h.b[8]", "g.W[6, 2]", "g.U[6, 2]", "g.b[6]", "g.c[6]");
    double[] flat = new double[network.parameterCount()];
    network.copyTo(flat);
    assertThat(Arrays.copyOfRange(flat, 40, 48)).as("the forget part of b").containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
    double[] recurrent = Arrays.copyOfRange(flat, 24, 40);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        double dot = 0;
        for (int k = 0; k < 8; k++) {
          dot += recurrent[2 * k + i] * recurrent[2 * k + j];
        }
        assertThat(Math.abs(dot - (i == j ? 1 : 0))).as("columns %d and %d of U", i, j).isLessThan(1e-9);
      }
    }
  }

  @Test
  void aHundredStepsComeToCodeOfSaneSize() {
    String nnd = """
        network N {
          input x : [LENGTH, 8]
          target y : class[4]
          h = lstm(32)(x)
          output p = dense(4, softmax)(last(h))
          loss = cross_entropy(p, y)
        }
        """;
    int shorter = CompiledNetwork.java("short", nnd.replace("LENGTH", "50"), Precision.FLOAT).source().length();
    int longer = CompiledNetwork.java("long", nnd.replace("LENGTH", "100"), Precision.FLOAT).source().length();
    assertThat(longer).as("grows no faster than the steps").isLessThan(2 * shorter).isLessThan(600_000);
  }

  /** Java allows a method 255 parameters. */
  @Test
  void moreStepsThanAMethodHasParameters() {
    CompiledNetwork compiled = CompiledNetwork.of("""
        network N {
          input x : [300, 1]
          h = rnn(2)(x)
          output y = h
          loss = mean(h)
        }
        """, Precision.DOUBLE);
    Gradients.check("rnn", compiled.network(), Gradients.data(compiled.network(), 2, 4), Gradients.perturb(compiled.network(), 8));
  }
}
