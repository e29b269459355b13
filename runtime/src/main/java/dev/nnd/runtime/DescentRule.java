package dev.nnd.runtime;

import java.util.List;

/** Gradient descent without momentum; see {@link Optimizer.Sgd}. */
final class DescentRule implements RowRule {
  private final double decay;
  private double rate;

  DescentRule(Optimizer.Sgd sgd) {
    decay = sgd.decay();
  }

  @Override
  public List<String> memory() {
    return List.of();
  }

  @Override
  public void step(double rate, long step) {
    this.rate = rate;
  }

  @Override
  public void update(float[] w, float[] g, float[][] memory) {
    float alpha = (float) rate;
    float lambda = (float) decay;
    for (int j = 0; j < w.length; j++) {
      float gradient = Math.fma(lambda, w[j], g[j]);
      w[j] = Math.fma(-alpha, gradient, w[j]);
    }
  }

  @Override
  public void update(double[] w, double[] g, double[][] memory) {
    double alpha = rate;
    double lambda = decay;
    for (int j = 0; j < w.length; j++) {
      double gradient = Math.fma(lambda, w[j], g[j]);
      w[j] = Math.fma(-alpha, gradient, w[j]);
    }
  }
}
