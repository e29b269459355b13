package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.SourceFiles;
import dev.nnd.compiler.diagnostics.DiagnosedException;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.graph.Dot;
import dev.nnd.compiler.graph.Drawing;
import dev.nnd.compiler.graph.Svg;
import dev.nnd.compiler.rewrite.History;
import dev.nnd.compiler.syntax.DeepStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nndc graph}. */
@Command(name = "graph", mixinStandardHelpOptions = true,
    description = "Draw the computation graph of a network or of an exported function.")
final class GraphCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "FILE", description = "The .nnd file.")
  private Path file = Path.of("");

  @Option(names = {"-o", "--output"}, required = true, paramLabel = "out.svg|out.dot", description = "What to write.")
  private Path output = Path.of("");

  @Option(names = "--gradient", description = "Show the derivatives beside what they are by.")
  private boolean gradient;

  @Option(names = "--at", split = ",(?![^\\[]*\\])", paramLabel = "X=V",
      description = "Show numbers: of scalars x=1, of elements W[0,1]=2.")
  private Map<String, Double> at = new LinkedHashMap<>();

  @Mixin private CompilerOptions options = new CompilerOptions();

  GraphCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    String name = output.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".svg") && !name.endsWith(".dot")) {
      throw new UsageException("-o takes a file that ends with .svg or .dot");
    }
    if (!at.values().stream().allMatch(Double::isFinite)) {
      throw new UsageException("--at takes finite numbers");
    }
    Outputs.check(output);
    DiagnosticSink sink = new DiagnosticSink();
    Compiler.Contents contents =
        context.phases().contents(SourceFiles.read(file), options.options(Optional.empty()), sink, History.NONE);
    if (sink.hasErrors()) {
      throw new DiagnosedException(sink.diagnostics());
    }
    context.failures().show(sink.diagnostics(), options.json());
    String text = DeepStack.ample(() -> {
      Drawing drawing = chosen(contents).get();
      return name.endsWith(".svg") ? Svg.of(drawing) : Dot.of(drawing);
    });
    Outputs.write(output, text);
    context.terminal().err().println("wrote " + output);
    return ExitCode.SUCCESS;
  }

  /** The only network or exported function of the file, or the one that is named. */
  private Supplier<Drawing> chosen(Compiler.Contents contents) {
    List<String> names = new ArrayList<>();
    List<Supplier<Drawing>> drawings = new ArrayList<>();
    for (Compiler.Derived derived : contents.networks()) {
      names.add(derived.network().model().name());
      drawings.add(() -> GraphNumbers.drawing(derived, gradient, at));
    }
    for (Compiler.DerivedExport derived : contents.functions()) {
      names.add(derived.function().model().name());
      drawings.add(() -> GraphNumbers.drawing(derived, context.phases(), gradient, at));
    }
    if (names.isEmpty()) {
      throw new InputException(file + " holds neither a network nor an exported function");
    }
    Optional<String> wanted = options.network();
    if (wanted.isEmpty() && names.size() > 1) {
      throw new UsageException(file + " holds several graphs (" + String.join(", ", names) + "): choose one with --network");
    }
    int chosen = wanted.map(names::indexOf).orElse(0);
    if (chosen < 0) {
      throw new UsageException(file + " holds no " + wanted.orElseThrow() + ", but " + String.join(", ", names));
    }
    return drawings.get(chosen);
  }
}
