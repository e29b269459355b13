package dev.nnd.runtime;

import java.util.Arrays;

/**
 * Trains a network by the textbook's algorithm 4.1: shuffle, forward, backward and update a mini-batch at a time, until
 * the error on the validation part no longer falls; the best weights are kept. Its settings are those of the .nnd's
 * train block unless a method overrides them. One thread at a time may use it.
 *
 * @param <T> the generated trainer, which the settings return
 */
public abstract class Trainer<T extends Trainer<T>> {
  private final Signature signature;
  private final boolean weighsExamples;
  private TrainingPlan plan;
  private ProgressListener listener = ProgressListener.SILENT;
  private double[] classWeights = {};
  private int step;

  Trainer(Signature signature, TrainingPlan plan) {
    this.signature = signature;
    this.weighsExamples = !(plan.classWeights() instanceof ClassWeights.Equal);
    this.plan = plan;
  }

  // What generated code tells the loop.

  /**
   * Makes room for mini-batches of up to {@code batch} examples; called before the first of them, and again for other
   * data.
   */
  protected abstract void prepare(int batch);

  /**
   * Forward and backward over one mini-batch in training mode: sets the gradients to those of its mean loss plus the
   * regularizer. Every element of the gradients is overwritten, padding with 0.
   *
   * @return that objective
   */
  protected abstract double lossAndGradient(Batch batch);

  /**
   * Sets the states to what they become after the mini-batch that {@link #lossAndGradient(Batch)} saw last. Called
   * before the parameters are updated; a network without updates has nothing to do.
   *
   * @param size of the mini-batch
   */
  protected void updateStates(int size) {
    // Most networks keep no states.
  }

  /** Whether an example's loss in training depends on the others of its mini-batch. */
  protected boolean couplesExamples() {
    return false;
  }

  /**
   * Refreshes what is derived from the parameters, such as second layouts. Called before the first mini-batch, too.
   */
  protected abstract void parametersChanged();

  /** A workspace over the trainer's own parameters, which sees them change. */
  protected abstract Inference inference();

  /** Gives the network a copy of the trainer's parameters. */
  protected abstract void publish();

  // What a precision tells the loop.

  abstract Parameters parameterStore();

  abstract Parameters gradientStore();

  abstract Updater updater(Optimizer optimizer);

  abstract void keepBest();

  abstract void restoreBest();

  // What the loop tells generated code.

  /** The parameters in training; to write to them between mini-batches is to interfere. */
  public final Parameters parameters() {
    return parameterStore();
  }

  /** The settings in force. */
  public final TrainingPlan plan() {
    return plan;
  }

  /** How much an example of this class of the first target that is a single label counts; 1 without class weights. */
  protected final double classWeight(int label) {
    return classWeights.length == 0 ? 1 : classWeights[label];
  }

  /** The number of updates that this training has done so far: the step that keys a network's noise. */
  protected final int step() {
    return step;
  }

  final void step(int updates) {
    step = updates;
  }

  /** Sets the optimiser and with it the learning rate. */
  public final T optimizer(Optimizer optimizer) {
    return plan(plan.withOptimizer(optimizer));
  }

  /** Sets the learning rate. */
  public final T rate(double rate) {
    return plan(plan.withOptimizer(plan.optimizer().withRate(rate)));
  }

  /** Sets the number of examples in a mini-batch. */
  public final T batch(int batch) {
    return plan(plan.withBatch(batch));
  }

  /** Sets the greatest number of epochs. */
  public final T epochs(int epochs) {
    return plan(plan.withEpochs(epochs));
  }

  /** Stops after so many epochs without improvement on the validation part. */
  public final T patience(int epochs) {
    return plan(plan.withPatience(epochs));
  }

  /** Sets the seed of shuffling and noise. */
  public final T seed(long seed) {
    return plan(plan.withSeed(seed));
  }

  /** Sets the number of threads. */
  public final T threads(int threads) {
    return plan(plan.withThreads(threads));
  }

