package dev.nnd.compiler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.TextRenderer;
import dev.nnd.compiler.load.GeneratedFunction;
import dev.nnd.compiler.semantic.Mode;
import dev.nnd.runtime.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An exported function from its source, compiled and loaded.
 *
 * @param source the emitted Java
 */
public record CompiledFunction(Compiler.JavaSource source, GeneratedFunction function) {
  /** The only function, in double, with its Hessian. */
  public static CompiledFunction of(String nnd) {
    return of(nnd, Precision.DOUBLE);
  }

  public static CompiledFunction of(String nnd, Precision precision) {
    List<Compiler.JavaSource> sources = java(nnd, precision);
    assertThat(sources).hasSize(1);
    try {
      return new CompiledFunction(sources.get(0), GeneratedFunction.of(sources.get(0)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The Java of all that the file holds. */
  public static List<Compiler.JavaSource> java(String nnd, Precision precision) {
    DiagnosticSink sink = new DiagnosticSink();
    Compiler.Options options =
        new Compiler.Options(Precision.FLOAT, Map.of(), Optional.empty(), Mode.TRAINING, new Compiler.Functions(precision, true));
    List<Compiler.JavaSource> sources = CompiledNetwork.compiler().compile(new SourceFile("input.nnd", nnd), options, sink);
    assertThat(sink.hasErrors()).as(() -> new TextRenderer(false).render(sink.diagnostics())).isFalse();
    return sources;
  }

  /** Calls a method with all arguments, and arrays to be filled. */
  public double call(String method, Object... arguments) {
    return function.call(method, Arrays.asList(arguments));
  }
}
