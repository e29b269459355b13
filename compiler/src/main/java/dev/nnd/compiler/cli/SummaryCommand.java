package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.SourceFiles;
import dev.nnd.compiler.diagnostics.DiagnosedException;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.rewrite.History;
import dev.nnd.compiler.schedule.Costs;
import dev.nnd.compiler.schedule.FunctionScheduler;
import dev.nnd.compiler.schedule.Scheduler;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nndc summary}. */
@Command(name = "summary", mixinStandardHelpOptions = true,
    description = "Print a table of a network's values, shapes, parameters and multiply-adds; of an exported function, its methods.")
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
    Compiler.Contents contents = context.phases().contents(SourceFiles.read(file), settings, sink, History.NONE);
    if (sink.hasErrors()) {
      throw new DiagnosedException(sink.diagnostics());
    }
    context.failures().show(sink.diagnostics(), options.json());
    List<Runnable> tables = new ArrayList<>();
    PrintStream out = context.terminal().out();
    Exports exports = Exports.chosen(file, contents, options.network());
    for (Compiler.Derived derived : exports.networks()) {
      tables.add(() -> {
        Costs costs = Costs.of(Scheduler.schedule(derived.pool(), derived.network()).training());
        new Summary(derived.pool(), derived.network().model(), costs, settings.precision()).print(out);
      });
    }
    for (Compiler.DerivedExport derived : exports.functions()) {
      tables.add(() -> new FunctionSummary(FunctionScheduler.schedule(derived.pool(), derived.function())).print(out));
    }
    for (int i = 0; i < tables.size(); i++) {
      out.print(i == 0 ? "" : "\n");
      tables.get(i).run();
    }
    return ExitCode.SUCCESS;
  }
}
