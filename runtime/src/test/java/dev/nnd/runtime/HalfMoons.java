package dev.nnd.runtime;

import java.util.List;

/** Points on two interleaved half circles, with noise. */
final class HalfMoons {
  private HalfMoons() {
  }

  static DataSet data(List<Field> fields, int size, long seed) {
    float[][] x = new float[size][2];
    int[] y = new int[size];
    for (int i = 0; i < size; i++) {
      double angle = Math.PI * CounterRandom.uniform(seed, 0, 0, i, 0);
      y[i] = i % 2;
      x[i][0] = (float) (y[i] == 0 ? Math.cos(angle) : 1 - Math.cos(angle));
      x[i][1] = (float) (y[i] == 0 ? Math.sin(angle) : 0.5 - Math.sin(angle));
      x[i][0] += (float) (0.1 * CounterRandom.normal(seed, 1, 0, i, 0));
      x[i][1] += (float) (0.1 * CounterRandom.normal(seed, 1, 0, i, 1));
    }
    return DataSet.builder(fields).floats(0, x).labels(1, y).build();
  }
}
