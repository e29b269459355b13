package dev.nnd.compiler.diagnostics;

import java.util.Objects;

/** A place and what there is to say about it; the text may be empty. */
public record Label(Span span, String text) {

  public Label {
    Objects.requireNonNull(span, "span");
    Objects.requireNonNull(text, "text");
  }
}
