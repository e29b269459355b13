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
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The standard library, as parsed: it is elaborated where it is called. Its core is known everywhere and may stand in several
 * files; a part is known where it is imported, and sees the core.
 */
public final class Library {
  private static final List<String> CORE = List.of("core");
  private static final List<String> PARTS = List.of("vision");

  private final CompilationUnit core;
  private final Scope scope = Scope.outermost();
  private final Map<String, CompilationUnit> parts = new LinkedHashMap<>();
  private final Map<String, Scope> scopes = new LinkedHashMap<>();
  private final Set<SourceFile> sources = new HashSet<>();

  private Library(List<SourceFile> core, Map<String, SourceFile> parts) {
    List<CompilationUnit> units = core.stream().map(this::parsed).toList();
    units.forEach(unit -> define(unit, scope));
    this.core = new CompilationUnit(
        core.get(0), units.get(0).doc(), Optional.empty(), List.of(),
        units.stream().flatMap(unit -> unit.declarations().stream()).toList(), List.of());
    parts.forEach((name, source) -> {
      CompilationUnit unit = parsed(source);
      Scope own = scope.block();
      define(unit, own);
      this.parts.put(name, unit);
      scopes.put(name, own);
    });
  }

  private CompilationUnit parsed(SourceFile source) {
    sources.add(source);
    DiagnosticSink sink = new DiagnosticSink();
    CompilationUnit unit = Parser.parseFile(source, sink);
    if (sink.hasErrors()) {
      throw new IllegalArgumentException("the library does not parse: " + sink.diagnostics().get(0).title());
    }
    return unit;
  }

  private static void define(CompilationUnit unit, Scope scope) {
    for (Declaration declaration : unit.declarations()) {
      if (declaration instanceof FnDecl fn) {
        scope.define(fn.name().name(), new Callable.Defined(fn, scope));
      } else if (declaration instanceof LayerDecl layer) {
        scope.define(layer.name().name(), new Callable.Layer(layer, scope));
      } else {
        throw new IllegalArgumentException("the library holds functions and layers only: " + declaration.span());
      }
    }
  }

  /** Reads and parses the library that ships with the compiler. */
  public static Library load() {
    Map<String, SourceFile> parts = new LinkedHashMap<>();
    PARTS.forEach(name -> parts.put(name, resource(name)));
    return new Library(CORE.stream().map(Library::resource).toList(), parts);
  }

  private static SourceFile resource(String name) {
    try (InputStream in = Library.class.getResourceAsStream("/nnd/" + name + ".nnd")) {
      return new SourceFile("nnd:" + name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One of a core and no parts.
   *
   * @throws IllegalArgumentException where the text has errors, or something else than functions and layers
   */
  public static Library of(SourceFile core) {
    return new Library(List.of(core), Map.of());
  }

  /** The names of the core, for all compilations: a function means the same in each. */
  Scope scope() {
    return scope;
  }

  /** The names of a part, over those of the core. */
  Optional<Scope> scope(String part) {
    return Optional.ofNullable(scopes.get(part));
  }

  /** Whether a text is the library's. */
  boolean holds(SourceFile source) {
    return sources.contains(source);
  }

  /** The functions and layers of the core, with their source and documentation. */
  public CompilationUnit core() {
    return core;
  }

  /** What there is beyond the core, by name. */
  public Collection<String> partNames() {
    return List.copyOf(parts.keySet());
  }

  /** The functions and layers of a part. */
  public CompilationUnit part(String name) {
    return parts.get(name);
  }
}
