package dev.nnd.compiler.library;

import static dev.nnd.compiler.library.Plain.product;
import static dev.nnd.compiler.library.Plain.row;
import static dev.nnd.compiler.library.Plain.softmax;

import dev.nnd.runtime.Precision;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attention against loops written from Vaswani et al., 2017, section 3.2. */
class AttentionTest {
  private static final int T = 3;
  private static final int N = 4;

  @ParameterizedTest
  @CsvSource({"1, false, DOUBLE", "2, false, DOUBLE", "2, true, DOUBLE", "4, true, FLOAT"})
  void attention(int heads, boolean causal, Precision precision) {
    Compared.check("input x : [3, 4]  h = attention(heads = %d, causal = %b)(x)".formatted(heads, causal), precision,
        (p, x) -> vaswani(p, x, heads, causal));
  }

  @Test
  void oneHeadThatLooksEverywhereByDefault() {
    Compared.check("input x : [3, 4]  h = attention()(x)", (p, x) -> vaswani(p, x, 1, false));
  }

  private static double[] vaswani(Map<String, double[]> p, double[] x, int heads, boolean causal) {
    int width = N / heads;
    double[][] query = new double[T][];
    double[][] key = new double[T][];
    double[][] value = new double[T][];
    for (int t = 0; t < T; t++) {
      query[t] = product(p.get("h.Wq"), 0, N, row(x, t, N));
      key[t] = product(p.get("h.Wk"), 0, N, row(x, t, N));
      value[t] = product(p.get("h.Wv"), 0, N, row(x, t, N));
    }
    double[] all = new double[T * N];
    for (int i = 0; i < T; i++) {
      double[] mixed = new double[N];
      for (int h = 0; h < heads; h++) {
        int seen = causal ? i + 1 : T;
        double[] scores = new double[seen];
        for (int j = 0; j < seen; j++) {
          for (int d = h * width; d < (h + 1) * width; d++) {
            scores[j] += query[i][d] * key[j][d] / Math.sqrt(width);
          }
        }
        double[] weights = softmax(scores);
        for (int j = 0; j < seen; j++) {
          for (int d = h * width; d < (h + 1) * width; d++) {
            mixed[d] += weights[j] * value[j][d];
          }
        }
      }
      double[] out = product(p.get("h.Wo"), 0, N, mixed);
      System.arraycopy(out, 0, all, i * N, N);
    }
    return all;
  }
}
