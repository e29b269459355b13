package dev.nnd.grammar;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * How deep a text nests, counted before it is parsed: every bracket, and within one every {@code if}, prefix sign, power
 * and suffix that the syntax tree puts inside another, as in {@code --x}, {@code a^b^c} or {@code x[0][1]}.
 */
public final class Nesting {

  /** A bracket that is open, with what nests inside it without a bracket. */
  private static final class Level {
    private final boolean suffix;
    private int conditions;
    private int chained;

    private Level(boolean suffix) {
      this.suffix = suffix;
    }
  }

  private final Deque<Level> levels = new ArrayDeque<>(List.of(new Level(false)));
  private int depth;
  private int deepest;

  private Nesting() {}

  /** The depth of the deepest place. */
  public static int depth(List<? extends Token> tokens) {
    Nesting nesting = new Nesting();
    nesting.firstBeyond(tokens, Integer.MAX_VALUE);
    return nesting.deepest;
  }

  /** The first token that lies deeper than the limit. */
  public static Optional<Token> beyond(List<? extends Token> tokens, int limit) {
    return new Nesting().firstBeyond(tokens, limit);
  }

  private Optional<Token> firstBeyond(List<? extends Token> tokens, int limit) {
    int previous = Token.EOF;
    for (Token token : NndScanner.visible(tokens)) {
      read(previous, token.getType());
      deepest = Math.max(deepest, depth);
      if (depth > limit) {
        return Optional.of(token);
      }
      previous = token.getType();
    }
    return Optional.empty();
  }

  private void read(int previous, int type) {
    boolean afterOperand = Operands.endsWith(previous);
    switch (type) {
      case NndParser.LEFT_BRACKET -> open(afterOperand);
      case NndParser.LEFT_PAREN, NndParser.LEFT_BRACE -> open(false);
      case NndParser.RIGHT_PAREN, NndParser.RIGHT_BRACKET, NndParser.RIGHT_BRACE -> close();
      case NndParser.IF -> {
        levels.peek().conditions++;
        depth++;
      }
      case NndParser.NOT, NndParser.CARET, NndParser.DOT -> chain();
      case NndParser.MINUS -> {
        if (afterOperand) {
          endChain();
        } else {
          chain();
        }
      }
      case NndParser.PLUS, NndParser.TIMES, NndParser.DIVIDE, NndParser.MATMUL, NndParser.THEN, NndParser.ELSE,
          NndParser.AND, NndParser.OR, NndParser.LESS, NndParser.LESS_EQUAL, NndParser.GREATER,
          NndParser.GREATER_EQUAL, NndParser.EQUAL, NndParser.NOT_EQUAL -> endChain();
      case NndParser.COMMA, NndParser.SEMICOLON, NndParser.COLON, NndParser.DEFINES -> endExpression();
      default -> {
        if (afterOperand && type != NndParser.JUXTAPOSITION) {
          endExpression();
        }
      }
    }
  }

  private void open(boolean suffix) {
    levels.push(new Level(suffix));
    depth++;
  }

  private void close() {
    endExpression();
    if (levels.size() > 1) {
      boolean suffix = levels.pop().suffix;
      depth--;
      if (suffix) {
        chain();
      }
    }
  }

  private void chain() {
    levels.peek().chained++;
    depth++;
  }

  private void endChain() {
    depth -= levels.peek().chained;
    levels.peek().chained = 0;
  }

  private void endExpression() {
    endChain();
    depth -= levels.peek().conditions;
    levels.peek().conditions = 0;
  }
}
