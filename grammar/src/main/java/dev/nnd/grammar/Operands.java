package dev.nnd.grammar;

import org.antlr.v4.runtime.Token;

/** Which tokens can end an operand. What follows one of them and is no operator begins something new. */
public final class Operands {

  private Operands() {}

  /** Whether an expression may end with a token of this type. */
  public static boolean endsWith(int type) {
    return switch (type) {
      case NndParser.NAME, NndParser.LABEL, NndParser.NUMBER, NndParser.STRING,
          NndParser.RIGHT_PAREN, NndParser.RIGHT_BRACKET -> true;
      default -> false;
    };
  }

  /** Whether an expression may begin with a token of this type. */
  public static boolean startsWith(int type) {
    return switch (type) {
      case NndParser.NAME, NndParser.NUMBER, NndParser.LEFT_PAREN, NndParser.LEFT_BRACKET,
          NndParser.MINUS, NndParser.NOT, NndParser.IF -> true;
      default -> false;
    };
  }

  /** Whether a statement may begin after a token of this type; {@link Token#EOF} stands for the begin of the file. */
  static boolean statementMayFollow(int type) {
    return switch (type) {
      case Token.EOF, NndParser.LEFT_BRACE, NndParser.RIGHT_BRACE, NndParser.SEMICOLON, NndParser.STANDARDIZED -> true;
      default -> endsWith(type);
    };
  }
}
