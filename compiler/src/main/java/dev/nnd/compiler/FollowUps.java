package dev.nnd.compiler;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Label;
import dev.nnd.compiler.diagnostics.Severity;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.syntax.Program;
import dev.nnd.grammar.ContextualKeywords;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tells errors of their own from those that only follow from a syntax error. A statement that could not be read is missing
 * from the tree, or is not what was meant: that its name is unknown or has another shape, or that the network lacks an
 * output, is no second mistake.
 */
final class FollowUps {
  private static final Pattern WORD = Pattern.compile("(?U)[\\p{L}_]\\w*");
  /** Said of a whole that something is missing from. */
  private static final Set<Code> OF_ABSENCE = Set.of(Code.NOTHING_TO_COMPUTE, Code.NO_LABELS);

  private static final Set<Code> OF_NAMES = Set.of(Code.UNDEFINED_NAME, Code.UNDEFINED_FUNCTION, Code.UNKNOWN_CLASS);
  private static final Set<Code> FAILED_IMPORTS = Set.of(
      Code.NO_SUCH_IMPORT, Code.IMPORT_OUT_OF_BOUNDS, Code.UNUSABLE_IMPORT, Code.IMPORT_CYCLE, Code.UNKNOWN_PART, Code.TOO_MANY_FILES);

  private final List<Diagnostic> syntax;
  private final List<SourceFile> files;
  private final List<Span> unread;
  private final Set<String> broken = new TreeSet<>();

  /**
   * @param syntax what was wrong with the text
   * @param program what of it could be read
   */
  FollowUps(List<Diagnostic> syntax, Program program) {
    this.syntax = syntax.stream().filter(diagnostic -> diagnostic.severity() == Severity.ERROR).toList();
    this.files = program.files();
    this.unread = program.unread().stream().map(FollowUps::withIndented).toList();
    Stream<Span> told = this.syntax.stream()
        .flatMap(error -> Stream.concat(Stream.of(error.primary()), error.labels().stream()).map(Label::span));
    Stream.concat(told, this.unread.stream()).forEach(this::addDefined);
  }

  /** The lines that a colon and deeper indentation say to belong to a line, as Python has it. */
  private static Span withIndented(Span stretch) {
    SourceFile source = stretch.source();
    String[] lines = source.text().substring(source.lineStart(stretch.line())).split("\n", -1);
    if (!lines[0].replaceFirst("//.*", "").stripTrailing().endsWith(":")) {
      return stretch;
    }
    int end = source.lineStart(stretch.line()) + lines[0].length();
    for (int i = 1; i < lines.length && (lines[i].isBlank() || indentation(lines[i]) > indentation(lines[0])); i++) {
      end += 1 + lines[i].length();
    }
    return new Span(source, stretch.start(), Math.max(stretch.end(), end));
  }

  private static int indentation(String line) {
    return line.length() - line.stripLeading().length();
  }

  /** The names that a broken stretch may be meant to define: of each of its lines, what stands before the value. */
  private void addDefined(Span stretch) {
    SourceFile source = stretch.source();
    int last = source.line(stretch.end());
    IntStream.rangeClosed(stretch.line(), last).mapToObj(source::lineText).forEach(line ->
        WORD.matcher(line.split("[=(]|//", 2)[0]).results()
            .map(MatchResult::group)
            .filter(word -> !ContextualKeywords.isStatementWord(word))
            .forEach(broken::add));
  }

  /** Whether the diagnostic would stand without the syntax errors too, as far as can be told. */
  boolean isOfItsOwn(Diagnostic diagnostic) {
    return diagnostic.severity() == Severity.ERROR
        && !OF_ABSENCE.contains(diagnostic.code())
        && !isOnBrokenLine(diagnostic.primary().span())
        && !(OF_NAMES.contains(diagnostic.code()) && hasFailedImport())
        && Stream.concat(Stream.of(diagnostic.primary()), diagnostic.labels().stream())
            .map(Label::span)
            .noneMatch(this::mentionsBroken);
  }

  /** What an import would have brought is not known. */
  private boolean hasFailedImport() {
    return syntax.stream().anyMatch(error -> FAILED_IMPORTS.contains(error.code()));
  }

  private boolean isOnBrokenLine(Span span) {
    return syntax.stream().map(error -> error.primary().span())
            .anyMatch(error -> error.source().equals(span.source()) && error.line() == span.line())
        || unread.stream().anyMatch(stretch ->
            stretch.source().equals(span.source()) && stretch.start() <= span.start() && span.start() < stretch.end());
  }

  private boolean mentionsBroken(Span span) {
    Matcher words = WORD.matcher(span.text());
    // The words of the library are its own.
    boolean here = !syntax.isEmpty() && files.contains(span.source());
    return here && words.results().anyMatch(word -> broken.contains(word.group()));
  }
}
