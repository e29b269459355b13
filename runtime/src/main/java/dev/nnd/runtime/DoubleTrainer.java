package dev.nnd.runtime;

/**
 * A trainer in double precision.
 *
 * @param <T> the generated trainer
 */
public abstract class DoubleTrainer<T extends DoubleTrainer<T>> extends Trainer<T> {
  /** The parameters in training. */
  protected final DoubleParameters parameters;
  /** The gradients of the last mini-batch, laid out like the parameters. */
  protected final DoubleParameters gradients;
  private final DoubleParameters best;

  /**
   * Starts from a copy of the parameters.
   *
   * @param signature of the network
   * @param start the parameters to start from
   * @param plan the settings of the .nnd's train block
   */
  protected DoubleTrainer(Signature signature, DoubleParameters start, TrainingPlan plan) {
    super(signature, plan);
    parameters = start.copy();
    gradients = new DoubleParameters(start.parameters());
    best = start.copy();
  }

  @Override
  final Parameters parameterStore() {
    return parameters;
  }

  @Override
  final Parameters gradientStore() {
    return gradients;
  }

  @Override
  final Updater updater(Optimizer optimizer) {
    return new DoubleUpdater(optimizer, parameters, gradients);
  }

  @Override
  final void keepBest() {
    best.set(parameters);
  }

  @Override
  final void restoreBest() {
    parameters.set(best);
  }
}
