package dev.nnd.compiler.cli;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.DiagnosedException;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.Severity;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.TooLargeException;
import dev.nnd.compiler.expr.UndefinedException;
import dev.nnd.compiler.syntax.DeepStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Works on expressions: on the one that is given, or on one a line from standard input. There an erroneous line gives a
 * line {@code error: …} in its place, an empty one an empty one.
 */
final class Formulas {
  private static final String COMMAND_LINE = "<expression>";

  /** Lines that are worked on side by side while more of them are there to read. */
  private static final int MOST_AT_ONCE = 256;

  /** What a command does to an expression; the result may have several lines. */
  @FunctionalInterface
  interface Work {
    /** @param warnings takes what is to be said besides */
    String apply(Formula formula, Consumer<String> warnings);
  }

  /** What is printed for an expression, and what is said of it. */
  private record Answer(String text, List<Diagnostic> diagnostics, List<String> warnings) {}

  private final Context context;
  private final boolean json;

  Formulas(Context context) {
    this(context, false);
  }

  /** @param json whether diagnostics are shown to a program */
  Formulas(Context context, boolean json) {
    this.context = context;
    this.json = json;
  }

  /** Works on the expression if there is one, else on standard input. */
  int run(Optional<String> text, Work work) throws IOException {
    if (text.isPresent()) {
      show(DeepStack.ample(() -> result(text.get(), work)));
    } else {
      lines(work);
    }
    return ExitCode.SUCCESS;
  }

  private void show(Answer answer) {
    context.failures().show(answer.diagnostics(), json);
    answer.warnings().forEach(warning -> context.failures().show(Severity.WARNING, warning, json));
    context.terminal().out().println(answer.text());
  }

  /** What waits for input sees its answer; while there is more to read, results gather, in the order of the lines. */
  private void lines(Work work) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(context.terminal().in(), StandardCharsets.UTF_8));
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), DeepStack::thread);
    try {
      for (List<String> batch = batch(lines); !batch.isEmpty(); batch = batch(lines)) {
        List<Future<Answer>> answers = new ArrayList<>();
        for (String line : batch) {
          answers.add(workers.submit(() -> line.isBlank() ? new Answer("", List.of(), List.of()) : attempt(line, work)));
        }
        for (Future<Answer> answer : answers) {
          show(finished(answer));
        }
        if (!lines.ready()) {
          context.terminal().out().flush();
        }
      }
    } finally {
      workers.shutdownNow();
    }
  }

  /** The next line and those that need no waiting for. */
  private static List<String> batch(BufferedReader lines) throws IOException {
    List<String> batch = new ArrayList<>();
    Optional<String> line = Optional.ofNullable(lines.readLine());
    while (line.isPresent()) {
      batch.add(line.get());
      line = batch.size() < MOST_AT_ONCE && lines.ready() ? Optional.ofNullable(lines.readLine()) : Optional.empty();
    }
    return batch;
  }

  private static Answer finished(Future<Answer> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    }
  }

  private Answer attempt(String line, Work work) {
    try {
      return result(line, work);
    } catch (DiagnosedException e) {
      return error(e.diagnostics().stream().map(Diagnostic::title).collect(Collectors.joining("; ")));
    } catch (InputException e) {
      return error(e.getMessage());
    }
  }

  private static Answer error(String message) {
    return new Answer("error: " + message, List.of(), List.of());
  }

  private Answer result(String text, Work work) {
    SourceFile source = new SourceFile(COMMAND_LINE, text);
    Span whole = new Span(source, 0, text.length());
    try {
      DiagnosticSink sink = new DiagnosticSink();
      Optional<Formula> read = context.phases().formula(source, sink);
      if (sink.hasErrors() || read.isEmpty()) {
        throw new DiagnosedException(sink.diagnostics());
      }
      List<String> warnings = new ArrayList<>();
      return new Answer(result(read.get(), work, warnings), sink.diagnostics(), warnings);
    } catch (TooLargeException e) {
      throw new DiagnosedException(
          List.of(Diagnostic.of(Code.TOO_MANY_NODES, whole, String.format(Locale.ROOT, "%,d", e.most()))));
    }
  }

  private static String result(Formula formula, Work work, List<String> warnings) {
    try {
      return work.apply(formula, warnings::add);
    } catch (UndefinedException e) { // such as a divisor that only the rules prove to be zero
      throw new DiagnosedException(
          List.of(Diagnostic.of(Code.UNDEFINED_VALUE, formula.source().span(), e.getMessage())));
    }
  }
}
