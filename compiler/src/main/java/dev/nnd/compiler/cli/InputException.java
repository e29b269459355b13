package dev.nnd.compiler.cli;

/** The input is at fault, in a way that no place in a file shows; the message says how. */
final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InputException(String message) {
    super(message);
  }
}
