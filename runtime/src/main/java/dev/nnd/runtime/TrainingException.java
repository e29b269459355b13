package dev.nnd.runtime;

/** A training that cannot go on because its numbers are no longer finite. The network keeps its last good weights. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int epoch;
  private final int step;

  TrainingException(String what, int epoch, int step) {
    super(what + " in epoch " + epoch + ", step " + step
        + "; a smaller learning rate or a limit for the gradient (clip) may help");
    this.epoch = epoch;
    this.step = step;
  }

  /** The epoch, from 1. */
  public int epoch() {
    return epoch;
  }

  /** The step in the epoch, from 1. */
  public int step() {
    return step;
  }
}
