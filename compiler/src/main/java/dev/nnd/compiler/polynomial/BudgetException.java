package dev.nnd.compiler.polynomial;

/** Polynomials became too large to go on with; what they were for is left as it is. */
public final class BudgetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BudgetException() {
    super("polynomial beyond the budget", null, false, false);
  }
}
