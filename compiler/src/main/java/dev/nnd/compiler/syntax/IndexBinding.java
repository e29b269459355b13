package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Span;
import java.util.Optional;

/** An index that a definition, a reduction or a repeat introduces: {@code i}, or {@code i < 3} with its bound. */
public record IndexBinding(Span span, String name, Optional<Expression> bound) {}
