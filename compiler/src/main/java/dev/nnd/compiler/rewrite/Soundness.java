package dev.nnd.compiler.rewrite;

/** How the two sides of a rule agree. */
public enum Soundness {
  /** The same bits. */
  EXACT,
  /** Equal over the reals; rounding may differ. */
  REAL,
  /** Equal where the left side is defined; the right side is defined on more. */
  EXTENDS,
  /** Equal under the rule's condition, which the compiler has proved. */
  PROVED
}
