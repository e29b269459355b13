package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.syntax.CompilationUnit;
import dev.nnd.compiler.syntax.Parser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The standard library, as parsed: it is elaborated where it is called. */
public final class Library {
  private static final String CORE = "/nnd/core.nnd";

  private final CompilationUnit core;

  private Library(CompilationUnit core) {
    this.core = core;
  }

  /** Reads and parses the library that ships with the compiler. */
  public static Library load() {
    try (InputStream in = Library.class.getResourceAsStream(CORE)) {
      return of(new SourceFile("nnd:core", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @throws IllegalArgumentException where the text has errors */
  public static Library of(SourceFile source) {
    DiagnosticSink sink = new DiagnosticSink();
    CompilationUnit unit = Parser.parseFile(source, sink);
    if (sink.hasErrors()) {
      throw new IllegalArgumentException("the library does not parse: " + sink.diagnostics().get(0).title());
    }
    return new Library(unit);
  }

  /** The functions and layers, with their source and documentation. */
  public CompilationUnit core() {
    return core;
  }
}
