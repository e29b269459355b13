package dev.nnd.compiler.format;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.Severity;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.format.Piece.Kind;
import dev.nnd.compiler.syntax.CompilationUnit;
import dev.nnd.compiler.syntax.DeepStack;
import dev.nnd.compiler.syntax.Parser;
import java.util.List;
import java.util.Optional;

/** Gives a file the usual layout. Its meaning stays, as do all comments, and a formatted file stays as it is. */
public final class Formatter {

  private Formatter() {}

  /**
   * The text in the usual layout, its lines ended as the file's first one is, without a byte order mark.
   *
   * @return nothing where the file is wrong; the sink tells why
   * @throws IllegalStateException if the layout would change what the file means
   */
  public static Optional<String> format(SourceFile source, DiagnosticSink sink) {
    Optional<CompilationUnit> before = parse(source, sink);
    if (before.isEmpty()) {
      return Optional.empty();
    }
    List<Piece> pieces = PieceReader.read(source);
    if (!commentsEndWithTheirLines(source, pieces, sink)) {
      return Optional.empty();
    }
    List<Line> lines = Layout.of(pieces);
    Alignment.apply(source, lines);
    String text = print(source, lines);
    Optional<CompilationUnit> after = parse(new SourceFile(source.name(), text), new DiagnosticSink());
    if (!DeepStack.ample(() -> SyntaxEquality.equal(before, after))) {
      throw new IllegalStateException("the layout would change the meaning of " + source.name());
    }
    return Optional.of(source.text().contains("\n") && endsFirstLineWithReturn(source) ? text.replace("\n", "\r\n") : text);
  }

  private static Optional<CompilationUnit> parse(SourceFile source, DiagnosticSink sink) {
    DiagnosticSink found = new DiagnosticSink();
    CompilationUnit unit = Parser.parseFile(source, found);
    found.diagnostics().stream().filter(diagnostic -> diagnostic.severity() == Severity.ERROR).forEach(sink::report);
    return found.hasErrors() ? Optional.empty() : Optional.of(unit);
  }

  /** A carriage return alone ends a comment but no line, and what follows would seem to belong to the comment. */
  private static boolean commentsEndWithTheirLines(SourceFile source, List<Piece> pieces, DiagnosticSink sink) {
    boolean right = true;
    for (int i = 1; i < pieces.size(); i++) {
      if (pieces.get(i - 1).kind() == Kind.LINE_COMMENT && pieces.get(i).line() == pieces.get(i - 1).line()) {
        Piece comment = pieces.get(i - 1);
        int start = source.text().offsetByCodePoints(source.lineStart(comment.line()), comment.position());
        sink.report(Diagnostic.of(Code.LONE_CARRIAGE_RETURN, new Span(source, start, start + 2)));
        right = false;
      }
    }
    return right;
  }

  private static String print(SourceFile source, List<Line> lines) {
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      if (line.isAfterBlank()) {
        text.append('\n');
      }
      boolean moves = line.pieces().get(0).kind() == Kind.BLOCK_COMMENT;
      line.print(text, moves ? Alignment.writtenColumn(source, line.pieces().get(0)) : 0);
    }
    return text.toString();
  }

  private static boolean endsFirstLineWithReturn(SourceFile source) {
    int end = source.text().indexOf('\n');
    return end > 0 && source.text().charAt(end - 1) == '\r';
  }
}
