package dev.nnd.compiler.format;

import dev.nnd.grammar.NndParser;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Which bracket encloses which piece. */
final class Nesting {
  /** In place of a bracket, where nothing encloses. */
  static final int NONE = -1;

  private final List<Piece> pieces;
  private final int[] enclosing;
  private final int[] partner;
  private final int[] blocks;
  private final int[] codeBefore;
  private final boolean[] onOneLine;

  Nesting(List<Piece> pieces) {
    this.pieces = pieces;
    this.enclosing = new int[pieces.size()];
    this.partner = new int[pieces.size()];
    this.blocks = new int[pieces.size()];
    this.codeBefore = new int[pieces.size()];
    this.onOneLine = new boolean[pieces.size()];
    read();
  }

  private void read() {
    Deque<Integer> open = new ArrayDeque<>(List.of(NONE));
    int[] lines = new int[pieces.size()];
    int depth = 0;
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      lines[i] = (i == 0 ? 0 : lines[i - 1]) + piece.breaks();
      codeBefore[i] = i == 0 ? NONE : pieces.get(i - 1).isCode() ? i - 1 : codeBefore[i - 1];
      if (piece.closes()) {
        partner[i] = open.pop();
        onOneLine[partner[i]] = lines[partner[i]] == lines[i];
        depth -= piece.is(NndParser.RIGHT_BRACE) ? 1 : 0;
      }
      enclosing[i] = open.peek();
      blocks[i] = depth;
      if (piece.opens()) {
        open.push(i);
        depth += piece.is(NndParser.LEFT_BRACE) ? 1 : 0;
      }
    }
  }

  /** The bracket that opens what encloses a piece; of a bracket, what encloses both it and its partner. */
  int enclosing(int piece) {
    return enclosing[piece];
  }

  /** The opening bracket of a closing one. */
  int partner(int closing) {
    return partner[closing];
  }

  /** How many braces enclose a piece. */
  int blocks(int piece) {
    return blocks[piece];
  }

  /** The piece before this that is no comment. */
  int codeBefore(int piece) {
    return codeBefore[piece];
  }

  /** The piece that is no comment, this or after it; the number of pieces where there is none. */
  int codeFrom(int piece) {
    int code = piece;
    while (code < pieces.size() && !pieces.get(code).isCode()) {
      code++;
    }
    return code;
  }

  /** Whether what an opening bracket begins ends on the line on which it begins. */
  boolean isOnOneLine(int opening) {
    return onOneLine[opening];
  }
}
