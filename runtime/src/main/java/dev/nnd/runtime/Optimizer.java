package dev.nnd.runtime;

/**
 * How a gradient g changes a parameter w at learning rate α; the settings only. What an optimiser remembers between
 * steps lives in an {@link Updater}. All moments start at 0.
 */
public sealed interface Optimizer {

  /** The learning rate α, before any schedule. */
  double rate();

  /** The same optimiser with another learning rate. */
  Optimizer withRate(double rate);

  /**
   * Stochastic gradient descent. The decay is one of the weights, all of them, as a regularizer {@code decay / 2 Σ w²}
   * makes it; that of the rate is a {@link Schedule}: {@code g ← g + decay w}; {@code v ← μ v + g}; {@code w ← w − α v}, and with
   * Nesterov's momentum {@code w ← w − α (g + μ v)}: Sutskever, Martens, Dahl, Hinton, 2013.
   */
  record Sgd(double rate, double momentum, boolean nesterov, double decay) implements Optimizer {
    /** Checks each setting. */
    public Sgd {
      Setting.rate(rate);
      Setting.fraction("momentum", momentum);
      Setting.notNegative("decay", decay);
      if (nesterov && momentum == 0) {
        throw new IllegalArgumentException("Nesterov's momentum needs a momentum");
      }
    }

    @Override
    public Optimizer withRate(double rate) {
      return new Sgd(rate, momentum, nesterov, decay);
    }
  }

  /** {@code s ← s + g²}; {@code w ← w − α g / (√s + 1e-10)}: Duchi, Hazan, Singer, 2011, figure 1. */
  record Adagrad(double rate) implements Optimizer {
    /** Checks each setting. */
    public Adagrad {
      Setting.rate(rate);
    }

    @Override
    public Optimizer withRate(double rate) {
      return new Adagrad(rate);
    }
  }

  /** {@code s ← ρ s + (1 − ρ) g²}; {@code w ← w − α g / (√s + 1e-8)}: Tieleman and Hinton, 2012, lecture 6.5. */
  record Rmsprop(double rate, double rho) implements Optimizer {
    /** Checks each setting. */
    public Rmsprop {
      Setting.rate(rate);
      Setting.fraction("rho", rho);
    }

    @Override
    public Optimizer withRate(double rate) {
      return new Rmsprop(rate, rho);
    }
  }

  /**
   * {@code m ← β1 m + (1 − β1) g}; {@code v ← β2 v + (1 − β2) g²}; at step t, {@code w ← w − α m̂ / (√v̂ + ε)} with
   * {@code m̂ = m / (1 − β1^t)} and {@code v̂ = v / (1 − β2^t)}: Kingma and Ba, 2015, algorithm 1.
   */
  record Adam(double rate, double beta1, double beta2, double epsilon) implements Optimizer {
    /** Checks each setting. */
    public Adam {
      Setting.rate(rate);
      Setting.fraction("beta1", beta1);
      Setting.fraction("beta2", beta2);
      Setting.positive("epsilon", epsilon);
    }

    @Override
    public Optimizer withRate(double rate) {
      return new Adam(rate, beta1, beta2, epsilon);
    }
  }

  /**
   * Adam whose decay does not pass through the moments: first {@code w ← w − α decay w}: Loshchilov and Hutter, 2019,
   * algorithm 2.
   */
  record AdamW(double rate, double beta1, double beta2, double epsilon, double decay) implements Optimizer {
    /** Checks each setting. */
    public AdamW {
      Setting.rate(rate);
      Setting.fraction("beta1", beta1);
      Setting.fraction("beta2", beta2);
      Setting.positive("epsilon", epsilon);
      Setting.notNegative("decay", decay);
    }

    @Override
    public Optimizer withRate(double rate) {
      return new AdamW(rate, beta1, beta2, epsilon, decay);
    }
  }

  /** Plain gradient descent. */
  static Optimizer sgd(double rate) {
    return new Sgd(rate, 0, false, 0);
  }

  /** @see Sgd */
  static Optimizer sgd(double rate, double momentum, boolean nesterov, double decay) {
    return new Sgd(rate, momentum, nesterov, decay);
  }

  /** @see Adagrad */
  static Optimizer adagrad(double rate) {
    return new Adagrad(rate);
  }

  /** @see Rmsprop */
  static Optimizer rmsprop(double rate, double rho) {
    return new Rmsprop(rate, rho);
  }

  /** Adam with β1 = 0.9, β2 = 0.999, ε = 1e-8. */
  static Optimizer adam(double rate) {
    return new Adam(rate, 0.9, 0.999, 1e-8);
  }

  /** @see Adam */
  static Optimizer adam(double rate, double beta1, double beta2, double epsilon) {
    return new Adam(rate, beta1, beta2, epsilon);
  }

  /** @see AdamW */
  static Optimizer adamw(double rate, double beta1, double beta2, double epsilon, double decay) {
    return new AdamW(rate, beta1, beta2, epsilon, decay);
  }
}
