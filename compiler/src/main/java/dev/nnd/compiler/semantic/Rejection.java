package dev.nnd.compiler.semantic;

/** Leaves an expression that has no meaning; what is wrong with it was reported already. */
final class Rejection extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Rejection() {
    super("reported", null, false, false);
  }
}
