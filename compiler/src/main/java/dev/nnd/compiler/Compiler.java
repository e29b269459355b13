package dev.nnd.compiler;

import dev.nnd.compiler.derive.Derivation;
import dev.nnd.compiler.derive.DerivedNetwork;
import dev.nnd.compiler.derive.ProbedNetwork;
import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.emit.NetworkEmitter;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Flattening;
import dev.nnd.compiler.expr.UndefinedException;
import dev.nnd.compiler.rewrite.History;
import dev.nnd.compiler.rewrite.Trace;
import dev.nnd.compiler.schedule.Costs;
import dev.nnd.compiler.schedule.Schedules;
import dev.nnd.compiler.schedule.Scheduler;
import dev.nnd.compiler.semantic.Elaborator;
import dev.nnd.compiler.semantic.Library;
import dev.nnd.compiler.semantic.Mode;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.compiler.syntax.CompilationUnit;
import dev.nnd.compiler.syntax.Declaration;
import dev.nnd.compiler.syntax.DeepStack;
import dev.nnd.compiler.syntax.ImportSource;
import dev.nnd.compiler.syntax.Program;
import dev.nnd.compiler.syntax.ProgramReader;
import dev.nnd.runtime.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** From a .nnd file to Java sources: all phases in order. */
public final class Compiler {
  private final Library library = Library.load();
  private final Derivation derivation = new Derivation();
  private final ImportSource imports;

  /** One for texts that import no files. */
  public Compiler() {
    this(ImportSource.none());
  }

  /** @param imports where imported files are found */
  public Compiler(ImportSource imports) {
    this.imports = imports;
  }

  /**
   * What a call may set.
   *
   * @param precision of parameters and activations
   * @param dims overrides of declared sizes, as they are written
   * @param packageName instead of the file's own
   * @param gradients the mode whose gradients are derived: with {@link Mode#INFERENCE} dropout is off in them, too
   */
  public record Options(Precision precision, Map<String, String> dims, Optional<String> packageName, Mode gradients) {
    public Options {
      dims = Map.copyOf(dims);
    }

    /** For training. */
    public Options(Precision precision, Map<String, String> dims, Optional<String> packageName) {
      this(precision, dims, packageName, Mode.TRAINING);
    }

    public static Options defaults() {
      return new Options(Precision.FLOAT, Map.of(), Optional.empty());
    }

    /** The same with the gradients of this mode. */
    public Options withGradientsOf(Mode mode) {
      return new Options(precision, dims, packageName, mode);
    }
  }

  /**
   * A Java file.
   *
   * @param packageName empty for the unnamed package
   * @param network the name of the network, of which the class may differ
   * @param className the simple name of the public class
   * @param source the text
   */
  public record JavaSource(String packageName, String network, String className, String source) {
    public String qualifiedName() {
      return packageName.isEmpty() ? className : packageName + "." + className;
    }
  }

  /**
   * A network after a phase, with the pool that its expressions are of.
   *
   * @param pool of the compilation
   * @param trace the rules that were applied
   * @param network stable, with its gradients
   * @param name where the file names it
   */
  public record Derived(ExprPool pool, Trace trace, DerivedNetwork network, Span name) {}

  /** The rules and derivatives that this compiler goes by. */
  public Derivation derivation() {
    return derivation;
  }

  public Library library() {
    return library;
  }

  /** A file with all that it imports: the files that a compilation reads. What is wrong with them goes to the sink. */
  public Program read(SourceFile file, DiagnosticSink sink) {
    return DeepStack.ample(() -> ProgramReader.read(file, imports, library.partNames(), sink));
  }

  /** The Java of every network of the file; nothing where the sink has errors. */
  public List<JavaSource> compile(SourceFile file, Options options, DiagnosticSink sink) {
    return DeepStack.ample(() -> emit(file, options, sink));
  }

  private List<JavaSource> emit(SourceFile file, Options options, DiagnosticSink sink) {
    List<JavaSource> sources = new ArrayList<>();
    for (Derived derived : derive(file, options, sink)) {
      checkFed(derived, sink);
      if (sink.hasErrors()) {
        continue;
      }
      Schedules schedules = Scheduler.schedule(derived.pool(), derived.network());
      Model model = derived.network().model();
      String packageName = options.packageName().orElseGet(() -> javaPackage(model.packageName()));
      NetworkEmitter.JavaClass java = NetworkEmitter.emit(schedules, options.precision(), packageName);
      sources.add(new JavaSource(packageName, model.name(), java.className(), java.text()));
    }
    return sink.hasErrors() ? List.of() : sources;
  }

