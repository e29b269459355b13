package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import java.util.Optional;

/** Indices are parsed as expressions, since only what comes later tells that they are indices. */
final class IndexBindings {

  private final DiagnosticSink sink;

  IndexBindings(DiagnosticSink sink) {
    this.sink = sink;
  }

  /** The index that {@code i} or {@code i < 3} introduces. */
  Optional<IndexBinding> of(Expression expression) {
    if (expression instanceof Expression.Name index) {
      return Optional.of(new IndexBinding(index.span(), index.name(), Optional.empty()));
    }
    if (expression instanceof Expression.Compare bounded
        && bounded.comparison() == Comparison.LESS
        && bounded.left() instanceof Expression.Name index) {
      return Optional.of(new IndexBinding(bounded.span(), index.name(), Optional.of(bounded.right())));
    }
    Diagnostic wrong = Diagnostic.of(Code.NOT_AN_INDEX, expression.span());
    sink.report(expression instanceof Expression.Number
        ? wrong.help("all elements are defined at once, `y[i] = …`, or listed, `y = [a, b]`; a shape follows a colon, `y : [3] = …`")
        : wrong);
    return Optional.empty();
  }
}
