package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.semantic.Value.Shaped;
import dev.nnd.compiler.syntax.Expression;

/** A value with the text it comes from, for messages. */
record Operand(Expression source, Shaped value) {
  private static final int LONGEST = 24;

  Span span() {
    return source.span();
  }

  /** {@code W1 [16, 3]}. */
  String describe() {
    return value.isScalar() ? "the scalar " + text() : text() + " " + Extent.shape(value.extents());
  }

  /** The text itself where it is short. */
  String text() {
    return text(source);
  }

  static String text(Expression source) {
    String text = source.span().text().replaceAll("\\s+", " ");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1).stripTrailing() + "…";
  }
}
