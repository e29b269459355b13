package dev.nnd.runtime;

import java.util.List;

/** Gradient descent with momentum, Nesterov's or not; see {@link Optimizer.Sgd}. */
final class MomentumRule implements RowRule {
  private final double momentum;
  private final double decay;
  private final double lookahead;
  private final double share;
  private double rate;

  /** The step is {@code share g + lookahead v}: v itself, or with Nesterov's momentum g + μ v. */
  MomentumRule(Optimizer.Sgd sgd) {
    momentum = sgd.momentum();
    decay = sgd.decay();
    lookahead = sgd.nesterov() ? sgd.momentum() : 1;
    share = sgd.nesterov() ? 1 : 0;
  }

  @Override
  public List<String> memory() {
    return List.of("v");
  }

  @Override
  public void step(double rate, long step) {
    this.rate = rate;
  }

  @Override
  public void update(float[] w, float[] g, float[][] memory) {
    float alpha = (float) rate;
    float lambda = (float) decay;
    float mu = (float) momentum;
    float ofGradient = (float) share;
    float ofVelocity = (float) lookahead;
    float[] v = memory[0];
    for (int j = 0; j < w.length; j++) {
      float gradient = Math.fma(lambda, w[j], g[j]);
      v[j] = Math.fma(mu, v[j], gradient);
      w[j] = Math.fma(-alpha, Math.fma(ofVelocity, v[j], ofGradient * gradient), w[j]);
    }
  }

  @Override
  public void update(double[] w, double[] g, double[][] memory) {
    double alpha = rate;
    double lambda = decay;
    double mu = momentum;
    double ofGradient = share;
    double ofVelocity = lookahead;
    double[] v = memory[0];
    for (int j = 0; j < w.length; j++) {
      double gradient = Math.fma(lambda, w[j], g[j]);
      v[j] = Math.fma(mu, v[j], gradient);
      w[j] = Math.fma(-alpha, Math.fma(ofVelocity, v[j], ofGradient * gradient), w[j]);
    }
  }
}
