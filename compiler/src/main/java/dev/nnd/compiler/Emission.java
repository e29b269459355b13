package dev.nnd.compiler;

import dev.nnd.compiler.Compiler.Contents;
import dev.nnd.compiler.Compiler.Derived;
import dev.nnd.compiler.Compiler.DerivedExport;
import dev.nnd.compiler.Compiler.JavaSource;
import dev.nnd.compiler.Compiler.Options;
import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.emit.FunctionEmitter;
import dev.nnd.compiler.emit.NetworkEmitter;
import dev.nnd.compiler.schedule.FunctionScheduler;
import dev.nnd.compiler.schedule.Scheduler;
import dev.nnd.compiler.semantic.FunctionModel;
import dev.nnd.compiler.semantic.Model;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** Makes the Java of what a file holds: a class for each network and each exported function. */
final class Emission {
  private final Options options;
  private final Map<JavaSource, Span> sources = new LinkedHashMap<>();

  private Emission(Options options) {
    this.options = options;
  }

  /** Nothing where the sink has errors. */
  static List<JavaSource> of(Contents contents, Options options, DiagnosticSink sink) {
    contents.networks().forEach(derived -> checkFed(derived, sink));
    if (sink.hasErrors()) {
      return List.of();
    }
    Emission emission = new Emission(options);
    contents.networks().forEach(emission::emit);
    contents.functions().forEach(emission::emit);
    emission.refuseClashes(sink);
    return sink.hasErrors() ? List.of() : List.copyOf(emission.sources.keySet());
  }

  /** A network of parameters alone has formulas, but no example that could be run. */
  private static void checkFed(Derived derived, DiagnosticSink sink) {
    Model model = derived.network().model();
    if (model.inputs().isEmpty() && model.targets().isEmpty()) {
      sink.report(Diagnostic.of(Code.NOTHING_FED, derived.name(), model.name()).help("declare what an example is, as in `input x : [4]`"));
    }
  }

  private void emit(Derived derived) {
    Model model = derived.network().model();
    String packageName = packageName(model.packageName());
    NetworkEmitter.JavaClass java =
        NetworkEmitter.emit(Scheduler.schedule(derived.pool(), derived.network()), options.precision(), packageName);
    sources.put(
        new JavaSource(packageName, JavaSource.Kind.NETWORK, model.name(), java.className(), java.text()), derived.name());
  }

  private void emit(DerivedExport derived) {
    FunctionModel model = derived.function().model();
    String packageName = packageName(model.packageName());
    NetworkEmitter.JavaClass java = FunctionEmitter.emit(
        FunctionScheduler.schedule(derived.pool(), derived.function()), options.functions().precision(), packageName);
    sources.put(
        new JavaSource(packageName, JavaSource.Kind.FUNCTION, model.name(), java.className(), java.text()),
        model.declaration().name().span());
  }

  /** Names that differ may become one class, or two that some file systems cannot keep apart. */
  private void refuseClashes(DiagnosticSink sink) {
    Map<String, JavaSource> byName = new HashMap<>();
    sources.forEach((source, span) -> {
      JavaSource first = byName.putIfAbsent(source.className().toLowerCase(Locale.ROOT), source);
      if (first != null) {
        sink.report(Diagnostic.of(Code.SAME_CLASS, span, source.name(), first.name(), first.className())
            .label(sources.get(first), "defined here"));
      }
    });
  }

  private String packageName(String declared) {
    return options.packageName().orElseGet(() -> javaPackage(declared));
  }

  /** Parts that Java keeps for itself get an underscore. */
  private static String javaPackage(String name) {
    return Arrays.stream(name.split("\\."))
        .map(part -> SourceVersion.isKeyword(part) ? part + "_" : part)
        .collect(Collectors.joining("."));
  }
}
