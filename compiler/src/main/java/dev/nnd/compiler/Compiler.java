package dev.nnd.compiler;

import dev.nnd.compiler.derive.Derivation;
import dev.nnd.compiler.derive.DerivedNetwork;
import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.emit.NetworkEmitter;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Flattening;
import dev.nnd.compiler.expr.UndefinedException;
import dev.nnd.compiler.rewrite.History;
import dev.nnd.compiler.rewrite.Trace;
import dev.nnd.compiler.schedule.Schedule;
import dev.nnd.compiler.schedule.Scheduler;
import dev.nnd.compiler.semantic.Elaborator;
import dev.nnd.compiler.semantic.Library;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.compiler.syntax.CompilationUnit;
import dev.nnd.compiler.syntax.Declaration;
import dev.nnd.compiler.syntax.DeepStack;
import dev.nnd.compiler.syntax.Parser;
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

  /**
   * What a call may set.
   *
   * @param precision of parameters and activations
   * @param dims overrides of declared sizes, as they are written
   * @param packageName instead of the file's own
   */
  public record Options(Precision precision, Map<String, String> dims, Optional<String> packageName) {
    public Options {
      dims = Map.copyOf(dims);
    }

    public static Options defaults() {
      return new Options(Precision.FLOAT, Map.of(), Optional.empty());
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
   */
  public record Derived(ExprPool pool, Trace trace, DerivedNetwork network) {}

  /** The rules and derivatives that this compiler goes by. */
  public Derivation derivation() {
    return derivation;
  }

  public Library library() {
    return library;
  }

  /** The Java of every network of the file; nothing where the sink has errors. */
  public List<JavaSource> compile(SourceFile file, Options options, DiagnosticSink sink) {
    return DeepStack.ample(() -> emit(file, options, sink));
  }

  private List<JavaSource> emit(SourceFile file, Options options, DiagnosticSink sink) {
    List<JavaSource> sources = new ArrayList<>();
    for (Derived derived : derive(file, options, sink)) {
      Schedule schedule = Scheduler.schedule(derived.pool(), derived.network());
      Model model = derived.network().model();
      String packageName = options.packageName().orElseGet(() -> javaPackage(model.packageName()));
      NetworkEmitter.JavaClass java = NetworkEmitter.emit(schedule, options.precision(), packageName);
      sources.add(new JavaSource(packageName, model.name(), java.className(), java.text()));
    }
    return sources;
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
    CompilationUnit unit = Parser.parseFile(file, sink);
    Trace trace = new Trace(history);
    ExprPool pool = new ExprPool(trace, Flattening.NETWORK);
    FollowUps followUps = new FollowUps(sink.diagnostics(), unit.unread());
    boolean readable = !sink.hasErrors();
    DiagnosticSink found = new DiagnosticSink();
    List<Model> models = Elaborator.elaborate(
        unit, new dev.nnd.compiler.semantic.Options(options.dims()), pool, library, derivation.differentiation(trace), found);
    found.diagnostics().stream()
        .filter(diagnostic -> readable || followUps.isOfItsOwn(diagnostic))
        .forEach(sink::report);
    if (sink.hasErrors()) {
      return List.of();
    }
    List<Derived> derived = new ArrayList<>();
    for (Model model : models) {
      try {
        derived.add(new Derived(pool, trace, derivation.derive(pool, trace, model)));
      } catch (UndefinedException e) {
        // It had a value as it was written, and turned out to have none.
        sink.report(Diagnostic.of(Code.UNDEFINED_VALUE, nameOf(unit, model), e.getMessage()));
      }
    }
    return sink.hasErrors() ? List.of() : derived;
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
