package dev.nnd.runtime;

import java.util.List;

/** See {@link Optimizer.Rmsprop}. */
final class RmspropRule implements RowRule {
  private static final double EPSILON = 1e-8;
  private final double rho;
  private double rate;

  RmspropRule(Optimizer.Rmsprop rmsprop) {
    rho = rmsprop.rho();
  }

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
    float keep = (float) rho;
    float take = (float) (1 - rho);
    float epsilon = (float) EPSILON;
    float[] s = memory[0];
    for (int j = 0; j < w.length; j++) {
      s[j] = Math.fma(keep, s[j], take * g[j] * g[j]);
      w[j] -= alpha * g[j] / ((float) Math.sqrt(s[j]) + epsilon);
    }
  }

  @Override
  public void update(double[] w, double[] g, double[][] memory) {
    double alpha = rate;
    double keep = rho;
    double take = 1 - rho;
    double epsilon = EPSILON;
    double[] s = memory[0];
    for (int j = 0; j < w.length; j++) {
      s[j] = Math.fma(keep, s[j], take * g[j] * g[j]);
      w[j] -= alpha * g[j] / (Math.sqrt(s[j]) + epsilon);
    }
  }
}
