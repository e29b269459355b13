package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.Compiler.JavaSource;
import dev.nnd.compiler.SourceFiles;
import dev.nnd.compiler.derive.DerivedFunction;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.Severity;
import dev.nnd.compiler.load.GeneratedFunction;
import dev.nnd.compiler.rewrite.History;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nndc check}. */
@Command(name = "check", mixinStandardHelpOptions = true,
    description = "Compare every generated derivative with central differences, in double precision on random data.")
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
    Compiler.Options settings = options.options(Precision.DOUBLE, true);
    List<JavaSource> java = new Sources(context, options).compile(List.of(file), settings);
    List<JavaSource> functions = java.stream()
        .filter(source -> source.kind() == JavaSource.Kind.FUNCTION)
        .filter(source -> options.network().map(source.name()::equals).orElse(true))
        .toList();
    boolean hasNetwork = java.stream()
        .filter(source -> source.kind() == JavaSource.Kind.NETWORK)
        .anyMatch(source -> functions.isEmpty() || options.network().map(source.name()::equals).orElse(true));
    int misses = 0;
    if (hasNetwork || functions.isEmpty()) {
      misses += network(settings);
    }
    if (hasNetwork && !functions.isEmpty()) {
      context.terminal().out().println();
    }
    if (!functions.isEmpty()) {
      misses += functions(functions, settings);
    }
    if (misses > 0) {
      context.failures().show(Severity.ERROR, misses + " of the derivatives' elements differ from the central"
          + " differences by more than " + CentralDifference.TOLERANCE + " max(1, |a|)", options.json());
    }
    return misses == 0 ? ExitCode.SUCCESS : ExitCode.INPUT;
  }

  /** How many elements of the gradient are wrong. */
  private int network(Compiler.Options settings) throws IOException {
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
    tellKinks(results.stream().mapToInt(GradientCheck.Result::kinks).sum(), "the objective");
    return results.stream()
        .filter(result -> !stopped.contains(result.parameter()))
        .mapToInt(GradientCheck.Result::misses)
        .sum();
  }

  private void tellKinks(int kinks, String what) {
    if (kinks > 0) {
      context.terminal().err().println("note: at " + kinks + (kinks == 1 ? " element " : " elements ") + what
          + " has a kink: the differences of the two sides disagree, and the derivative lies between them");
    }
  }

  /** How many elements of the functions' derivatives are wrong. */
  private int functions(List<JavaSource> sources, Compiler.Options settings) throws IOException {
    List<Compiler.DerivedExport> derived =
        context.phases().contents(SourceFiles.read(file), settings, new DiagnosticSink(), History.NONE).functions();
    TextTable table = new TextTable(2, "derivative", "shape", "elements", "checked", "kinks", "largest error", "");
    int misses = 0;
    int kinks = 0;
    for (JavaSource source : sources) {
      DerivedFunction function = derived.stream().map(Compiler.DerivedExport::function)
          .filter(each -> each.model().name().equals(source.name())).findFirst().orElseThrow();
      Set<String> stopped = StoppedGradients.arguments(function);
      for (FunctionCheck.Result result : new FunctionCheck(function.model(), GeneratedFunction.of(source), seed).run()) {
        boolean comparable = !stopped.contains(result.by());
        table.row(result.what(), result.shape().toString(), Integer.toString(result.elements()),
            Integer.toString(result.checked()), Integer.toString(result.kinks()),
            String.format(Locale.ROOT, "%.1e", result.largestError()),
            result.misses() == 0 ? "ok" : comparable ? "WRONG" : "not comparable: stop_gradient");
        misses += comparable ? result.misses() : 0;
        kinks += result.kinks();
      }
    }
    table.print(context.terminal().out());
    tellKinks(kinks, "a function");
    return misses;
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
