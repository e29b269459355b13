package dev.nnd.runtime;

import java.io.IOException;

/** A weights file that is damaged, or that does not fit the network; the message names the tensor. */
public final class WeightsException extends IOException {
  private static final long serialVersionUID = 1L;

  /** @param message which tensor, and what is wrong with it */
  public WeightsException(String message) {
    super(message);
  }
}
