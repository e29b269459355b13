package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.diagnostics.Suggestions;
import dev.nnd.compiler.syntax.Expression;
import java.util.Collection;

/** Diagnostics that several parts report. */
final class Problems {
  private Problems() {}

  static Diagnostic kind(Expression expression, String wanted, Value found) {
    Diagnostic wrong = Diagnostic.of(Code.WRONG_KIND, expression.span(), wanted, found.kind());
    String text = Operand.text(expression);
    if (found instanceof Value.Truth && !wanted.contains("truth")) {
      return wrong.help("write `if " + text + " then 1 else 0`");
    }
    return found instanceof Value.Instance ? wrong.help("apply it to its input: `" + text + "(x)`") : wrong;
  }

  static Diagnostic duplicate(String name, Span again, Span first) {
    return Diagnostic.of(Code.DUPLICATE, again, name).label("again here").label(first, "first defined here");
  }

  static Diagnostic cycle(Span span, String name) {
    return Diagnostic.of(Code.CYCLE, span, name);
  }

  /** With a proposal where the unknown word resembles a known one. */
  static Diagnostic suggesting(Diagnostic diagnostic, String unknown, Collection<String> known) {
    return Suggestions.closest(unknown, known).map(meant -> diagnostic.help("did you mean `" + meant + "`?")).orElse(diagnostic);
  }
}
