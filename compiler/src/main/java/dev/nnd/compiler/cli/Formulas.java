package dev.nnd.compiler.cli;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.DiagnosedException;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.UndefinedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Works on expressions: on the one that is given, or on one a line from standard input. There an erroneous line gives a
 * line {@code error: …} in its place, an empty one an empty one.
 */
final class Formulas {
  private static final String COMMAND_LINE = "<expression>";

  /** What a command does to an expression; the result may have several lines. */
  @FunctionalInterface
  interface Work {
    String apply(Formula formula);
  }

  /** An expression, in a pool of its own. */
  record Formula(Expr expr, ExprPool pool) {}

  private final Context context;

  Formulas(Context context) {
    this.context = context;
  }

  /** Works on the expression if there is one, else on standard input. */
  int run(Optional<String> text, Work work) throws IOException {
    if (text.isPresent()) {
      context.terminal().out().println(result(text.get(), work));
      return ExitCode.SUCCESS;
    }
    BufferedReader lines = new BufferedReader(new InputStreamReader(context.terminal().in(), StandardCharsets.UTF_8));
    for (Optional<String> line = next(lines); line.isPresent(); line = next(lines)) {
      context.terminal().out().println(line.get().isBlank() ? "" : attempt(line.get(), work));
      if (!lines.ready()) {
        context.terminal().out().flush();
      }
    }
    return ExitCode.SUCCESS;
  }

  private static Optional<String> next(BufferedReader lines) throws IOException {
    return Optional.ofNullable(lines.readLine());
  }

  private String attempt(String line, Work work) {
    try {
      return result(line, work);
    } catch (DiagnosedException e) {
      return "error: " + e.diagnostics().stream().map(Diagnostic::title).collect(Collectors.joining("; "));
    } catch (InputException e) {
      return "error: " + e.getMessage();
    }
  }

  /** What has a value as it is written may turn out to have none when it is simplified. */
  private String result(String text, Work work) {
    try {
      return work.apply(read(text, COMMAND_LINE));
    } catch (UndefinedException e) {
      Span whole = new Span(new SourceFile(COMMAND_LINE, text), 0, text.length());
      throw new DiagnosedException(List.of(Diagnostic.of(Code.UNDEFINED_VALUE, whole, e.getMessage())));
    }
  }

  private Formula read(String text, String name) {
    ExprPool pool = new ExprPool();
    DiagnosticSink sink = new DiagnosticSink();
    Optional<Expr> expr = context.phases().scalar(new SourceFile(name, text), pool, sink);
    if (sink.hasErrors() || expr.isEmpty()) {
      throw new DiagnosedException(sink.diagnostics());
    }
    context.failures().show(sink.diagnostics(), false);
    return new Formula(expr.get(), pool);
  }
}
