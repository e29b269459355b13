package dev.nnd.compiler.format;

import dev.nnd.compiler.diagnostics.DisplayWidth;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.format.Piece.Kind;
import dev.nnd.compiler.format.Piece.Role;
import dev.nnd.grammar.NndParser;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Keeps columns that the author made: what stands in one column on lines that follow one another stays in one. That holds
 * for declared names, the colons before their types, the signs {@code =} and {@code ~}, and comments that end a line.
 */
final class Alignment {
  private static final Set<Integer> DECLARING = Set.of(
      NndParser.DIM, NndParser.CONST, NndParser.INPUT, NndParser.TARGET, NndParser.PARAM, NndParser.STATE, NndParser.UPDATE,
      NndParser.OUTPUT, NndParser.METRIC, NndParser.FN);

  /** What may be aligned, from left to right. */
  private enum Stop {
    NAME,
    COLON,
    DEFINITION,
    COMMENT
  }

  private final SourceFile source;
  private final List<Line> lines;

  private Alignment(SourceFile source, List<Line> lines) {
    this.source = source;
    this.lines = lines;
  }

  static void apply(SourceFile source, List<Line> lines) {
    Alignment alignment = new Alignment(source, lines);
    Arrays.stream(Stop.values()).forEach(alignment::align);
  }

  private void align(Stop stop) {
    int[] pieces = lines.stream().mapToInt(line -> find(stop, line).orElse(-1)).toArray();
    int[] written = IntStream.range(0, pieces.length)
        .map(i -> pieces[i] < 0 ? -1 : writtenColumn(source, lines.get(i).pieces().get(pieces[i])))
        .toArray();
    int begin = 0;
    while (begin < pieces.length) {
      int end = begin + 1;
      while (end < pieces.length && written[end] >= 0 && written[end] == written[begin] && !lines.get(end).isAfterBlank()) {
        end++;
      }
      if (end - begin > 1) {
        align(pieces, begin, end);
      }
      begin = end;
    }
  }

  private void align(int[] pieces, int begin, int end) {
    int column = IntStream.range(begin, end).map(i -> lines.get(i).column(pieces[i])).max().orElseThrow();
    for (int i = begin; i < end; i++) {
      lines.get(i).pad(pieces[i], column - lines.get(i).column(pieces[i]));
    }
  }

  /** The column, from 0, at which a piece stood. */
  static int writtenColumn(SourceFile source, Piece piece) {
    String line = source.lineText(piece.line());
    return DisplayWidth.of(line.substring(0, line.offsetByCodePoints(0, piece.position())));
  }

  private static OptionalInt find(Stop stop, Line line) {
    List<Piece> pieces = line.pieces();
    if (!line.isSingle()) {
      return OptionalInt.empty();
    }
    if (stop == Stop.COMMENT) {
      int last = pieces.size() - 1;
      return last > 0 && pieces.get(last).kind() == Kind.LINE_COMMENT ? OptionalInt.of(last) : OptionalInt.empty();
    }
    if (!pieces.get(0).starts()) {
      return OptionalInt.empty();
    }
    if (stop == Stop.NAME) {
      boolean declares = pieces.size() > 1 && DECLARING.contains(pieces.get(0).type()) && pieces.get(1).is(NndParser.NAME);
      return declares ? OptionalInt.of(1) : OptionalInt.empty();
    }
    return sign(stop, pieces);
  }

  /** The first sign of the statement itself that says what is defined: a colon only where it stands before. */
  private static OptionalInt sign(Stop stop, List<Piece> pieces) {
    for (int i = 1; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      boolean own = piece.depth() == pieces.get(0).depth();
      boolean defines = own && (piece.is(NndParser.DEFINES) || piece.is(NndParser.TILDE));
      boolean wanted = stop == Stop.COLON
          ? own && piece.is(NndParser.COLON) && piece.role() != Role.CLAUSE
          : defines;
      if (wanted) {
        return OptionalInt.of(i);
      }
      if (defines || i > 1 && piece.starts()) {
        return OptionalInt.empty();
      }
    }
    return OptionalInt.empty();
  }
}
