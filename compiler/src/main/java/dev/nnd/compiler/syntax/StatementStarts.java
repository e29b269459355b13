package dev.nnd.compiler.syntax;

import dev.nnd.grammar.ContextualKeywords;
import dev.nnd.grammar.NndParser;
import dev.nnd.grammar.Operands;
import java.util.ArrayDeque;
import java.util.Deque;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/** Finds where the next statement begins after one that could not be read. */
final class StatementStarts {

  private final TokenStream tokens;
  private final boolean settings;

  /** @param settings whether the block holds settings, which begin anywhere on a line */
  StatementStarts(TokenStream tokens, boolean settings) {
    this.tokens = tokens;
    this.settings = settings;
  }

  /**
   * The index of the token to go on with: a statement's keyword, a name that begins a line and a statement, a semicolon, the
   * brace that ends the block, or the end of the file. What stands in brackets is skipped, if they are closed.
   *
   * @param open the brackets that the broken statement left open, the innermost first
   */
  int next(Deque<Token> open) {
    int i = open.isEmpty() ? 1 : 1 + closing(open, 1);
    while (!endsSearch(i)) {
      i = isOpening(type(i)) ? Math.max(i, closing(new ArrayDeque<>(), i)) + 1 : i + 1;
    }
    return token(i).getTokenIndex();
  }

  private boolean endsSearch(int i) {
    return switch (type(i)) {
      case Token.EOF, NndParser.RIGHT_BRACE, NndParser.SEMICOLON -> true;
      case NndParser.NAME -> settings && type(i + 1) == NndParser.DEFINES || isFirstOnLine(i) && beginsStatement(i);
      default -> ContextualKeywords.beginsStatement(type(i));
    };
  }

  /** After an operand every name begins a statement; after an operator only one that is being defined. */
  private boolean beginsStatement(int i) {
    int before = type(i - 1);
    return Operands.endsWith(before) || before == NndParser.RIGHT_BRACE || switch (type(i + 1)) {
      case NndParser.DEFINES, NndParser.COLON, NndParser.LEFT_BRACKET, NndParser.EQUAL -> true;
      default -> false;
    };
  }

  private boolean isFirstOnLine(int i) {
    return type(i - 1) == Token.EOF || token(i - 1).getLine() < token(i).getLine();
  }

  /** Where the open brackets are closed, counted from the current token; 0 if they are not before the next statement. */
  private int closing(Deque<Token> open, int from) {
    Deque<Token> stack = new ArrayDeque<>(open);
    int i = from - 1;
    do {
      i++;
      int type = type(i);
      if (isOpening(type)) {
        stack.push(token(i));
      } else if (type == NndParser.RIGHT_BRACE && stack.peek().getType() != NndParser.LEFT_BRACE) {
        return 0;
      } else if (isClosing(type)) {
        stack.pop();
      } else if (type == Token.EOF || (!holdsStatements(stack) && ContextualKeywords.beginsStatement(type))) {
        return 0;
      }
    } while (!stack.isEmpty());
    return i;
  }

  private static boolean holdsStatements(Deque<Token> stack) {
    return stack.stream().anyMatch(bracket -> bracket.getType() == NndParser.LEFT_BRACE);
  }

  static boolean isOpening(int type) {
    return type == NndParser.LEFT_PAREN || type == NndParser.LEFT_BRACKET || type == NndParser.LEFT_BRACE;
  }

  private static boolean isClosing(int type) {
    return type == NndParser.RIGHT_PAREN || type == NndParser.RIGHT_BRACKET || type == NndParser.RIGHT_BRACE;
  }

  private int type(int i) {
    return i > 0 || tokens.index() > 0 ? token(i).getType() : Token.EOF;
  }

  /** The current token is the first; the one before it, place 0 here, is -1 to a token stream. */
  private Token token(int i) {
    return tokens.LT(i > 0 ? i : i - 1);
  }
}
