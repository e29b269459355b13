package dev.nnd.samples;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.TextRenderer;
import dev.nnd.compiler.load.GeneratedNetwork;
import dev.nnd.runtime.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The network of a sample, compiled in memory. */
public final class Sample {
  private Sample() {}

  /**
   * @param file the .nnd
   * @throws IllegalArgumentException with the compiler's messages if it is wrong
   */
  public static GeneratedNetwork compile(Path file, Precision precision) throws IOException {
    DiagnosticSink sink = new DiagnosticSink();
    SourceFile source = new SourceFile(file.getFileName().toString(), Files.readString(file));
    List<Compiler.JavaSource> java =
        new Compiler().compile(source, new Compiler.Options(precision, Map.of(), Optional.empty()), sink);
    if (sink.hasErrors()) {
      throw new IllegalArgumentException(new TextRenderer(false).render(sink.diagnostics()));
    }
    return GeneratedNetwork.of(java, java.get(0));
  }
}
