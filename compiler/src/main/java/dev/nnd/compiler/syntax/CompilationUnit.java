package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.syntax.Declaration.ImportDecl;
import dev.nnd.compiler.syntax.Expression.Name;
import java.util.List;
import java.util.Optional;

/**
 * A file.
 *
 * @param doc the documentation before {@code package}; a file's only network takes it where it has none of its own
 * @param packageName the Java package, its parts joined by points
 */
public record CompilationUnit(
    SourceFile source, Optional<String> doc, Optional<Name> packageName, List<ImportDecl> imports, List<Declaration> declarations) {
  public CompilationUnit {
    imports = List.copyOf(imports);
    declarations = List.copyOf(declarations);
  }
}
