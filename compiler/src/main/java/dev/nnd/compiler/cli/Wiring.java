package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.rewrite.Pattern;
import dev.nnd.compiler.syntax.Parser;

/** The compiler's phases as the commands see them. */
final class Wiring {
  private Wiring() {}

  static Phases phases() {
    return new Phases(
        Compiler::compile,
        (file, options, pool, sink) -> {
          throw new UnsupportedOperationException("no elaboration");
        },
        (source, pool, sink) -> Parser.parseExpression(source, sink).map(new Pattern(pool)::read));
  }
}