  /** Sets the learning rate's course. */
  public final T schedule(Schedule schedule) {
    return plan(plan.withSchedule(schedule));
  }

  /** Sets the greatest global norm of a gradient. */
  public final T clip(double norm) {
    return plan(plan.withClip(norm));
  }

  /**
   * Sets how much an example counts by its class.
   *
   * @throws IllegalArgumentException if the .nnd sets no class weights: its gradients then have no place for them
   */
  public final T classWeights(ClassWeights weights) {
    if (!weighsExamples && !(weights instanceof ClassWeights.Equal)) {
      throw new IllegalArgumentException(signature.name()
          + " does not weigh its examples: set class_weights in the train block, balanced for instance");
    }
    return plan(plan.withClassWeights(weights));
  }

  /** Sets who hears of the progress. */
  public final T listener(ProgressListener listener) {
    this.listener = listener;
    return self();
  }

  /**
   * Trains for all epochs; the network gets the last weights. The mean and deviation of what is standardized are fitted
   * first, unless the network has them from an earlier training.
   *
   * @throws IllegalArgumentException if the data do not fit
   * @throws TrainingException if an objective or the weights are no longer finite
   */
  public final TrainingReport fit(DataSet train) {
    return start(train).run();
  }

  /**
   * Trains until the validation part no longer improves; the network gets the best weights. The mean and deviation of what
   * is standardized are fitted first, to the training part alone, unless the network has them from an earlier training.
   *
   * @param train the examples to learn from
   * @param valid the examples that decide which weights are best and when to stop
   * @throws IllegalArgumentException if the data do not fit
   * @throws TrainingException if an objective or the weights are no longer finite
   */
  public final TrainingReport fit(DataSet train, DataSet valid) {
    signature.check(valid, true);
    return start(train).run(valid);
  }

  /**
   * The objective in training mode over all of the data, as one mean plus the regularizer, from chunks of a
   * mini-batch: a chunk of n examples among N weighs n / N, so that the regularizer counts once. Where examples depend
   * on one another, all of the data are one chunk.
   *
   * @param gradient receives the gradient in canonical order
   * @return the objective
   */
  public final double lossAndGradient(DataSet data, double[] gradient) {
    signature.check(data, true);
    gradientStore().checkLength(gradient.length);
    int chunk = couplesExamples() ? data.size() : Math.min(plan.batch(), data.size());
    prepare(chunk);
    parametersChanged();
    Arrays.fill(gradient, 0);
    int[] order = Shuffle.identity(data.size());
    Batch batch = new Batch(data, order, 0, 0);
    double objective = 0;
    for (int from = 0; from < data.size(); from += chunk) {
      batch.set(data, order, from, Math.min(chunk, data.size() - from));
      double share = batch.size() / (double) data.size();
      objective += share * lossAndGradient(batch);
      gradientStore().addTo(gradient, share);
    }
    return objective;
  }

  private TrainingLoop start(DataSet train) {
    signature.check(train, true);
    fitClassWeights(train);
    Standardization.fit(signature, train, parameterStore());
    prepare(Math.min(plan.batch(), train.size()));
    parametersChanged();
    return new TrainingLoop(this, signature, plan, listener, train);
  }

  private void fitClassWeights(DataSet train) {
    int target = signature.classField();
    classWeights = new double[0];
    if (target >= 0 && !(plan.classWeights() instanceof ClassWeights.Equal)) {
      int[] counts = new int[signature.fields().get(target).classes()];
      for (int i = 0; i < train.size(); i++) {
        counts[train.label(target, i)]++;
      }
      classWeights = plan.classWeights().fit(counts);
    }
  }

  private T plan(TrainingPlan changed) {
    plan = changed;
    return self();
  }

  @SuppressWarnings("unchecked") // T is the class itself, by the declaration of every generated trainer
  private T self() {
    return (T) this;
  }
}
