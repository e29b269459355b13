package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Span;
import java.util.List;

/** {@code [a, b]}, or {@code []} for a scalar. */
public record Shape(Span span, List<Expression> sizes) {
  public Shape {
    sizes = List.copyOf(sizes);
  }
}
