package dev.nnd.compiler;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Severity;
import dev.nnd.compiler.diagnostics.Span;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Tells errors of their own from those that only follow from a syntax error. A statement that could not be read is missing
 * from the tree: that its name is unknown, or that the network lacks an output, is no second mistake.
 */
final class FollowUps {
  /** How far above its error a broken statement may begin. */
  private static final int LINES_OF_A_STATEMENT = 3;

  private static final Set<Code> FAILED_IMPORTS = Set.of(
      Code.NO_SUCH_IMPORT, Code.IMPORT_OUT_OF_BOUNDS, Code.UNUSABLE_IMPORT, Code.IMPORT_CYCLE, Code.UNKNOWN_PART, Code.TOO_MANY_FILES);

  private final List<Diagnostic> syntax;

  /**
   * @param syntax what was wrong with the text
   */
  FollowUps(List<Diagnostic> syntax) {
    this.syntax = syntax.stream().filter(diagnostic -> diagnostic.severity() == Severity.ERROR).toList();
  }

  /** Whether the diagnostic would stand without the syntax errors too, as far as can be told. */
  boolean isOfItsOwn(Diagnostic diagnostic) {
    Span span = diagnostic.primary().span();
    boolean onBrokenLine = syntax.stream()
        .map(error -> error.primary().span())
        .anyMatch(error -> error.source().equals(span.source()) && error.line() == span.line());
    return diagnostic.severity() == Severity.ERROR
        && !onBrokenLine
        && (isAboutSizes(diagnostic.code()) || isUndefined(diagnostic.code()) && !mayBeMissing(span.text()));
  }

  /** Whether the name may be one that a broken statement defines, or that an import would have brought. */
  private boolean mayBeMissing(String name) {
    return isOnBrokenLine(name) || syntax.stream().anyMatch(error -> FAILED_IMPORTS.contains(error.code()));
  }

  private static boolean isAboutSizes(Code code) {
    return code.id().startsWith("E02");
  }

  private static boolean isUndefined(Code code) {
    return code == Code.UNDEFINED_NAME || code == Code.UNDEFINED_FUNCTION;
  }

  /** Whether a broken statement may be the one that defines the name. */
  private boolean isOnBrokenLine(String name) {
    Pattern word = Pattern.compile("(?U)\\b" + Pattern.quote(name) + "\\b");
    return syntax.stream()
        .map(error -> error.primary().span())
        .anyMatch(span -> IntStream.rangeClosed(Math.max(1, span.line() - LINES_OF_A_STATEMENT), span.line())
            .anyMatch(line -> word.matcher(span.source().lineText(line)).find()));
  }
}
