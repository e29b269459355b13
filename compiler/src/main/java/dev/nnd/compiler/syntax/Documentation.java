package dev.nnd.compiler.syntax;

import dev.nnd.grammar.NndLexer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Finds the {@code ///} lines before a declaration. One that follows code on its line documents nothing. */
final class Documentation {

  private static final int SLASHES = 3;

  private final CommonTokenStream tokens;

  Documentation(CommonTokenStream tokens) {
    this.tokens = tokens;
  }

  /** The lines before this, without their slashes and the space after them. */
  Optional<String> before(ParserRuleContext tree) {
    int first = tree.getStart().getTokenIndex();
    List<Token> hidden = Optional.ofNullable(tokens.getHiddenTokensToLeft(first)).orElse(List.of());
    int beforeHidden = first - hidden.size() - 1;
    int lastCodeLine = beforeHidden < 0 ? 0 : tokens.get(beforeHidden).getLine();
    return Optional.of(hidden.stream()
            .filter(token -> token.getType() == NndLexer.DOCUMENTATION && token.getLine() > lastCodeLine)
            .map(token -> line(token.getText()))
            .collect(Collectors.joining("\n")))
        .filter(text -> !text.isBlank());
  }

  private static String line(String comment) {
    String text = comment.substring(SLASHES);
    return (text.startsWith(" ") ? text.substring(1) : text).stripTrailing();
  }
}
