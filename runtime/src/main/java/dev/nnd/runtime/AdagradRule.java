package dev.nnd.runtime;

import java.util.List;

/** See {@link Optimizer.Adagrad}. */
final class AdagradRule implements RowRule {
  private static final double EPSILON = 1e-10;
  private double rate;

  @Override
  public List<String> memory() {
    return List.of("s");
  }

  @Override
  public void step(double rate, long step) {
    this.rate = rate;
  }

  @Override
  public void update(float[] w, float[] g, float[][] memory) {
    float alpha = (float) rate;
    float epsilon = (float) EPSILON;
    float[] s = memory[0];
    for (int j = 0; j < w.length; j++) {
      s[j] = Math.fma(g[j], g[j], s[j]);
      w[j] -= alpha * g[j] / ((float) Math.sqrt(s[j]) + epsilon);
    }
  }

  @Override
  public void update(double[] w, double[] g, double[][] memory) {
    double alpha = rate;
    double epsilon = EPSILON;
    double[] s = memory[0];
    for (int j = 0; j < w.length; j++) {
      s[j] = Math.fma(g[j], g[j], s[j]);
      w[j] -= alpha * g[j] / (Math.sqrt(s[j]) + epsilon);
    }
  }
}
