package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.SourceFiles;
import dev.nnd.compiler.derive.DerivedFunction;
import dev.nnd.compiler.diagnostics.DiagnosedException;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.dump.GradientText;
import dev.nnd.compiler.dump.GraphText;
import dev.nnd.compiler.dump.ScheduleText;
import dev.nnd.compiler.dump.SyntaxTree;
import dev.nnd.compiler.dump.TypedText;
import dev.nnd.compiler.explain.Recording;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.rewrite.History;
import dev.nnd.compiler.schedule.FunctionScheduler;
import dev.nnd.compiler.schedule.Scheduler;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.compiler.syntax.CompilationUnit;
import dev.nnd.compiler.syntax.DeepStack;
import dev.nnd.compiler.syntax.Parser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nndc dump}. */
@Command(name = "dump", mixinStandardHelpOptions = true, description = "Print what a phase of the compiler makes of a file.")
final class DumpCommand implements Callable<Integer> {
  /** The phases in their order. */
  enum Phase {
    /** The syntax tree. */
    AST,
    /** What is declared, and the definitions in index notation. */
    TYPED,
    /** The graph with the batch axis, in stable form. */
    GRAPH,
    /** The adjoints as differentiation made them. */
    GRADIENT,
    /** The adjoints after simplification. */
    SIMPLIFIED,
    /** Passes, buffers, loops and kernels. */
    SCHEDULED;

    static Phase of(String word) {
      return Arrays.stream(values())
          .filter(phase -> phase.name().equalsIgnoreCase(word))
          .findFirst()
          .orElseThrow(() -> new UsageException("there is no phase " + word + "; the phases are " + Arrays.stream(values())
              .map(phase -> phase.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "))));
    }
  }

  private final Context context;

  @Parameters(paramLabel = "FILE", description = "The .nnd file.")
  private Path file = Path.of("");

  @Option(names = "--phase", required = true, paramLabel = "ast|typed|graph|gradient|simplified|scheduled",
      description = "Which phase.")
  private String word = "";

  @Mixin private CompilerOptions options = new CompilerOptions();

  DumpCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Phase phase = Phase.of(word);
    SourceFile source = SourceFiles.read(file);
    DiagnosticSink sink = new DiagnosticSink();
    String dump = phase == Phase.AST ? tree(source, sink) : networks(phase, source, sink);
    if (sink.hasErrors()) {
      throw new DiagnosedException(sink.diagnostics());
    }
    context.failures().show(sink.diagnostics(), options.json());
    context.terminal().out().print(dump);
    return ExitCode.SUCCESS;
  }

  private static String tree(SourceFile source, DiagnosticSink sink) {
    return DeepStack.ample(() -> {
      CompilationUnit unit = Parser.parseFile(source, sink);
      return sink.hasErrors() ? "" : SyntaxTree.of(unit);
    });
  }

  private String networks(Phase phase, SourceFile source, DiagnosticSink sink) {
    Recording recording = new Recording();
    Compiler.Contents contents = context.phases().contents(source, options.options(Optional.empty()), sink, recording);
    if (sink.hasErrors()) {
      return "";
    }
    Exports chosen = Exports.chosen(file, contents, options.network());
    return DeepStack.ample(() -> {
      List<String> dumps = new ArrayList<>();
      chosen.networks().forEach(each ->
          dumps.add(dump(phase, each, recording.networks().get(contents.networks().indexOf(each)))));
      chosen.functions().forEach(each -> dumps.add(dump(
          phase, each, recording.networks().get(contents.networks().size() + contents.functions().indexOf(each)))));
      return String.join("\n", dumps);
    });
  }

  private static String dump(Phase phase, Compiler.DerivedExport derived, Recording.Derived recorded) {
    DerivedFunction function = derived.function();
    List<Expr> stable = recorded.after(History.Phase.STABILISE);
    return switch (phase) {
      case AST -> throw new IllegalArgumentException("a syntax tree is of a file");
      case TYPED -> TypedText.of(derived.pool(), function.model());
      case GRAPH -> GraphText.of(roots(function));
      case GRADIENT -> GradientText.of(derived.pool(), function, stable, recorded.after(History.Phase.DIFFERENTIATE));
      case SIMPLIFIED -> GradientText.of(derived.pool(), function, stable, recorded.after(History.Phase.SIMPLIFY));
      case SCHEDULED -> ScheduleText.of(FunctionScheduler.schedule(derived.pool(), function));
    };
  }

  private static Map<String, Expr> roots(DerivedFunction function) {
    Map<String, Expr> roots = new LinkedHashMap<>();
    function.values().forEach(value -> roots.put(value.name(), value.element()));
    roots.put(function.model().name(), function.result());
    return roots;
  }

  private static String dump(Phase phase, Compiler.Derived derived, Recording.Derived recorded) {
    Model model = derived.network().model();
    List<Expr> stable = recorded.after(History.Phase.STABILISE);
    return switch (phase) {
      case AST -> throw new IllegalArgumentException("a syntax tree is of a file");
      case TYPED -> TypedText.of(derived.pool(), model);
      case GRAPH -> GraphText.of(roots(derived));
      case GRADIENT -> GradientText.of(derived.pool(), derived.network(), stable, recorded.after(History.Phase.DIFFERENTIATE));
      case SIMPLIFIED -> GradientText.of(derived.pool(), derived.network(), stable, recorded.after(History.Phase.SIMPLIFY));
      case SCHEDULED -> ScheduleText.of(Scheduler.schedule(derived.pool(), derived.network()));
    };
  }

  private static Map<String, Expr> roots(Compiler.Derived derived) {
    Map<String, Expr> roots = new LinkedHashMap<>();
    derived.network().values().forEach(value -> roots.put(value.name(), value.element()));
    derived.network().loss().ifPresent(loss -> roots.put("loss", loss));
    derived.network().regularizer().ifPresent(regularizer -> roots.put("regularizer", regularizer));
    return roots;
  }
}
