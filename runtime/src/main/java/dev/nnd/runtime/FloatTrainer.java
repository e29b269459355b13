package dev.nnd.runtime;

/**
 * A trainer in single precision.
 *
 * @param <T> the generated trainer
 */
public abstract class FloatTrainer<T extends FloatTrainer<T>> extends Trainer<T> {
  /** The parameters in training. */
  protected final FloatParameters parameters;
  /** The gradients of the last mini-batch, laid out like the parameters. */
  protected final FloatParameters gradients;
  private final FloatParameters best;

  /**
   * Starts from a copy of the parameters.
   *
   * @param signature of the network
   * @param start the parameters to start from
   * @param plan the settings of the .nnd's train block
   */
  protected FloatTrainer(Signature signature, FloatParameters start, TrainingPlan plan) {
    super(signature, plan);
    parameters = start.copy();
    gradients = new FloatParameters(start.parameters());
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
    return new FloatUpdater(optimizer, parameters, gradients);
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