  /** A network of parameters alone has formulas, but no example that could be run. */
  private static void checkFed(Derived derived, DiagnosticSink sink) {
    Model model = derived.network().model();
    if (model.inputs().isEmpty() && model.targets().isEmpty()) {
      sink.report(Diagnostic.of(Code.NOTHING_FED, derived.name(), model.name()).help("declare what an example is, as in `input x : [4]`"));
    }
  }

  /**
   * A network of a file that is right, made to tell how its values fare in training; nothing where it has no loss, or a
   * derivative by a value has no value anywhere.
   *
   * @param mostNodes how many nodes its formulas may have at most
   */
  public Optional<Probe> probe(SourceFile file, Options options, String network, int mostNodes) {
    return DeepStack.ample(() -> {
      Trace trace = new Trace();
      ExprPool pool = new ExprPool(trace, Flattening.NETWORK);
      DiagnosticSink sink = new DiagnosticSink();
      return models(read(file, sink), options, pool, trace, sink).stream()
          .filter(model -> model.name().equals(network) && model.loss().isPresent())
          .findFirst()
          .flatMap(model -> probe(pool, trace, model, mostNodes));
    });
  }

  private Optional<Probe> probe(ExprPool pool, Trace trace, Model model, int mostNodes) {
    int nodes = Dag.nodes(model.loss().stream().toList()).size();
    if (nodes > mostNodes) {
      return Optional.of(new Probe.TooLarge(nodes));
    }
    try {
      ProbedNetwork probed = derivation.probe(pool, trace, model);
      Schedules schedules = Scheduler.schedule(pool, probed.network());
      NetworkEmitter.JavaClass java = NetworkEmitter.emit(schedules, Precision.DOUBLE, "");
      return Optional.of(new Probe.Ready(
          new JavaSource("", model.name(), java.className(), java.text()), probed.values(), Costs.total(schedules.inference())));
    } catch (UndefinedException e) {
      // The derivative by some value has none anywhere, although those by the parameters have.
      return Optional.empty();
    }
  }

  /** Parts that Java keeps for itself get an underscore. */
  private static String javaPackage(String name) {
    return Arrays.stream(name.split("\\."))
        .map(part -> SourceVersion.isKeyword(part) ? part + "_" : part)
        .collect(Collectors.joining("."));
  }

  /** Every network of the file with its gradients; nothing where the sink has errors. */
  public List<Derived> derive(SourceFile file, Options options, DiagnosticSink sink) {
    return derive(file, options, sink, History.NONE);
  }

  /** The same, told to a listener as it happens. */
  public List<Derived> derive(SourceFile file, Options options, DiagnosticSink sink, History history) {
    return DeepStack.ample(() -> analyse(file, options, sink, history));
  }

  private List<Derived> analyse(SourceFile file, Options options, DiagnosticSink sink, History history) {
    Program program = read(file, sink);
    Trace trace = new Trace(history);
    ExprPool pool = new ExprPool(trace, Flattening.NETWORK);
    FollowUps followUps = new FollowUps(sink.diagnostics(), program);
    boolean readable = !sink.hasErrors();
    DiagnosticSink found = new DiagnosticSink();
    List<Model> models = models(program, options, pool, trace, found);
    found.diagnostics().stream()
        .filter(diagnostic -> readable || followUps.isOfItsOwn(diagnostic))
        .forEach(sink::report);
    if (sink.hasErrors()) {
      return List.of();
    }
    List<Derived> derived = new ArrayList<>();
    for (Model model : models) {
      Span name = nameOf(program.main(), model);
      try {
        derived.add(new Derived(pool, trace, derivation.derive(pool, trace, model), name));
      } catch (UndefinedException e) {
        // It had a value as it was written, and turned out to have none.
        sink.report(Diagnostic.of(Code.UNDEFINED_VALUE, name, e.getMessage()));
      }
    }
    return sink.hasErrors() ? List.of() : derived;
  }

  private List<Model> models(Program program, Options options, ExprPool pool, Trace trace, DiagnosticSink sink) {
    return Elaborator.elaborate(
        program, new dev.nnd.compiler.semantic.Options(options.dims(), options.gradients()), pool, library,
        derivation.differentiation(trace), sink);
  }

  private static Span nameOf(CompilationUnit unit, Model model) {
    return unit.declarations().stream()
        .filter(Declaration.NetworkDecl.class::isInstance)
        .map(declaration -> ((Declaration.NetworkDecl) declaration).name())
        .filter(name -> name.name().equals(model.name()))
        .findFirst()
        .orElseThrow()
        .span();
  }
}
