package dev.nnd.runtime;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The settings of a training, as the .nnd's train block gives them.
 *
 * @param optimizer the optimiser and its learning rate
 * @param batch examples in a mini-batch
 * @param epochs the greatest number of epochs
 * @param patience epochs without improvement on the validation part after which training stops; empty to run all epochs
 * @param seed of initialisation, shuffling and noise
 * @param threads to use
 * @param schedule the learning rate's course
 * @param clip the greatest global norm of a gradient; empty for no limit
 * @param classWeights how much an example counts by its class
 * @param directions one a metric: which way is better
 */
public record TrainingPlan(Optimizer optimizer, int batch, int epochs, OptionalInt patience, long seed, int threads,
    Schedule schedule, OptionalDouble clip, ClassWeights classWeights, List<MetricDirection> directions) {
  /** Checks each setting. */
  public TrainingPlan {
    Setting.positive("batch", batch);
    Setting.positive("epochs", epochs);
    Setting.positive("threads", threads);
    patience.ifPresent(limit -> Setting.positive("patience", limit));
    clip.ifPresent(limit -> Setting.positive("clip", limit));
    directions = List.copyOf(directions);
  }

  /** What a .nnd without a train block gets: {@code sgd(0.01)}, batches of 32, 10 epochs, seed 0, one thread. */
  public static TrainingPlan defaults() {
    return new TrainingPlan(Optimizer.sgd(0.01), 32, 10, OptionalInt.empty(), 0, 1, Schedule.constant(),
        OptionalDouble.empty(), ClassWeights.equal(), List.of());
  }

  /** The same plan with another optimiser. */
  public TrainingPlan withOptimizer(Optimizer optimizer) {
    return new TrainingPlan(optimizer, batch, epochs, patience, seed, threads, schedule,
        clip, classWeights, directions);
  }

  /** The same plan with another size of mini-batches. */
  public TrainingPlan withBatch(int batch) {
    return new TrainingPlan(optimizer, batch, epochs, patience, seed, threads, schedule,
        clip, classWeights, directions);
  }

  /** The same plan with another number of epochs. */
  public TrainingPlan withEpochs(int epochs) {
    return new TrainingPlan(optimizer, batch, epochs, patience, seed, threads, schedule,
        clip, classWeights, directions);
  }

  /** The same plan that stops after so many epochs without improvement. */
  public TrainingPlan withPatience(int patience) {
    return new TrainingPlan(optimizer, batch, epochs, OptionalInt.of(patience), seed, threads, schedule,
        clip, classWeights, directions);
  }

  /** The same plan with another seed. */
  public TrainingPlan withSeed(long seed) {
    return new TrainingPlan(optimizer, batch, epochs, patience, seed, threads, schedule,
        clip, classWeights, directions);
  }

  /** The same plan with another number of threads. */
  public TrainingPlan withThreads(int threads) {
    return new TrainingPlan(optimizer, batch, epochs, patience, seed, threads, schedule,
        clip, classWeights, directions);
  }

  /** The same plan with another schedule. */
  public TrainingPlan withSchedule(Schedule schedule) {
    return new TrainingPlan(optimizer, batch, epochs, patience, seed, threads, schedule,
        clip, classWeights, directions);
  }

  /** The same plan with a greatest global norm of the gradient. */
  public TrainingPlan withClip(double clip) {
    return new TrainingPlan(optimizer, batch, epochs, patience, seed, threads, schedule,
        OptionalDouble.of(clip), classWeights, directions);
  }

  /** The same plan with weights for the classes. */
  public TrainingPlan withClassWeights(ClassWeights classWeights) {
    return new TrainingPlan(optimizer, batch, epochs, patience, seed, threads, schedule,
        clip, classWeights, directions);
  }

  /** The same plan with the direction of each metric. */
  public TrainingPlan withDirections(MetricDirection... directions) {
    return new TrainingPlan(optimizer, batch, epochs, patience, seed, threads, schedule,
        clip, classWeights, List.of(directions));
  }
}
