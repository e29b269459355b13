package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.syntax.CompilationUnit;
import dev.nnd.compiler.syntax.Declaration.ImportDecl;
import dev.nnd.compiler.syntax.Declaration.Origin;
import dev.nnd.compiler.syntax.Program;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The names that each file of a program sees: its own and those of the files that it imports, over those of the parts of
 * the library that it imports, over the core. What an imported file imports itself stays within it, and its networks
 * and exports are its own affair.
 */
final class FileScopes {
  private static final String LIBRARY = "nnd.";

  private final Program program;
  private final Library library;
  private final Elaboration run;
  private final Options options;
  private final Map<SourceFile, Scope> scopes = new HashMap<>();

  FileScopes(Program program, Library library, Elaboration run, Options options) {
    this.program = program;
    this.library = library;
    this.run = run;
    this.options = options;
    program.units().forEach(this::declare);
  }

  /** The names of a file of the program. */
  Scope of(CompilationUnit unit) {
    return scopes.get(unit.source());
  }

  private void declare(CompilationUnit unit) {
    Scope imported = imported(unit);
    Scope own = imported.block();
    scopes.put(unit.source(), own);
    Declarations declarations = new Declarations(Context.of(run, own, Site.nowhere()), options);
    declarations.declare(unit.declarations());
    for (Scope.Entry entry : own.entries()) {
      imported.entry(entry).ifPresent(other -> run.reporter().report(Problems.duplicate(entry.name(), entry.span(), other.span())));
    }
    declarations.check(unit.declarations());
  }

  /** What the file imports, over the parts of the library that it imports. */
  private Scope imported(CompilationUnit unit) {
    Scope parts = library.scope().block();
    for (ImportDecl declaration : unit.imports()) {
      if (declaration.origin() == Origin.LIBRARY && declaration.target().startsWith(LIBRARY)) {
        library.scope(declaration.target().substring(LIBRARY.length())).ifPresent(part -> part.entries().forEach(parts::define));
      }
    }
    Scope files = parts.block();
    Map<Span, Span> broughtBy = new HashMap<>();
    for (ImportDecl declaration : unit.imports()) {
      Optional<Scope> target = program.target(declaration).map(this::of);
      target.ifPresent(from -> from.entries().forEach(entry -> bring(entry, declaration.span(), files, broughtBy)));
    }
    return files;
  }

  /** A name may come twice if it is that of one file. */
  private void bring(Scope.Entry entry, Span by, Scope into, Map<Span, Span> broughtBy) {
    Optional<Scope.Entry> before = into.entry(entry);
    if (before.isEmpty()) {
      into.define(entry);
      broughtBy.put(entry.span(), by);
    } else if (before.get().meaning() != entry.meaning()) {
      run.reporter().report(Diagnostic.of(Code.IMPORTED_TWICE, by, entry.name())
          .label("brings it again")
          .label(broughtBy.get(before.get().span()), "brings it first")
          .label(before.get().span(), "defined here")
          .label(entry.span(), "and here")
          .help("give one of the two another name"));
    }
  }
}
