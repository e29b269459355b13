package dev.nnd.compiler.notation;

/** How tightly a written formula holds together. */
enum Strength {
  CONDITIONAL,
  OR,
  AND,
  NOT,
  COMPARISON,
  SUM,
  /** {@code A @ B @ x}, which is read from the right. */
  CHAIN,
  /** {@code A @ x}. */
  MATRIX_PRODUCT,
  PRODUCT,
  NEGATION,
  POWER,
  ATOM
}
