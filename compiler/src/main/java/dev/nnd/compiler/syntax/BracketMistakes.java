package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.grammar.NndParser;
import dev.nnd.grammar.Operands;
import java.util.Deque;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Brackets without a partner. */
final class BracketMistakes {

  private final Spans spans;

  BracketMistakes(Spans spans) {
    this.spans = spans;
  }

  Optional<Diagnostic> unopened(Situation situation) {
    int type = situation.type();
    boolean opened = switch (type) {
      case NndParser.RIGHT_PAREN, NndParser.RIGHT_BRACKET ->
        situation.openBrackets().stream().anyMatch(bracket -> bracket.getType() != NndParser.LEFT_BRACE);
      case NndParser.RIGHT_BRACE -> situation.rule() != NndParser.RULE_file;
      default -> true;
    };
    boolean somethingMissing = !situation.afterOperand() && !situation.betweenStatements();
    return opened || somethingMissing
        ? Optional.empty()
        : Optional.of(Diagnostic.of(
            Code.UNOPENED_BRACKET, spans.of(situation.offending()), situation.offending().getText()));
  }

  Optional<Diagnostic> unclosed(Situation situation) {
    Deque<Token> open = situation.openBrackets();
    boolean blockEnds = situation.betweenStatements() && situation.type() == Token.EOF;
    Optional<Token> bracket = Optional.ofNullable(blockEnds ? open.peekLast() : open.peek());
    boolean goesOn = situation.onOneLine() && Operands.startsWith(situation.type());
    boolean complete = situation.afterOperand() || blockEnds;
    // A block goes on with statements, so that its brace is missed at the end of the text only.
    boolean listed = situation.rule() == NndParser.RULE_labels && situation.type() == NndParser.COMMA;
    boolean statements = !blockEnds && situation.mayBeginStatement();
    return bracket.filter(opening -> complete && !goesOn && situation.expects(partner(opening)))
        .filter(opening -> !listed && (opening.getType() != NndParser.LEFT_BRACE || !statements))
        .map(opening -> Diagnostic.of(
                Code.UNCLOSED_BRACKET,
                Mistakes.place(spans, situation),
                closing(opening),
                opening.getText(),
                opening.getLine())
            .label(spans.of(opening), "opened here"));
  }

  private static int partner(Token opening) {
    return switch (opening.getType()) {
      case NndParser.LEFT_PAREN -> NndParser.RIGHT_PAREN;
      case NndParser.LEFT_BRACKET -> NndParser.RIGHT_BRACKET;
      default -> NndParser.RIGHT_BRACE;
    };
  }

  private static String closing(Token opening) {
    return switch (opening.getType()) {
      case NndParser.LEFT_PAREN -> ")";
      case NndParser.LEFT_BRACKET -> "]";
      default -> "}";
    };
  }
}
