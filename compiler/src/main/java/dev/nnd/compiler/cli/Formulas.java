package dev.nnd.compiler.cli;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.DiagnosedException;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.expr.UndefinedException;
import dev.nnd.compiler.syntax.DeepStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
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

  private final Context context;

  Formulas(Context context) {
    this.context = context;
  }

  /** Works on the expression if there is one, else on standard input. */
  int run(Optional<String> text, Work work) throws IOException {
    try {
      return DeepStack.ample(() -> text.isPresent() ? one(text.get(), work) : lines(work));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private int one(String text, Work work) {
    context.terminal().out().println(result(text, work));
    return ExitCode.SUCCESS;
  }

  /** What waits for input sees its answer; while there is more to read, results gather. */
  private int lines(Work work) {
    BufferedReader lines = new BufferedReader(new InputStreamReader(context.terminal().in(), StandardCharsets.UTF_8));
    try {
      for (Optional<String> line = next(lines); line.isPresent(); line = next(lines)) {
        context.terminal().out().println(line.get().isBlank() ? "" : attempt(line.get(), work));
        if (!lines.ready()) {
          context.terminal().out().flush();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

  private String result(String text, Work work) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<Formula> read = context.phases().formula(new SourceFile(COMMAND_LINE, text), sink);
    if (sink.hasErrors() || read.isEmpty()) {
      throw new DiagnosedException(sink.diagnostics());
    }
    context.failures().show(sink.diagnostics(), false);
    Formula formula = read.get();
    try {
      return work.apply(formula);
    } catch (UndefinedException e) { // such as a divisor that only the rules prove to be zero
      throw new DiagnosedException(
          List.of(Diagnostic.of(Code.UNDEFINED_VALUE, formula.source().span(), e.getMessage())));
    }
  }
}
