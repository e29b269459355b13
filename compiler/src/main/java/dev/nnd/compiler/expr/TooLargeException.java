package dev.nnd.compiler.expr;

/** An expression grew beyond what can be worked on, such as the derivative of a product of very many factors. */
public final class TooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long most;

  TooLargeException(long most) {
    super("more than " + most + " operands", null, false, false);
    this.most = most;
  }

  /** How many operands the sums and products of a formula may have together. */
  public long most() {
    return most;
  }
}
