package dev.nnd.runtime;

/** Hears how a training goes, in the training's thread. Every method does nothing unless it is overridden. */
public interface ProgressListener {
  /** Does nothing at all. */
  ProgressListener SILENT = new ProgressListener() {
  };

  /** The training starts. */
  default void started(TrainingPlan plan, int stepsPerEpoch) {
  }

  /**
   * A mini-batch is done.
   *
   * @param epoch from 1
   * @param step from 1 in each epoch
   * @param objective of the mini-batch, before the update
   */
  default void step(int epoch, int step, double objective) {
  }

  /** An epoch and its validation are done. */
  default void epoch(EpochReport report) {
  }

  /** The training is over and the network has the best weights. */
  default void finished(TrainingReport report) {
  }
}
