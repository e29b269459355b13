package dev.nnd.runtime;

import java.util.List;

/**
 * An optimiser's arithmetic on one row w of parameters with its gradient g. Every loop indexes all its arrays by the
 * same j, which the just-in-time compiler turns into vector code; float and double do the same operations in the same
 * order.
 */
interface RowRule {
  static RowRule of(Optimizer optimizer) {
    if (optimizer instanceof Optimizer.Sgd sgd) {
      return sgd.momentum() == 0 ? new DescentRule(sgd) : new MomentumRule(sgd);
    } else if (optimizer instanceof Optimizer.Adagrad) {
      return new AdagradRule();
    } else if (optimizer instanceof Optimizer.Rmsprop rmsprop) {
      return new RmspropRule(rmsprop);
    } else if (optimizer instanceof Optimizer.Adam adam) {
      return new AdamRule(adam.beta1(), adam.beta2(), adam.epsilon(), 0);
    } else if (optimizer instanceof Optimizer.AdamW adam) {
      return new AdamRule(adam.beta1(), adam.beta2(), adam.epsilon(), adam.decay());
    }
    throw new IllegalStateException("no rule for " + optimizer);
  }

  /** The names of the rows it remembers. */
  List<String> memory();

  /** Fixes what all rows of a step share. */
  void step(double rate, long step);

  /** Updates one row; memory[k] is the row of the k-th name. */
  void update(float[] w, float[] g, float[][] memory);

  /** Updates one row; memory[k] is the row of the k-th name. */
  void update(double[] w, double[] g, double[][] memory);
}
