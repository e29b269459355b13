package dev.nnd.runtime;

/** The learning rate's course: a factor that multiplies the optimiser's rate. */
public sealed interface Schedule {

  /**
   * The factor for one update.
   *
   * @param epoch the epoch, from 0
   * @param step the update, from 0, counted over all epochs
   */
  double factor(int epoch, long step);

  /** Always 1. */
  record Constant() implements Schedule {
    @Override
    public double factor(int epoch, long step) {
      return 1;
    }
  }

  /** Multiplied by {@code factor} after every {@code every} epochs. */
  record Step(int every, double factor) implements Schedule {
    /** Checks that interval and factor are positive. */
    public Step {
      if (every < 1) {
        throw new IllegalArgumentException("a step schedule needs a positive number of epochs, not " + every);
      }
      Setting.positive("the factor of a schedule", factor);
    }

    @Override
    public double factor(int epoch, long step) {
      return Power.whole(factor, epoch / every);
    }
  }

  /** Multiplied by {@code factor} after every epoch. */
  record Exponential(double factor) implements Schedule {
    /** Checks that the factor is positive. */
    public Exponential {
      Setting.positive("the factor of a schedule", factor);
    }

    @Override
    public double factor(int epoch, long step) {
      return Power.whole(factor, epoch);
    }
  }

  /**
   * Half a cosine from 1 to 0 over {@code epochs} epochs, then 0: Loshchilov and Hutter, 2017, equation 5 without
   * restarts.
   */
  record Cosine(int epochs) implements Schedule {
    /** Checks that the length is positive. */
    public Cosine {
      if (epochs < 1) {
        throw new IllegalArgumentException("a cosine schedule needs a positive number of epochs, not "
            + epochs);
      }
    }

    @Override
    public double factor(int epoch, long step) {
      return epoch >= epochs ? 0 : (1 + StrictMath.cos(Math.PI * epoch / epochs)) / 2;
    }
  }

  /** Rises linearly to 1 over the first {@code steps} updates. */
  record Warmup(long steps) implements Schedule {
    /** Checks that the length is positive. */
    public Warmup {
      if (steps < 1) {
        throw new IllegalArgumentException("a warm-up needs a positive number of steps, not " + steps);
      }
    }

    @Override
    public double factor(int epoch, long step) {
      return step >= steps ? 1 : (step + 1) / (double) steps;
    }
  }

  /** @see Constant */
  static Schedule constant() {
    return new Constant();
  }

  /** @see Step */
  static Schedule step(int every, double factor) {
    return new Step(every, factor);
  }

  /** @see Exponential */
  static Schedule exponential(double factor) {
    return new Exponential(factor);
  }

  /** @see Cosine */
  static Schedule cosine(int epochs) {
    return new Cosine(epochs);
  }

  /** @see Warmup */
  static Schedule warmup(long steps) {
    return new Warmup(steps);
  }
}
