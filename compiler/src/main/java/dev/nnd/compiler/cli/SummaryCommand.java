package dev.nnd.compiler.cli;

import dev.nnd.compiler.diagnostics.DiagnosedException;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.semantic.Model;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nndc summary}. */
@Command(name = "summary", mixinStandardHelpOptions = true,
    description = "Print a table of a network's values, shapes, parameters and multiply-adds.")
final class SummaryCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "FILE", description = "The .nnd file.")
  private Path file = Path.of("");

  @Mixin private CompilerOptions options = new CompilerOptions();

  SummaryCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    DiagnosticSink sink = new DiagnosticSink();
    List<Model> models = context.phases().derive(Sources.read(file), options.options(Optional.empty()), sink).stream()
        .map(derived -> derived.network().model())
        .toList();
    if (sink.hasErrors()) {
      throw new DiagnosedException(sink.diagnostics());
    }
    context.failures().show(sink.diagnostics(), options.json());
    List<Model> chosen = models.stream()
        .filter(model -> options.network().map(model.name()::equals).orElse(true))
        .toList();
    if (chosen.isEmpty()) {
      throw options.network().isPresent()
          ? new UsageException(file + " holds no network " + options.network().get())
          : new InputException(file + " holds no network");
    }
    PrintStream out = context.terminal().out();
    for (int i = 0; i < chosen.size(); i++) {
      out.print(i == 0 ? "" : "\n");
      new Summary(chosen.get(i)).print(out);
    }
    return ExitCode.SUCCESS;
  }
}
