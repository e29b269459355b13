package dev.nnd.compiler.expr;

/** A constant expression without a value, such as {@code 1/0} or {@code log(-1)}. */
public final class UndefinedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UndefinedException(String message) {
    super(message);
  }
}
