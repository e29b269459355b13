package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.syntax.CompilationUnit;
import dev.nnd.compiler.syntax.Declaration;
import dev.nnd.compiler.syntax.Declaration.FnDecl;
import dev.nnd.compiler.syntax.Declaration.LayerDecl;
import dev.nnd.compiler.syntax.Parser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The standard library, as parsed: it is elaborated where it is called. */
public final class Library {
  private static final String CORE = "/nnd/core.nnd";

  private final CompilationUnit core;
  private final Scope scope = Scope.outermost();

  private Library(CompilationUnit core) {
    this.core = core;
    core.declarations().forEach(this::define);
  }

  private void define(Declaration declaration) {
    if (declaration instanceof FnDecl fn) {
      scope.define(fn.name().name(), new Callable.Defined(fn, scope));
    } else if (declaration instanceof LayerDecl layer) {
      scope.define(layer.name().name(), new Callable.Layer(layer, scope));
    } else {
      throw new IllegalArgumentException("the library holds functions and layers only: " + declaration.span());
    }
  }

  /** Reads and parses the library that ships with the compiler. */
  public static Library load() {
    try (InputStream in = Library.class.getResourceAsStream(CORE)) {
      return of(new SourceFile("nnd:core", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @throws IllegalArgumentException where the text has errors, or something else than functions and layers */
  public static Library of(SourceFile source) {
    DiagnosticSink sink = new DiagnosticSink();
    CompilationUnit unit = Parser.parseFile(source, sink);
    if (sink.hasErrors()) {
      throw new IllegalArgumentException("the library does not parse: " + sink.diagnostics().get(0).title());
    }
    return new Library(unit);
  }

  /** The names of the library, for all compilations: a function means the same in each. */
  Scope scope() {
    return scope;
  }

  /** The functions and layers, with their source and documentation. */
  public CompilationUnit core() {
    return core;
  }
}
