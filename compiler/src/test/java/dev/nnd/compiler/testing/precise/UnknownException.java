package dev.nnd.compiler.testing.precise;

/** More precision is needed to tell. */
public final class UnknownException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnknownException() {
    super("more precision is needed", null, false, false);
  }
}
