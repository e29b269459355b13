package dev.nnd.compiler.testing.precise;

/** There is no value here. */
public final class NoValueException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoValueException(String what) {
    super(what, null, false, false);
  }
}
