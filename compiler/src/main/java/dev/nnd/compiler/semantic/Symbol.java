package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Span;
import java.util.Optional;
import java.util.function.Supplier;

/** What a name of a value stands for, and where it was defined. */
sealed interface Symbol {

  Span span();

  /** Whether functions see it from within. */
  boolean isConstant();

  /** A value. */
  record Known(Span span, Value value, boolean isConstant) implements Symbol {}

  /** Defined wrongly, which was reported: its users are rejected in silence. */
  record Poisoned(Span span, boolean isConstant) implements Symbol {}

  /** A size or constant that may be used before it is written: evaluated when it is first wanted. */
  final class Deferred implements Symbol {
    private final Span span;
    private final String name;
    private final Supplier<Value> definition;
    private Optional<Value> value = Optional.empty();
    private boolean failed;
    private boolean running;

    Deferred(Span span, String name, Supplier<Value> definition) {
      this.span = span;
      this.name = name;
      this.definition = definition;
    }

    /** @throws Rejection where it is wrong, or defined through itself */
    Value value(Reporter reporter) {
      if (running) {
        throw reporter.reject(Problems.cycle(span, name));
      }
      if (failed) {
        throw new Rejection();
      }
      if (value.isEmpty()) {
        running = true;
        failed = true;
        try {
          value = Optional.of(definition.get());
          failed = false;
        } finally {
          running = false;
        }
      }
      return value.get();
    }

    @Override
    public Span span() {
      return span;
    }

    @Override
    public boolean isConstant() {
      return true;
    }
  }
}
