package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.syntax.Declaration.ImportDecl;
import dev.nnd.compiler.syntax.Expression.Name;
import java.util.List;
import java.util.Optional;

/**
 * A file.
 *
 * @param doc the documentation before {@code package}; a file's only network takes it where it has none of its own
 * @param packageName the Java package, its parts joined by points
 * @param unread the stretches that could not be read, and of which nothing is declared
 */
public record CompilationUnit(
    SourceFile source,
    Optional<String> doc,
    Optional<Name> packageName,
    List<ImportDecl> imports,
    List<Declaration> declarations,
    List<Span> unread) {
  public CompilationUnit {
    imports = List.copyOf(imports);
    unread = List.copyOf(unread);
    declarations = List.copyOf(declarations);
  }
}
