package dev.nnd.grammar;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenFactory;
import org.antlr.v4.runtime.Token;

/**
 * Marks the products that are written without a sign: a number directly followed by a name or a parenthesis, {@code 3x}
 * and {@code 2(x + 1)}. Only here are spaces still known. A number after a point is a member, as in {@code h.0}.
 */
final class Juxtaposition {

  private Juxtaposition() {}

  static List<Token> insert(List<? extends Token> tokens) {
    List<Token> result = new ArrayList<>(tokens.size() + tokens.size() / 8);
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (i > 0 && multiplies(tokens.get(i - 1), token) && !(i > 1 && tokens.get(i - 2).getType() == NndLexer.DOT)) {
        result.add(productBefore(token));
      }
      result.add(token);
    }
    return result;
  }

  private static boolean multiplies(Token number, Token next) {
    return number.getType() == NndLexer.NUMBER
        && (next.getType() == NndLexer.NAME || next.getType() == NndLexer.LEFT_PAREN)
        && number.getStopIndex() + 1 == next.getStartIndex();
  }

  private static Token productBefore(Token next) {
    CommonToken product = CommonTokenFactory.DEFAULT.create(NndParser.JUXTAPOSITION, "");
    product.setStartIndex(next.getStartIndex());
    product.setStopIndex(next.getStartIndex() - 1);
    product.setLine(next.getLine());
    product.setCharPositionInLine(next.getCharPositionInLine());
    return product;
  }
}
