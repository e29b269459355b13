package dev.nnd.runtime;

import java.util.List;

/** Adam, and with a decay AdamW; see {@link Optimizer.Adam} and {@link Optimizer.AdamW}. */
final class AdamRule implements RowRule {
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final double decay;
  private double scaledRate;
  private double correction;
  private double shrink;

  AdamRule(double beta1, double beta2, double epsilon, double decay) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.decay = decay;
  }

  @Override
  public List<String> memory() {
    return List.of("m", "v");
  }

  @Override
  public void step(double rate, long step) {
    scaledRate = rate / (1 - Power.whole(beta1, step));
    correction = 1 / (1 - Power.whole(beta2, step));
    shrink = -rate * decay;
  }

  @Override
  public void update(float[] w, float[] g, float[][] memory) {
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    float c1 = (float) (1 - beta1);
    float c2 = (float) (1 - beta2);
    float eps = (float) epsilon;
    float alpha = (float) scaledRate;
    float unbias = (float) correction;
    float lambda = (float) shrink;
    float[] m = memory[0];
    float[] v = memory[1];
    for (int j = 0; j < w.length; j++) {
      m[j] = Math.fma(b1, m[j], c1 * g[j]);
      v[j] = Math.fma(b2, v[j], c2 * g[j] * g[j]);
      w[j] = Math.fma(lambda, w[j], w[j]) - alpha * m[j] / ((float) Math.sqrt(unbias * v[j]) + eps);
    }
  }

  @Override
  public void update(double[] w, double[] g, double[][] memory) {
    double b1 = beta1;
    double b2 = beta2;
    double c1 = 1 - beta1;
    double c2 = 1 - beta2;
    double eps = epsilon;
    double alpha = scaledRate;
    double unbias = correction;
    double lambda = shrink;
    double[] m = memory[0];
    double[] v = memory[1];
    for (int j = 0; j < w.length; j++) {
      m[j] = Math.fma(b1, m[j], c1 * g[j]);
      v[j] = Math.fma(b2, v[j], c2 * g[j] * g[j]);
      w[j] = Math.fma(lambda, w[j], w[j]) - alpha * m[j] / (Math.sqrt(unbias * v[j]) + eps);
    }
  }
}
