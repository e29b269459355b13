package dev.nnd.compiler.cli;

import dev.nnd.runtime.Network;
import dev.nnd.runtime.Trainer;

/** Whether a network has a loss: one without has no trainer. */
final class Losses {
  private Losses() {}

  static boolean has(Network network) {
    try {
      network.trainer();
      return true;
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  /** Refuses a network without a loss. */
  static void require(Network network) {
    if (!has(network)) {
      throw new InputException(network.signature().name() + " has no loss, so it has neither gradient nor training");
    }
  }

  static Trainer<?> trainer(Network network) {
    require(network);
    return network.trainer();
  }
}
