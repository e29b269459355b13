package dev.nnd.runtime;

import java.util.Arrays;
import java.util.List;

/** Computes the first values of one parameter, in double and in canonical order. */
final class Initialization {
  private final double[] values;
  private final long seed;
  private final int site;

  private Initialization(double[] values, long seed, int site) {
    this.values = values;
    this.seed = seed;
    this.site = site;
  }

  static void fill(Initializer initializer, double[] values, long seed, int site) {
    new Initialization(values, seed, site).fill(initializer);
  }

  private void fill(Initializer initializer) {
    if (initializer instanceof Initializer.Zeros) {
      Arrays.fill(values, 0);
    } else if (initializer instanceof Initializer.Ones) {
      Arrays.fill(values, 1);
    } else if (initializer instanceof Initializer.Constant c) {
      Arrays.fill(values, c.value());
    } else if (initializer instanceof Initializer.Uniform u) {
      uniform(u.low(), u.high());
    } else if (initializer instanceof Initializer.Normal n) {
      normal(n.mean(), n.deviation());
    } else if (initializer instanceof Initializer.GlorotUniform g) {
      symmetric(Math.sqrt(6.0 / ((double) g.fanIn() + g.fanOut())));
    } else if (initializer instanceof Initializer.GlorotNormal g) {
      normal(0, Math.sqrt(2.0 / ((double) g.fanIn() + g.fanOut())));
    } else if (initializer instanceof Initializer.HeUniform h) {
      symmetric(Math.sqrt(6.0 / h.fanIn()));
    } else if (initializer instanceof Initializer.HeNormal h) {
      normal(0, Math.sqrt(2.0 / h.fanIn()));
    } else if (initializer instanceof Initializer.LecunNormal l) {
      normal(0, Math.sqrt(1.0 / l.fanIn()));
    } else if (initializer instanceof Initializer.Orthogonal o) {
      orthogonal(o.rows(), o.columns());
    } else if (initializer instanceof Initializer.Values v) {
      literal(v.values());
    }
  }

  private void symmetric(double limit) {
    uniform(-limit, limit);
  }

  private void uniform(double low, double high) {
    for (int i = 0; i < values.length; i++) {
      values[i] = low + (high - low) * CounterRandom.uniform(seed, site, CounterRandom.INITIAL, 0, i);
    }
  }

  private void normal(double mean, double deviation) {
    for (int i = 0; i < values.length; i++) {
      values[i] = mean + deviation * CounterRandom.normal(seed, site, CounterRandom.INITIAL, 0, i);
    }
  }

  private void literal(List<Double> literal) {
    if (literal.size() != 1 && literal.size() != values.length) {
      throw new IllegalArgumentException(literal.size() + " values cannot fill " + values.length + " elements");
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = literal.get(literal.size() == 1 ? 0 : i);
    }
  }

  /** Each block becomes the Q of a normal matrix; where rows are fewer than columns, the transposed Q. */
  private void orthogonal(int rows, int columns) {
    int block = rows * columns;
    if (values.length % block != 0) {
      throw new IllegalArgumentException(values.length + " elements are no whole number of "
          + rows + " x " + columns + " matrices");
    }
    normal(0, 1);
    boolean tall = rows >= columns;
    double[][] vectors = new double[Math.min(rows, columns)][Math.max(rows, columns)];
    for (int start = 0; start < values.length; start += block) {
      for (int v = 0; v < vectors.length; v++) {
        for (int e = 0; e < vectors[v].length; e++) {
          vectors[v][e] = values[start + (tall ? e * columns + v : v * columns + e)];
        }
      }
      orthonormalize(vectors);
      for (int v = 0; v < vectors.length; v++) {
        for (int e = 0; e < vectors[v].length; e++) {
          values[start + (tall ? e * columns + v : v * columns + e)] = vectors[v][e];
        }
      }
    }
  }

  /**
   * Gram and Schmidt, each vector twice ("twice is enough", Kahan). The diagonal of R is positive, so that Q is
   * uniform over the orthogonal matrices: Mezzadri, "How to generate random matrices from the classical compact
   * groups", 2007.
   */
  private static void orthonormalize(double[][] vectors) {
    for (int v = 0; v < vectors.length; v++) {
      for (int pass = 0; pass < 2; pass++) {
        for (int u = 0; u < v; u++) {
          subtract(vectors[v], dot(vectors[u], vectors[v]), vectors[u]);
        }
      }
      double norm = Math.sqrt(dot(vectors[v], vectors[v]));
      for (int e = 0; e < vectors[v].length; e++) {
        vectors[v][e] /= norm;
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }
    return sum;
  }

  private static void subtract(double[] a, double factor, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] = Math.fma(-factor, b[i], a[i]);
    }
  }
}
