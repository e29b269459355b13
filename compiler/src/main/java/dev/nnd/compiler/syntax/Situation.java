package dev.nnd.compiler.syntax;

import dev.nnd.grammar.NndParser;
import dev.nnd.grammar.Operands;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * Where the parser got stuck.
 *
 * @param read the tokens of the statement before the offending one, and at least the two before it
 * @param rule the innermost rule of the grammar that was being read
 * @param expected the types of token that could have come
 */
record Situation(List<Token> read, Token offending, int rule, IntervalSet expected) {

    static Situation of(Parser parser, Token offending, IntervalSet expected) {
        int from = Math.min(statementStart(parser.getContext()), offending.getTokenIndex());
        List<Token> read = new ArrayList<>();
        int earlier = 0;
        for (int i = offending.getTokenIndex() - 1; i >= 0 && (i >= from || earlier < 2); i--) {
            Token token = parser.getInputStream().get(i);
            if (token.getChannel() == Token.DEFAULT_CHANNEL && token.getType() != NndParser.JUXTAPOSITION) {
                read.add(0, token);
                earlier += i < from ? 1 : 0;
            }
        }
        return new Situation(read, offending, parser.getContext().getRuleIndex(), expected);
    }

    private static int statementStart(ParserRuleContext innermost) {
        for (ParserRuleContext context = innermost; context != null; context = context.getParent()) {
            switch (context.getRuleIndex()) {
                case NndParser.RULE_statement, NndParser.RULE_setting, NndParser.RULE_ruleLine, NndParser.RULE_soleExpression -> {
                    return context.getStart().getTokenIndex();
                }
                default -> { }
            }
        }
        return 0;
    }

    /** The token this many places before the offending one. */
    Optional<Token> before(int places) {
        return places > read.size() ? Optional.empty() : Optional.of(read.get(read.size() - places));
    }

    Optional<Token> previous() {
        return before(1);
    }

    int type() {
        return offending.getType();
    }

    int previousType() {
        return previous().map(Token::getType).orElse(Token.EOF);
    }

    boolean afterOperand() {
        return Operands.endsWith(previousType());
    }

    boolean onOneLine() {
        return previous().filter(token -> token.getLine() == offending.getLine()).isPresent();
    }

    boolean expects(int type) {
        return expected.contains(type);
    }

    boolean expectsOperand() {
        return expects(NndParser.LEFT_PAREN) && expects(NndParser.NUMBER) && expects(NndParser.NAME);
    }

    /** The brackets that are open before the offending token, the innermost first. */
    Deque<Token> openBrackets() {
        Deque<Token> open = new ArrayDeque<>();
        for (Token token : read) {
            switch (token.getType()) {
                case NndParser.LEFT_PAREN, NndParser.LEFT_BRACKET, NndParser.LEFT_BRACE -> open.push(token);
                case NndParser.RIGHT_PAREN, NndParser.RIGHT_BRACKET, NndParser.RIGHT_BRACE -> open.poll();
                default -> { }
            }
        }
        return open;
    }
}
