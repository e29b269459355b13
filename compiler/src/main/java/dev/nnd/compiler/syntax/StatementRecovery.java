package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.grammar.NndParser;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * One error a statement: the first one gives up the statement, and the parser goes on with the next. No token is
 * inserted or deleted to patch a statement up, but for the brace that should end a block.
 */
final class StatementRecovery extends DefaultErrorStrategy {

    private final Mistakes mistakes;
    private final DiagnosticSink sink;

    StatementRecovery(Spans spans, DiagnosticSink sink) {
        this.mistakes = new Mistakes(spans);
        this.sink = sink;
    }

    @Override
    public void reportError(Parser parser, RecognitionException e) {
        if (!inErrorRecoveryMode(parser)) {
            beginErrorCondition(parser);
            report(parser, e.getOffendingToken(), e.getExpectedTokens());
        }
    }

    private void report(Parser parser, Token offending, IntervalSet expected) {
        sink.report(mistakes.explain(Situation.of(parser, offending, expected)));
    }

    /** Hands the error up to the rule that can go on after it. */
    @Override
    public void recover(Parser parser, RecognitionException e) {
        ParserRuleContext context = parser.getContext();
        if (!isUnit(context)) {
            throw e;
        }
        boolean nothingRead = parser.getCurrentToken() == context.getStart();
        if (nothingRead && parser.getCurrentToken().getType() != Token.EOF) {
            parser.consume();
        }
        skip(parser, Situation.of(parser, parser.getCurrentToken(), new IntervalSet()).openBrackets().size());
        endErrorCondition(parser);
    }

    private static boolean isUnit(ParserRuleContext context) {
        return switch (context.getRuleIndex()) {
            case NndParser.RULE_statement, NndParser.RULE_setting, NndParser.RULE_ruleLine, NndParser.RULE_file,
                    NndParser.RULE_soleExpression, NndParser.RULE_ruleFile -> true;
            default -> false;
        };
    }

    /** Between statements: what begins none is reported and skipped here, so that the block itself stays whole. */
    @Override
    public void sync(Parser parser) {
        if (isSequence(parser.getContext()) && parser.getContext().getChildCount() >= leadingTokens(parser.getContext())) {
            while (!parser.getExpectedTokens().contains(parser.getCurrentToken().getType())
                    && parser.getCurrentToken().getType() != Token.EOF) {
                report(parser, parser.getCurrentToken(), parser.getExpectedTokens());
                parser.consume();
                skip(parser, 0);
            }
        }
    }

    private static boolean isSequence(ParserRuleContext context) {
        return switch (context.getRuleIndex()) {
            case NndParser.RULE_file, NndParser.RULE_block, NndParser.RULE_trainBlock, NndParser.RULE_ruleFile -> true;
            default -> false;
        };
    }

    /** What stands in a sequence's rule before the sequence itself. */
    private static int leadingTokens(ParserRuleContext context) {
        return switch (context.getRuleIndex()) {
            case NndParser.RULE_block -> 1;
            case NndParser.RULE_trainBlock -> 2;
            default -> 0;
        };
    }

    private static void skip(Parser parser, int openBrackets) {
        int next = StatementStarts.next(parser.getInputStream(), openBrackets, parser.getContext().getRuleIndex() == NndParser.RULE_setting);
        while (parser.getInputStream().index() < next) {
            parser.consume();
        }
    }

    @Override
    public Token recoverInline(Parser parser) {
        InputMismatchException mismatch = new InputMismatchException(parser);
        boolean blockEnds = isSequence(parser.getContext()) && parser.getExpectedTokens().contains(NndParser.RIGHT_BRACE);
        if (!blockEnds) {
            throw mismatch;
        }
        reportError(parser, mismatch);
        endErrorCondition(parser);
        return getMissingSymbol(parser);
    }
}
