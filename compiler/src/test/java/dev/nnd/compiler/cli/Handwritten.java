package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.Probe;
import dev.nnd.compiler.derive.Derivation;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.rewrite.History;
import dev.nnd.compiler.semantic.Library;
import dev.nnd.compiler.steps.Graph;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Phases that answer every file with a network written by hand. */
record Handwritten(String network, String source) implements Phases {
  static Handwritten of(String network) {
    try (InputStream in = Handwritten.class.getResourceAsStream(network + ".java.txt")) {
      return new Handwritten(network, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same with another text at one place. */
  Handwritten with(String text, String replacement) {
    if (!source.contains(text)) {
      throw new IllegalArgumentException("there is no " + text);
    }
    return new Handwritten(network, source.replace(text, replacement));
  }

  @Override
  public List<Compiler.JavaSource> compile(SourceFile file, Compiler.Options options, DiagnosticSink sink) {
    return List.of(new Compiler.JavaSource("demo", Compiler.JavaSource.Kind.NETWORK, network, network, source));
  }

  @Override
  public Compiler.Contents contents(SourceFile file, Compiler.Options options, DiagnosticSink sink, History history) {
    return new Compiler.Contents(List.of(), List.of());
  }

  @Override
  public Optional<Probe> probe(SourceFile file, Compiler.Options options, String network, int mostNodes) {
    return Optional.empty();
  }

  @Override
  public Optional<Formula> formula(SourceFile source, DiagnosticSink sink) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Graph graph(Formula formula) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Graph> steps(Compiler.DerivedExport function) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Derivation derivation() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Library library() {
    throw new UnsupportedOperationException();
  }
}
