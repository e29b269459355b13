package dev.nnd.compiler.diagnostics;

import java.util.Objects;

/** A stretch of a source, from {@code start} up to but not including {@code end}. */
public record Span(SourceFile source, int start, int end) {

  public Span {
    Objects.requireNonNull(source, "source");
    if (start < 0 || end < start || end > source.text().length()) {
      throw new IllegalArgumentException("no stretch of " + source + ": " + start + " to " + end);
    }
  }

  /** The line on which it begins. */
  public int line() {
    return source.line(start);
  }

  /** The column at which it begins. */
  public int column() {
    return source.column(start);
  }

  public String text() {
    return source.text().substring(start, end);
  }

  /** From the begin of this to the end of the other. */
  public Span to(Span other) {
    return new Span(source, start, Math.max(end, other.end));
  }

  /** The empty place right after this. */
  public Span after() {
    return new Span(source, end, end);
  }

  @Override
  public String toString() {
    return source.name() + ":" + line() + ":" + column();
  }
}
