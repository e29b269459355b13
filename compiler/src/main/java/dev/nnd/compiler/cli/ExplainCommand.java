package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.SourceFiles;
import dev.nnd.compiler.diagnostics.DiagnosedException;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.explain.Explainer;
import dev.nnd.compiler.explain.Explanation;
import dev.nnd.compiler.explain.FunctionExplainer;
import dev.nnd.compiler.explain.HtmlPage;
import dev.nnd.compiler.explain.LatexPage;
import dev.nnd.compiler.explain.Recording;
import dev.nnd.compiler.explain.RuleBook;
import dev.nnd.compiler.explain.TextPage;
import dev.nnd.compiler.syntax.DeepStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nndc explain}. */
@Command(name = "explain", mixinStandardHelpOptions = true,
    description = "Print every derivative of a network or exported function as a formula, with the rules that led there.",
    footer = {
        "nndc explain nnd:softmax shows the documentation and source of an entry of the library,",
        "nndc explain nnd: lists them all, nnd:vision those that `import nnd.vision` brings."})
final class ExplainCommand implements Callable<Integer> {
  private static final String LIBRARY = "nnd:";

  /** How the explanation is written. */
  enum Format {
    TEXT,
    LATEX,
    HTML
  }

  private final Context context;

  @Parameters(paramLabel = "FILE", description = "The .nnd file, or nnd: and the name of a library entry.")
  private String file = "";

  @Option(names = "--format", paramLabel = "text|latex|html", defaultValue = "text",
      description = "Text, a LaTeX document, or one page of HTML that needs nothing else.")
  private Format format = Format.TEXT;

  @Mixin private NetworkOptions options = new NetworkOptions();

  ExplainCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    context.terminal().out().print(
        file.startsWith(LIBRARY)
            ? new LibraryEntries(context.phases().library()).show(file.substring(LIBRARY.length()))
            : page(Path.of(file)));
    return ExitCode.SUCCESS;
  }

  private String page(Path path) throws IOException {
    DiagnosticSink sink = new DiagnosticSink();
    Recording recording = new Recording();
    Compiler.Contents contents = context.phases().contents(SourceFiles.read(path), options.options(Optional.empty()), sink, recording);
    if (sink.hasErrors()) {
      throw new DiagnosedException(sink.diagnostics());
    }
    context.failures().show(sink.diagnostics(), false);
    Exports chosen = Exports.chosen(path, contents, options.network());
    return DeepStack.ample(() -> {
      RuleBook rules = RuleBook.load();
      List<Explanation> explanations = new ArrayList<>();
      for (Compiler.Derived derived : chosen.networks()) {
        int position = contents.networks().indexOf(derived);
        explanations.add(Explainer.explain(derived.pool(), derived.network(), recording.networks().get(position), rules));
      }
      for (Compiler.DerivedExport derived : chosen.functions()) {
        int position = contents.networks().size() + contents.functions().indexOf(derived);
        explanations.add(FunctionExplainer.explain(derived.pool(), derived.function(), recording.networks().get(position), rules));
      }
      return switch (format) {
        case TEXT -> explanations.stream().map(TextPage::of).collect(Collectors.joining("\n"));
        case LATEX -> LatexPage.of(explanations);
        case HTML -> HtmlPage.of(explanations);
      };
    });
  }
}
