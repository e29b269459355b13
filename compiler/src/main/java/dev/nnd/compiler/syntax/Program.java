package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.syntax.Declaration.ImportDecl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file with all that it imports, directly or through others.
 *
 * @param main the file that is compiled
 * @param imported the other files, each after those that it imports itself
 * @param targets the files that imports name; of one that failed there is none
 * @param importedAt where each of the other files is imported first
 */
public record Program(
    CompilationUnit main,
    List<CompilationUnit> imported,
    Map<ImportDecl, CompilationUnit> targets,
    Map<SourceFile, Span> importedAt) {
  public Program {
    imported = List.copyOf(imported);
    targets = new LinkedHashMap<>(targets);
    importedAt = new LinkedHashMap<>(importedAt);
  }

  /** A file that imports no other. */
  public static Program of(CompilationUnit main) {
    return new Program(main, List.of(), Map.of(), Map.of());
  }

  /** The file that an import names, unless that failed. */
  public Optional<CompilationUnit> target(ImportDecl imported) {
    return Optional.ofNullable(targets.get(imported));
  }

  /** All files, the compiled one last. */
  public List<CompilationUnit> units() {
    return Stream.concat(imported.stream(), Stream.of(main)).toList();
  }

  /** The stretches that could not be read, of all files. */
  public List<Span> unread() {
    return units().stream().flatMap(unit -> unit.unread().stream()).toList();
  }

  /** All files that were read, in the order of the imports, the compiled one first. */
  public List<SourceFile> files() {
    return Stream.concat(Stream.of(main.source()), importedAt.keySet().stream()).toList();
  }

  /** The imports that lead from the compiled file to this one, the nearest first. */
  public List<Span> imports(SourceFile file) {
    return imports(importedAt, file);
  }

  static List<Span> imports(Map<SourceFile, Span> importedAt, SourceFile file) {
    List<Span> imports = new ArrayList<>();
    for (Optional<Span> at = Optional.ofNullable(importedAt.get(file)); at.isPresent(); ) {
      imports.add(at.get());
      at = Optional.ofNullable(importedAt.get(at.get().source()));
    }
    return imports;
  }
}
