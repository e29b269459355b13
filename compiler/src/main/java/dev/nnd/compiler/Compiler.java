package dev.nnd.compiler;

import dev.nnd.compiler.derive.Derivation;
import dev.nnd.compiler.derive.DerivedFunction;
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
import dev.nnd.compiler.schedule.Scheduler;
import dev.nnd.compiler.schedule.Schedules;
import dev.nnd.compiler.semantic.Elaborator;
import dev.nnd.compiler.semantic.FunctionModel;
import dev.nnd.compiler.semantic.Library;
import dev.nnd.compiler.semantic.Mode;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.compiler.semantic.Models;
import dev.nnd.compiler.syntax.CompilationUnit;
import dev.nnd.compiler.syntax.Declaration;
import dev.nnd.compiler.syntax.DeepStack;
import dev.nnd.compiler.syntax.ImportSource;
import dev.nnd.compiler.syntax.Program;
import dev.nnd.compiler.syntax.ProgramReader;
import dev.nnd.runtime.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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
   * @param functions how exported functions are made
   */
  public record Options(
      Precision precision, Map<String, String> dims, Optional<String> packageName, Mode gradients, Functions functions) {
    public Options {
      dims = Map.copyOf(dims);
    }

    /** For training; exported functions in the same precision, without Hessians. */
    public Options(Precision precision, Map<String, String> dims, Optional<String> packageName) {
      this(precision, dims, packageName, Mode.TRAINING, new Functions(precision, false));
    }

    public static Options defaults() {
      return new Options(Precision.FLOAT, Map.of(), Optional.empty(), Mode.TRAINING, new Functions(Precision.DOUBLE, false));
    }

    /** The same with the gradients of this mode. */
    public Options withGradientsOf(Mode mode) {
      return new Options(precision, dims, packageName, mode, functions);
    }
  }

  /**
   * How exported functions are made.
   *
   * @param precision of arguments and results
   * @param hessian whether there are second derivatives of more than one number
   */
  public record Functions(Precision precision, boolean hessian) {}

  /**
   * A Java file.
   *
   * @param packageName empty for the unnamed package
   * @param kind of what it was made of
   * @param name of the network or function, of which the class may differ
   * @param className the simple name of the public class
   * @param source the text
   */
  public record JavaSource(String packageName, Kind kind, String name, String className, String source) {
    /** What becomes a class. */
    public enum Kind {
      NETWORK,
      FUNCTION
    }

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

  /**
   * An exported function after a phase.
   *
   * @param pool of the compilation
   * @param trace the rules that were applied
   * @param function stable, with its derivatives
   */
  public record DerivedExport(ExprPool pool, Trace trace, DerivedFunction function) {}

  /** What a file holds, derived: first the networks, then the exported functions, each in their order. */
  public record Contents(List<Derived> networks, List<DerivedExport> functions) {
    static final Contents NONE = new Contents(List.of(), List.of());

    public Contents {
      networks = List.copyOf(networks);
      functions = List.copyOf(functions);
    }
  }

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

  /** The Java of every network and every exported function of the file; nothing where the sink has errors. */
  public List<JavaSource> compile(SourceFile file, Options options, DiagnosticSink sink) {
    return DeepStack.ample(() -> emit(file, options, sink));
  }

  private List<JavaSource> emit(SourceFile file, Options options, DiagnosticSink sink) {
    return Emission.of(analyse(file, options, sink, History.NONE), options, sink);
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
      return models(read(file, sink), options, pool, trace, sink).networks().stream()
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
          new JavaSource("", JavaSource.Kind.NETWORK, model.name(), java.className(), java.text()), probed.values(), Costs.total(schedules.inference())));
    } catch (UndefinedException e) {
      // The derivative by some value has none anywhere, although those by the parameters have.
      return Optional.empty();
    }
  }

  /** Every network of the file with its gradients; nothing where the sink has errors. */
  public List<Derived> derive(SourceFile file, Options options, DiagnosticSink sink) {
    return derive(file, options, sink, History.NONE);
  }

  /** The same, told to a listener as it happens. */
  public List<Derived> derive(SourceFile file, Options options, DiagnosticSink sink, History history) {
    return contents(file, options, sink, history).networks();
  }

  /** All that the file holds, derived; nothing where the sink has errors. */
  public Contents contents(SourceFile file, Options options, DiagnosticSink sink, History history) {
    return DeepStack.ample(() -> analyse(file, options, sink, history));
  }

  private Contents analyse(SourceFile file, Options options, DiagnosticSink sink, History history) {
    Program program = read(file, sink);
    Trace trace = new Trace(history);
    ExprPool pool = new ExprPool(trace, Flattening.NETWORK);
    FollowUps followUps = new FollowUps(sink.diagnostics(), program);
    boolean readable = !sink.hasErrors();
    DiagnosticSink found = new DiagnosticSink();
    Models models = models(program, options, pool, trace, found);
    found.diagnostics().stream()
        .filter(diagnostic -> readable || followUps.isOfItsOwn(diagnostic))
        .forEach(sink::report);
    if (sink.hasErrors()) {
      return Contents.NONE;
    }
    List<Derived> networks = new ArrayList<>();
    for (Model model : models.networks()) {
      Span name = nameOf(program.main(), model);
      defined(name, sink, () -> derivation.derive(pool, trace, model))
          .ifPresent(network -> networks.add(new Derived(pool, trace, network, name)));
    }
    List<DerivedExport> functions = new ArrayList<>();
    for (FunctionModel model : models.functions()) {
      defined(model.declaration().name().span(), sink, () -> derivation.derive(pool, trace, model, options.functions().hessian()))
          .ifPresent(function -> functions.add(new DerivedExport(pool, trace, function)));
    }
    return sink.hasErrors() ? Contents.NONE : new Contents(networks, functions);
  }

  /** What had a value as it was written may turn out to have none. */
  private static <T> Optional<T> defined(Span name, DiagnosticSink sink, Supplier<T> derivation) {
    try {
      return Optional.of(derivation.get());
    } catch (UndefinedException e) {
      sink.report(Diagnostic.of(Code.UNDEFINED_VALUE, name, e.getMessage()));
      return Optional.empty();
    }
  }

  private Models models(Program program, Options options, ExprPool pool, Trace trace, DiagnosticSink sink) {
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
