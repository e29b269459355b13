package dev.nnd.compiler.testing.precise;

/** There is a value here, but no derivative that the definition alone gives. */
public final class KinkException extends RuntimeException {
  private static final long serialVersionUID = 1;

  KinkException() {
    super("a kink", null, false, false);
  }
}
