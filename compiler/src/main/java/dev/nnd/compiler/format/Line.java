package dev.nnd.compiler.format;

import dev.nnd.compiler.diagnostics.DisplayWidth;
import dev.nnd.compiler.format.Piece.Kind;
import java.util.Arrays;
import java.util.List;

/** A line of the formatted text, which may hold a block comment of several lines. */
final class Line {
  private final int indentation;
  private final boolean afterBlank;
  private final List<Piece> pieces;
  private final int[] padding;

  Line(int indentation, boolean afterBlank, List<Piece> pieces) {
    this.indentation = indentation;
    this.afterBlank = afterBlank;
    this.pieces = pieces;
    this.padding = new int[pieces.size()];
  }

  List<Piece> pieces() {
    return pieces;
  }

  boolean isAfterBlank() {
    return afterBlank;
  }

  /** Whether it is a single line, so that the columns of all its pieces are known. */
  boolean isSingle() {
    return pieces.stream().noneMatch(piece -> piece.kind() == Kind.BLOCK_COMMENT && piece.text().indexOf('\n') >= 0);
  }

  /** The column of a piece, from 0. */
  int column(int piece) {
    int column = indentation;
    for (int i = 0; i < piece; i++) {
      column += (i == 0 ? 0 : gap(i)) + DisplayWidth.of(pieces.get(i).text());
    }
    return column + (piece == 0 ? 0 : gap(piece));
  }

  private int gap(int piece) {
    return Spacing.between(pieces.get(piece - 1), pieces.get(piece)).length() + padding[piece];
  }

  /** Moves a piece and all after it to the right. */
  void pad(int piece, int columns) {
    padding[piece] += columns;
  }

  /** @param lead the columns before the first piece as it was written, if that is a block comment */
  void print(StringBuilder out, int lead) {
    out.append(" ".repeat(indentation)).append(moved(pieces.get(0), indentation - lead));
    for (int i = 1; i < pieces.size(); i++) {
      out.append(Spacing.between(pieces.get(i - 1), pieces.get(i))).append(" ".repeat(padding[i])).append(pieces.get(i).text());
    }
    out.append('\n');
  }

  /** A block comment of several lines moves as a whole. */
  private static String moved(Piece first, int by) {
    if (first.kind() != Kind.BLOCK_COMMENT) {
      return first.text();
    }
    String[] lines = first.text().split("\n", -1);
    for (int i = 1; i < lines.length; i++) {
      String text = lines[i].stripLeading();
      int blanks = DisplayWidth.of(lines[i].substring(0, lines[i].length() - text.length()));
      lines[i] = text.isEmpty() ? text : " ".repeat(Math.max(0, blanks + by)) + text;
    }
    return String.join("\n", Arrays.asList(lines));
  }
}
