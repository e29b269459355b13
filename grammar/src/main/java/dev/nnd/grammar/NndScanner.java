package dev.nnd.grammar;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/**
 * Text to tokens, comments included (on the hidden channel), the end of the file last. Token positions count code points.
 */
public final class NndScanner {

  private NndScanner() {}

  /** The tokens of a whole file, with each contextual keyword found. */
  public static List<Token> file(String text) {
    List<Token> tokens = expression(text);
    ContextualKeywords.assign(tokens);
    return tokens;
  }

  /** The tokens of a single expression or of a file of rules, where there are no statements and so no keywords but the reserved ones. */
  public static List<Token> expression(String text) {
    NndLexer lexer = new NndLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    List<Token> tokens = new ArrayList<>(lexer.getAllTokens());
    tokens.add(lexer.emitEOF());
    return Juxtaposition.insert(tokens);
  }

  /** The tokens the parser sees. */
  static List<Token> visible(List<? extends Token> tokens) {
    List<Token> visible = new ArrayList<>(tokens.size());
    for (Token token : tokens) {
      if (token.getChannel() == Token.DEFAULT_CHANNEL) {
        visible.add(token);
      }
    }
    return visible;
  }
}
