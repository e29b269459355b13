package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.SourceFiles;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.Severity;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nndc check}. */
@Command(name = "check", mixinStandardHelpOptions = true,
    description = "Compare every generated gradient with central differences, in double precision on random data.")
final class CheckCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "FILE", description = "The .nnd file.")
  private Path file = Path.of("");

  @Mixin private CompilerOptions options = new CompilerOptions();

  @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "Of data and parameters.")
  private long seed;

  CheckCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Compiler.Options settings = options.options(Precision.DOUBLE, Optional.empty());
    Network network = new Sources(context, options).network(file, settings).create(seed);
    Losses.require(network);
    Set<String> stopped = stopped(network.signature().name(), settings);
    List<GradientCheck.Result> results = new GradientCheck(network, seed).run();
    TextTable table = new TextTable(2, "parameter", "shape", "elements", "checked", "kinks", "largest error", "");
    for (GradientCheck.Result result : results) {
      table.row(result.parameter(), result.shape().toString(), Integer.toString(result.elements()),
          Integer.toString(result.checked()), Integer.toString(result.kinks()),
          String.format(Locale.ROOT, "%.1e", result.largestError()), verdict(result, stopped));
    }
    table.print(context.terminal().out());
    int kinks = results.stream().mapToInt(GradientCheck.Result::kinks).sum();
    if (kinks > 0) {
      context.terminal().err().println("note: at " + kinks + (kinks == 1 ? " element" : " elements")
          + " the objective has a kink: the differences of the two sides disagree, and the gradient lies between them");
    }
    int misses = results.stream()
        .filter(result -> !stopped.contains(result.parameter()))
        .mapToInt(GradientCheck.Result::misses)
        .sum();
    if (misses > 0) {
      context.failures().show(Severity.ERROR, misses + " of the gradient's elements differ from the central"
          + " differences by more than " + GradientCheck.TOLERANCE + " max(1, |a|)", options.json());
    }
    return misses == 0 ? ExitCode.SUCCESS : ExitCode.INPUT;
  }

  private static String verdict(GradientCheck.Result result, Set<String> stopped) {
    if (result.misses() == 0) {
      return "ok";
    }
    return stopped.contains(result.parameter()) ? "not comparable: stop_gradient" : "WRONG";
  }

  private Set<String> stopped(String network, Compiler.Options settings) throws IOException {
    return context.phases().derive(SourceFiles.read(file), settings, new DiagnosticSink()).stream()
        .map(Compiler.Derived::network)
        .filter(derived -> derived.model().name().equals(network))
        .findFirst()
        .map(StoppedGradients::parameters)
        .orElse(Set.of());
  }
}
