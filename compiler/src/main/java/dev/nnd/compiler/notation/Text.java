package dev.nnd.compiler.notation;

/**
 * A written formula.
 *
 * @param strength of its outermost operator
 */
record Text(String text, Strength strength) {
  static Text atom(String text) {
    return new Text(text, Strength.ATOM);
  }

  /** In parentheses where it does not hold together tightly enough. */
  String within(Strength least) {
    return strength.compareTo(least) < 0 ? "(" + text + ")" : text;
  }
}
