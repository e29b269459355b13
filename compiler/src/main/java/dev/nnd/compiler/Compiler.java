package dev.nnd.compiler;

import dev.nnd.compiler.derive.Derivation;
import dev.nnd.compiler.derive.DerivedFunction;
import dev.nnd.compiler.derive.DerivedNetwork;
import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.emit.FunctionEmitter;
import dev.nnd.compiler.emit.NetworkEmitter;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Flattening;
import dev.nnd.compiler.expr.UndefinedException;
import dev.nnd.compiler.rewrite.History;
import dev.nnd.compiler.rewrite.Trace;
import dev.nnd.compiler.schedule.FunctionScheduler;
import dev.nnd.compiler.schedule.Schedule;
import dev.nnd.compiler.schedule.Scheduler;
import dev.nnd.compiler.semantic.Elaborator;
import dev.nnd.compiler.semantic.FunctionModel;
import dev.nnd.compiler.semantic.Library;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.compiler.semantic.Program;
import dev.nnd.compiler.syntax.CompilationUnit;
import dev.nnd.compiler.syntax.Declaration;
import dev.nnd.compiler.syntax.DeepStack;
import dev.nnd.compiler.syntax.Parser;
import dev.nnd.runtime.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** From a .nnd file to Java sources: all phases in order. */
public final class Compiler {
  private final Library library = Library.load();
  private final Derivation derivation = new Derivation();

  /**
   * What a call may set.
   *
   * @param precision of parameters and activations
   * @param dims overrides of declared sizes, as they are written
   * @param packageName instead of the file's own
   * @param functions how exported functions are made
   */
  public record Options(
      Precision precision, Map<String, String> dims, Optional<String> packageName, Functions functions) {
    public Options {
      dims = Map.copyOf(dims);
    }

    /** Exported functions in the same precision, without Hessians. */
    public Options(Precision precision, Map<String, String> dims, Optional<String> packageName) {
      this(precision, dims, packageName, new Functions(precision, false));
    }

    public static Options defaults() {
      return new Options(Precision.FLOAT, Map.of(), Optional.empty(), new Functions(Precision.DOUBLE, false));
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
   * @param name where it is declared
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

  /** The Java of every network and every exported function of the file; nothing where the sink has errors. */
  public List<JavaSource> compile(SourceFile file, Options options, DiagnosticSink sink) {
    return DeepStack.ample(() -> emit(file, options, sink));
  }

  private List<JavaSource> emit(SourceFile file, Options options, DiagnosticSink sink) {
    Map<JavaSource, Span> sources = new LinkedHashMap<>();
    Contents contents = analyse(file, options, sink, History.NONE);
    for (Derived derived : contents.networks()) {
      Schedule schedule = Scheduler.schedule(derived.pool(), derived.network());
      Model model = derived.network().model();
      String packageName = options.packageName().orElseGet(() -> javaPackage(model.packageName()));
      NetworkEmitter.JavaClass java = NetworkEmitter.emit(schedule, options.precision(), packageName);
      sources.put(
          new JavaSource(packageName, JavaSource.Kind.NETWORK, model.name(), java.className(), java.text()), derived.name());
    }
    for (DerivedExport derived : contents.functions()) {
      FunctionModel model = derived.function().model();
      String packageName = options.packageName().orElseGet(() -> javaPackage(model.packageName()));
      NetworkEmitter.JavaClass java = FunctionEmitter.emit(
          FunctionScheduler.schedule(derived.pool(), derived.function()), options.functions().precision(), packageName);
      sources.put(
          new JavaSource(packageName, JavaSource.Kind.FUNCTION, model.name(), java.className(), java.text()),
          model.declaration().name().span());
    }
    refuseClashes(sources, sink);
    return sink.hasErrors() ? List.of() : List.copyOf(sources.keySet());
  }

  /** Names that differ may become one class, or two that some file systems cannot keep apart. */
  private static void refuseClashes(Map<JavaSource, Span> sources, DiagnosticSink sink) {
    Map<String, JavaSource> byName = new HashMap<>();
    sources.forEach((source, span) -> {
      JavaSource first = byName.putIfAbsent(source.className().toLowerCase(Locale.ROOT), source);
      if (first != null) {
        sink.report(Diagnostic.of(Code.SAME_CLASS, span, source.name(), first.name(), first.className())
            .label(sources.get(first), "defined here"));
      }
    });
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
    return contents(file, options, sink, history).networks();
  }

  /** All that the file holds, derived; nothing where the sink has errors. */
  public Contents contents(SourceFile file, Options options, DiagnosticSink sink, History history) {
    return DeepStack.ample(() -> analyse(file, options, sink, history));
  }

  private Contents analyse(SourceFile file, Options options, DiagnosticSink sink, History history) {
    CompilationUnit unit = Parser.parseFile(file, sink);
    Trace trace = new Trace(history);
    ExprPool pool = new ExprPool(trace, Flattening.NETWORK);
    FollowUps followUps = new FollowUps(sink.diagnostics());
    boolean readable = !sink.hasErrors();
    DiagnosticSink found = new DiagnosticSink();
    Program program = Elaborator.elaborate(
        unit, new dev.nnd.compiler.semantic.Options(options.dims()), pool, library, derivation.differentiation(trace), found);
    found.diagnostics().stream()
        .filter(diagnostic -> readable || followUps.isOfItsOwn(diagnostic))
        .forEach(sink::report);
    if (sink.hasErrors()) {
      return Contents.NONE;
    }
    List<Derived> networks = new ArrayList<>();
    for (Model model : program.networks()) {
      Span name = nameOf(unit, model);
      defined(name, sink, () -> derivation.derive(pool, trace, model))
          .ifPresent(network -> networks.add(new Derived(pool, trace, network, name)));
    }
    List<DerivedExport> functions = new ArrayList<>();
    for (FunctionModel model : program.functions()) {
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
