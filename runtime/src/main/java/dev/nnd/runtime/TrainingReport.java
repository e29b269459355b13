package dev.nnd.runtime;

import java.util.List;

/**
 * A whole training.
 *
 * @param epochs all epochs in order
 * @param stop why it ended
 * @param bestEpoch the epoch, from 1, whose weights the network has now: without a validation part the last
 */
public record TrainingReport(List<EpochReport> epochs, Stop stop, int bestEpoch) {
  /** Why a training ended. */
  public enum Stop {
    /** All epochs are done. */
    ALL_EPOCHS,
    /** The validation part did not improve for as many epochs as the patience says. */
    NO_IMPROVEMENT
  }

  /** Keeps an immutable copy. */
  public TrainingReport {
    epochs = List.copyOf(epochs);
  }

  /** The epoch whose weights the network has now. */
  public EpochReport best() {
    return epochs.get(bestEpoch - 1);
  }

  /** The last epoch. */
  public EpochReport last() {
    return epochs.get(epochs.size() - 1);
  }
}
