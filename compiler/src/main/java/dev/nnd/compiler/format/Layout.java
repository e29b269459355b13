package dev.nnd.compiler.format;

import dev.nnd.compiler.diagnostics.DisplayWidth;
import dev.nnd.compiler.format.Piece.Kind;
import dev.nnd.compiler.format.Piece.Role;
import dev.nnd.grammar.NndParser;
import java.util.ArrayList;
import java.util.List;

/**
 * Pieces to lines. The author's lines stay, but every statement of a block of several lines begins one, and a line that is
 * too long is broken: the outermost block on it first, else after a comma or an operator, as far out as there is one.
 */
final class Layout {
  private static final int WIDTH = 100;

  /** Of a line, however deep it lies. */
  private static final int LEAST_WIDTH = 40;

  private static final int STEP = 2;
  private static final int HANGING = 4;

  private static final int NO_BREAK = Integer.MAX_VALUE;
  private static final int RANKS = 4;

  private final List<Piece> pieces;
  private final Nesting nesting;
  private final int[] indentationOf;
  private final boolean[] spread;
  private final List<Line> lines = new ArrayList<>();

  private Layout(List<Piece> pieces) {
    this.pieces = pieces;
    this.nesting = new Nesting(pieces);
    this.indentationOf = new int[pieces.size()];
    this.spread = new boolean[pieces.size()];
  }

  static List<Line> of(List<Piece> pieces) {
    Layout layout = new Layout(pieces);
    int next = 0;
    while (next < pieces.size()) {
      next = layout.line(next);
    }
    return layout.lines;
  }

  /** Lays out the line that begins with a piece; the first piece of the next one. */
  private int line(int first) {
    int indentation = indentation(first);
    int end = new Extent(first, indentation).end();
    for (int i = first; i < end; i++) {
      indentationOf[i] = indentation;
    }
    lines.add(new Line(indentation, isAfterBlank(first), pieces.subList(first, end)));
    return end;
  }

  private boolean isAfterBlank(int first) {
    return first > 0 && pieces.get(first).breaks() > 1 && !pieces.get(first - 1).opens() && !pieces.get(first).closes();
  }

  // Where a line begins

  private int indentation(int first) {
    Piece piece = pieces.get(first);
    if (piece.closes() && !piece.is(NndParser.RIGHT_BRACE)) {
      return indentationOf[nesting.partner(lastOfClosing(first))];
    }
    if (!piece.within().isBlock()) {
      return indentationOf[nesting.enclosing(first)] + HANGING;
    }
    int block = STEP * nesting.blocks(first);
    return continuesStatement(first) ? block + HANGING : block;
  }

  /** Brackets that close at a line's begin stand below the line that opened the outermost of them. */
  private int lastOfClosing(int first) {
    int last = first;
    while (last + 1 < pieces.size() && pieces.get(last + 1).closes() && !pieces.get(last + 1).is(NndParser.RIGHT_BRACE)
        && pieces.get(last + 1).breaks() == 0) {
      last++;
    }
    return last;
  }

  private boolean continuesStatement(int first) {
    int code = nesting.codeFrom(first);
    if (code == pieces.size()) {
      return false;
    }
    Piece piece = pieces.get(code);
    boolean brace = piece.is(NndParser.RIGHT_BRACE) || piece.is(NndParser.LEFT_BRACE);
    return !piece.starts() && !brace && piece.within() != Bracket.LABELS;
  }

  // Where a line ends

  private boolean isCompact(int brace) {
    return brace != Nesting.NONE && nesting.isOnOneLine(brace) && !spread[brace];
  }

  /** Whether the line that begins with the first piece must end before another one. */
  private boolean endsBefore(int first, int i) {
    Piece left = pieces.get(i - 1);
    Piece right = pieces.get(i);
    boolean continued = right.is(NndParser.LEFT_BRACE) && left.isCode();
    if (left.kind() == Kind.LINE_COMMENT || right.breaks() > 0 && !continued) {
      return true;
    }
    if (right.is(NndParser.RIGHT_BRACE)) {
      return !isCompact(nesting.partner(i));
    }
    if (left.is(NndParser.LEFT_BRACE) && right.isCode()) {
      return !isCompact(i - 1);
    }
    return right.starts() && nesting.codeBefore(i) >= first && beginsLine(i);
  }

  private boolean beginsLine(int start) {
    int brace = nesting.enclosing(start);
    boolean keepsLines = pieces.get(start).within() == Bracket.SETTINGS && !spread[brace]
        && nesting.codeBefore(start) != brace;
    return !isCompact(brace) && !keepsLines;
  }

  /** How little it matters that a line ends before a piece where it is too long; {@link #NO_BREAK} where it must not. */
  private int rank(int i) {
    Piece left = pieces.get(i - 1);
    Piece right = pieces.get(i);
    if (right.kind() == Kind.LINE_COMMENT) {
      return NO_BREAK;
    }
    int outer = RANKS * right.depth();
    if (right.starts()) {
      return outer;
    }
    return !left.isCode() || left.role() == Role.SIGN ? NO_BREAK : switch (left.type()) {
      case NndParser.COMMA, NndParser.SEMICOLON -> right.closes() ? NO_BREAK : outer;
      case NndParser.AND, NndParser.OR -> outer + 1;
      case NndParser.PLUS, NndParser.MINUS -> outer + 2;
      case NndParser.TIMES, NndParser.DIVIDE, NndParser.MATMUL -> outer + RANKS - 1;
      default -> NO_BREAK;
    };
  }

  /** Looks for the end of a line, no further than the line may be long. */
  private final class Extent {
    private final int first;
    private final int limit;
    private int column;
    private int best = Nesting.NONE;
    private int block = Nesting.NONE;

    Extent(int first, int indentation) {
      this.first = first;
      this.limit = Math.max(WIDTH, indentation + LEAST_WIDTH);
      this.column = indentation;
    }

    /** The first piece that does not stand on the line any more. */
    int end() {
      boolean tooLong = false;
      int i = first;
      for (; i < pieces.size() && !(i > first && endsBefore(first, i)); i++) {
        if (i > first && rank(i) != NO_BREAK && (best == Nesting.NONE || rank(i) <= rank(best))) {
          best = i;
        }
        place(i);
        tooLong |= pieces.get(i).kind() != Kind.LINE_COMMENT && column > limit;
        if (tooLong && (block != Nesting.NONE || best != Nesting.NONE)) {
          return broken();
        }
        if (block == Nesting.NONE && pieces.get(i).is(NndParser.LEFT_BRACE) && isCompact(i)) {
          block = i;
        }
      }
      return tooLong && block != Nesting.NONE ? broken() : i;
    }

    private void place(int i) {
      Piece piece = pieces.get(i);
      int lastLine = piece.text().lastIndexOf('\n');
      column = lastLine >= 0 ? DisplayWidth.of(piece.text().substring(lastLine + 1))
          : column + (i == first ? 0 : Spacing.between(pieces.get(i - 1), piece).length()) + DisplayWidth.of(piece.text());
    }

    private int broken() {
      if (block == Nesting.NONE) {
        return best;
      }
      spread[block] = true;
      return block + 1;
    }
  }
}
