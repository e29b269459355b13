package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.grammar.NndParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;

/**
 * One error a statement: the first one gives up the statement, and the parser goes on with the next. No token is
 * inserted or deleted to patch a statement up, but for the brace that should end a block.
 */
final class StatementRecovery extends DefaultErrorStrategy {

  private final Mistakes mistakes;
  private final DiagnosticSink sink;
  private final Spans spans;
  private final boolean truncated;
  private final List<Span> unread = new ArrayList<>();
  private int lastGivenBack = -1;

  /** @param truncated whether the text's end is missing, which has been told */
  StatementRecovery(Spans spans, DiagnosticSink sink, boolean truncated) {
    this.truncated = truncated;
    this.spans = spans;
    this.mistakes = new Mistakes(spans);
    this.sink = sink;
  }

  /** What was given up so far, in the order of the text. */
  List<Span> unread() {
    return List.copyOf(unread);
  }

  @Override
  public void reportError(Parser parser, RecognitionException e) {
    if (!inErrorRecoveryMode(parser)) {
      beginErrorCondition(parser);
      if (!truncated || e.getOffendingToken().getType() != Token.EOF) {
        sink.report(mistakes.explain(Situation.of(parser, e.getOffendingToken(), e.getExpectedTokens())));
      }
    }
  }

  /** Hands the error up to the rule that can go on after it. */
  @Override
  public void recover(Parser parser, RecognitionException e) {
    ParserRuleContext context = parser.getContext();
    if (!isUnit(context)) {
      throw e;
    }
    Situation situation = Situation.of(parser, parser.getCurrentToken(), e.getExpectedTokens());
    if (!givesBackName(parser, situation)) {
      boolean nothingRead = parser.getCurrentToken() == context.getStart();
      if (nothingRead && parser.getCurrentToken().getType() != Token.EOF) {
        parser.consume();
      }
      skip(parser, situation.openBrackets());
    }
    giveUp(context.getStart(), parser);
    endErrorCondition(parser);
  }

  /** Remembers that nothing is known from this token to the last one that was consumed. */
  private void giveUp(Token first, Parser parser) {
    Token last = parser.getInputStream().LT(-1);
    if (last != null && last.getTokenIndex() >= first.getTokenIndex()) {
      unread.add(spans.of(first, last));
    }
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
    ParserRuleContext context = parser.getContext();
    if (!isSequence(context) || context.getChildCount() < leadingTokens(context)) {
      return;
    }
    while (parser.getCurrentToken().getType() != Token.EOF
        && !parser.getExpectedTokens().contains(parser.getCurrentToken().getType())) {
      Situation situation = Situation.of(parser, parser.getCurrentToken(), parser.getExpectedTokens());
      sink.report(mistakes.explain(situation));
      Token first = withdrawn(context, parser).orElse(situation.offending());
      if (!givesBackName(parser, situation)) {
        if (!StatementStarts.isOpening(situation.type())) {
          parser.consume();
        }
        skip(parser, new ArrayDeque<>());
      }
      giveUp(first, parser);
    }
  }

  /** The begin of the statement on whose line the parser stumbled: it goes on, so what was read of it is not what was meant. */
  private static Optional<Token> withdrawn(ParserRuleContext sequence, Parser parser) {
    return Optional.ofNullable(sequence.children).stream().flatMap(List::stream)
        .reduce((first, second) -> second)
        .filter(ParserRuleContext.class::isInstance)
        .map(ParserRuleContext.class::cast)
        .filter(last -> last.getStart().getLine() == parser.getCurrentToken().getLine())
        .map(last -> {
          last.exception = new InputMismatchException(parser);
          return last.getStart();
        });
  }

  /** The name that the statement before took for its operand begins a definition of its own. None is given back twice. */
  private boolean givesBackName(Parser parser, Situation situation) {
    int name = situation.previous().map(Token::getTokenIndex).orElse(-1);
    if (!situation.swallowedName() || name <= lastGivenBack) {
      return false;
    }
    lastGivenBack = name;
    parser.getInputStream().seek(name);
    return true;
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

  private static void skip(Parser parser, Deque<Token> openBrackets) {
    boolean settings = switch (parser.getContext().getRuleIndex()) {
      case NndParser.RULE_setting, NndParser.RULE_trainBlock -> true;
      default -> false;
    };
    int next = new StatementStarts(parser.getInputStream(), settings).next(openBrackets);
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
