package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.SourceFiles;
import dev.nnd.compiler.diagnostics.DiagnosedException;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.schedule.Costs;
import dev.nnd.compiler.schedule.Scheduler;
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
    Compiler.Options settings = options.options(Optional.empty());
    List<Compiler.Derived> networks = context.phases().derive(SourceFiles.read(file), settings, sink);
    if (sink.hasErrors()) {
      throw new DiagnosedException(sink.diagnostics());
    }
    context.failures().show(sink.diagnostics(), options.json());
    List<Compiler.Derived> chosen = Networks.chosen(file, networks, options.network()).stream().map(networks::get).toList();
    PrintStream out = context.terminal().out();
    for (int i = 0; i < chosen.size(); i++) {
      out.print(i == 0 ? "" : "\n");
      Compiler.Derived derived = chosen.get(i);
      Costs costs = Costs.of(Scheduler.schedule(derived.pool(), derived.network()).training());
      new Summary(derived.pool(), derived.network().model(), costs, settings.precision()).print(out);
    }
    return ExitCode.SUCCESS;
  }
}
