package dev.nnd.compiler.cli.data;

import java.io.IOException;

/** A file holds more than it may. */
final class TooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  TooLargeException(long limit) {
    super("more than " + limit + " bytes");
  }
}
