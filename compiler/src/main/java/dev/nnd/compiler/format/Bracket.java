package dev.nnd.compiler.format;

/** What encloses a piece of text most closely. */
enum Bracket {
  /** Nothing: the file itself. */
  FILE,
  /** The braces around statements. */
  BLOCK,
  /** The braces around the settings of {@code train}. */
  SETTINGS,
  /** The braces around the labels of a {@code class}. */
  LABELS,
  /** Parentheses. */
  ROUND,
  /** Brackets. */
  SQUARE;

  /** Whether statements, settings or labels stand in it, rather than parts of an expression. */
  boolean isBlock() {
    return this != ROUND && this != SQUARE;
  }
}
