package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.diagnostics.Suggestions;
import dev.nnd.compiler.syntax.Declaration.ImportDecl;
import dev.nnd.compiler.syntax.Declaration.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a file and, following its imports, all that belong to it, each once. */
public final class ProgramReader {
  /** The most files that a program may have. */
  public static final int MOST_FILES = 1_000;

  private static final String LIBRARY = "nnd.";
  /** Which needs no import. */
  private static final String CORE = LIBRARY + "core";
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");

  private final SourceFile main;
  private final ImportSource source;
  private final Collection<String> parts;
  private final DiagnosticSink sink;
  private final Map<String, CompilationUnit> units = new HashMap<>();
  private final List<CompilationUnit> imported = new ArrayList<>();
  private final Map<ImportDecl, CompilationUnit> targets = new LinkedHashMap<>();
  private final Map<SourceFile, Span> importedAt = new LinkedHashMap<>();
  /** The files being read, the outermost first, each with the import that led there. */
  private final Deque<Open> open = new ArrayDeque<>();

  private record Open(String identity, SourceFile file, Optional<Span> imported) {}

  private ProgramReader(SourceFile main, ImportSource source, Collection<String> parts, DiagnosticSink sink) {
    this.main = main;
    this.source = source;
    this.parts = parts;
    this.sink = sink;
  }

  /**
   * The file with its imports; what is wrong with any of them goes to the sink.
   *
   * @param parts the names of what the library has beyond its core
   */
  public static Program read(SourceFile main, ImportSource source, Collection<String> parts, DiagnosticSink sink) {
    return new ProgramReader(main, source, parts, sink).run();
  }

  private Program run() {
    CompilationUnit unit = Parser.parseFile(main, sink);
    open.addLast(new Open(source.identity(main), main, Optional.empty()));
    unit.imports().forEach(this::follow);
    return new Program(unit, imported, targets, importedAt);
  }

  private void follow(ImportDecl declaration) {
    if (declaration.origin() == Origin.LIBRARY) {
      checkPart(declaration);
      return;
    }
    Span span = target(declaration);
    Optional<String> wrong = outOfBounds(declaration.target());
    if (wrong.isPresent()) {
      report(Diagnostic.of(Code.IMPORT_OUT_OF_BOUNDS, span, declaration.target()).label(wrong.get())
          .help("what is imported lies below the folder of the file that imports it: `import \"parts/layers.nnd\"`"));
      return;
    }
    ImportSource.Found found = source.find(main, open.getLast().file(), declaration.target());
    if (found instanceof ImportSource.Missing missing) {
      Diagnostic diagnostic = Diagnostic.of(Code.NO_SUCH_IMPORT, span, declaration.target());
      report(meant(declaration.target(), missing.others())
          .map(other -> diagnostic.help("did you mean \"" + other + "\"?"))
          .orElseGet(() -> diagnostic.help(
              "a path begins at the folder of the file that imports, " + name(open.getLast().file()))));
    } else if (found instanceof ImportSource.Unusable unusable) {
      Diagnostic diagnostic = Diagnostic.of(Code.UNUSABLE_IMPORT, span, declaration.target(), unusable.why());
      report(unusable.others().stream().findFirst()
          .map(other -> diagnostic.help("each file is imported by its own name: `import \"" + other + "\"`")).orElse(diagnostic));
    } else if (found instanceof ImportSource.Text text) {
      read(declaration, span, text);
    }
  }

  /** What stands after the word. */
  private static Span target(ImportDecl declaration) {
    Span span = declaration.span();
    String text = span.text();
    int start = "import".length();
    while (start < text.length() - 1 && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    return new Span(span.source(), span.start() + start, span.end());
  }

  private void checkPart(ImportDecl declaration) {
    List<String> known = parts.stream().map(part -> LIBRARY + part).toList();
    if (!known.contains(declaration.target()) && !declaration.target().equals(CORE)) {
      Diagnostic diagnostic = Diagnostic.of(Code.UNKNOWN_PART, target(declaration), declaration.target());
      report(Suggestions.closest(declaration.target(), known)
          .or(() -> known.stream().filter(part -> part.equals(LIBRARY + declaration.target())).findFirst())
          .map(part -> diagnostic.help("did you mean `import " + part + "`?"))
          .orElseGet(() -> diagnostic.help(
              "the core of the library needs no import; beyond it there is " + String.join(", ", new TreeSet<>(known)))));
    }
  }

  private static Optional<String> outOfBounds(String target) {
    if (target.isBlank()) {
      return Optional.of("it names no file");
    }
    if (target.contains("\\")) {
      return Optional.of("folders are separated by `/`");
    }
    if (target.startsWith("/") || DRIVE.matcher(target).matches()) {
      return Optional.of("this is an absolute path");
    }
    List<String> folders = Arrays.asList(target.split("/", -1));
    if (folders.contains("..")) {
      return Optional.of("`..` leads out of the folder");
    }
    return folders.contains("") ? Optional.of("a part of it is empty") : Optional.empty();
  }

  private static Optional<String> meant(String target, List<String> others) {
    String file = target.substring(target.lastIndexOf('/') + 1);
    return others.stream().filter(other -> other.equals(target + ".nnd") || other.equals(file) || other.equals(file + ".nnd"))
        .findFirst().or(() -> Suggestions.closest(target, others));
  }

  private void read(ImportDecl declaration, Span span, ImportSource.Text text) {
    if (open.stream().anyMatch(file -> file.identity().equals(text.identity()))) {
      report(cycle(span, text.identity()));
      return;
    }
    if (!units.containsKey(text.identity())) {
      if (units.size() >= MOST_FILES) {
        report(Diagnostic.of(Code.TOO_MANY_FILES, span, String.format("%,d", MOST_FILES)));
        return;
      }
      importedAt.put(text.source(), span);
      DiagnosticSink found = new DiagnosticSink();
      CompilationUnit unit = Parser.parseFile(text.source(), found);
      found.diagnostics().forEach(this::report);
      units.put(text.identity(), unit);
      open.addLast(new Open(text.identity(), text.source(), Optional.of(span)));
      unit.imports().forEach(this::follow);
      open.removeLast();
      imported.add(unit);
    }
    targets.put(declaration, units.get(text.identity()));
  }

  private Diagnostic cycle(Span closing, String identity) {
    List<Open> around = open.stream().dropWhile(file -> !file.identity().equals(identity)).toList();
    String path = around.stream().map(file -> name(file.file())).collect(Collectors.joining(" -> ")) + " -> " + name(around.get(0).file());
    Diagnostic diagnostic = Diagnostic.of(Code.IMPORT_CYCLE, closing, name(around.get(0).file())).label("imported again here");
    for (Open file : around.subList(1, around.size())) {
      diagnostic = diagnostic.label(file.imported().orElseThrow(), "which imports " + name(file.file()));
    }
    return diagnostic.help("the imports go round: " + path);
  }

  /** Without the folders. */
  private static String name(SourceFile file) {
    return file.name().substring(Math.max(file.name().lastIndexOf('/'), file.name().lastIndexOf('\\')) + 1);
  }

  /** With the imports that led to the file, where they are not told yet. */
  private void report(Diagnostic diagnostic) {
    Diagnostic told = diagnostic;
    for (Span at : Program.imports(importedAt, diagnostic.primary().span().source())) {
      if (diagnostic.labels().stream().noneMatch(label -> label.span().equals(at))) {
        told = told.label(at, "imported here");
      }
    }
    sink.report(told);
  }
}
