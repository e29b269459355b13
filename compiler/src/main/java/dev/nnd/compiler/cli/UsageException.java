package dev.nnd.compiler.cli;

/** The program was called wrongly, in a way that only its work shows. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
