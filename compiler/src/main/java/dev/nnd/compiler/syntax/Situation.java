package dev.nnd.compiler.syntax;

import dev.nnd.grammar.NndParser;
import dev.nnd.grammar.Operands;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * Where the parser got stuck.
 *
 * @param earlier the tokens before the statement on the line of the last one read, and two in any case if there are as many
 * @param read the statement's tokens before the offending one
 * @param rule the innermost rule of the grammar that was being read
 * @param expected the types of token that could have come
 */
record Situation(List<Token> earlier, List<Token> read, Token offending, int rule, IntervalSet expected) {

  private static final int LOOK_BACK = 2;

  static Situation of(Parser parser, Token offending, IntervalSet expected) {
    TokenStream tokens = parser.getInputStream();
    int start = Math.min(unitStart(parser.getContext()), offending.getTokenIndex());
    Deque<Token> read = new ArrayDeque<>();
    Deque<Token> earlier = new ArrayDeque<>();
    int line = offending.getLine();
    for (int i = offending.getTokenIndex() - 1; i >= 0; i--) {
      Token token = tokens.get(i);
      if (earlier.size() >= LOOK_BACK && token.getLine() < line) {
        break;
      }
      if (token.getChannel() == Token.DEFAULT_CHANNEL && token.getType() != NndParser.JUXTAPOSITION) {
        line = read.isEmpty() && earlier.isEmpty() ? token.getLine() : line;
        (i >= start ? read : earlier).addFirst(token);
      }
    }
    return new Situation(
        List.copyOf(earlier), List.copyOf(read), offending, parser.getContext().getRuleIndex(), expected);
  }

  /** The begin of what is being read: a statement or, between statements, the block around them. */
  private static int unitStart(ParserRuleContext innermost) {
    return Stream.iterate(innermost, context -> context != null, ParserRuleContext::getParent)
        .filter(context -> switch (context.getRuleIndex()) {
          case NndParser.RULE_statement, NndParser.RULE_setting, NndParser.RULE_ruleLine, NndParser.RULE_block,
              NndParser.RULE_trainBlock -> true;
          default -> false;
        })
        .findFirst()
        .map(context -> context.getStart().getTokenIndex())
        .orElse(0);
  }

  /** The token this many places before the offending one. */
  Optional<Token> before(int places) {
    if (places <= read.size()) {
      return Optional.of(read.get(read.size() - places));
    }
    int beyond = places - read.size();
    return beyond > earlier.size() ? Optional.empty() : Optional.of(earlier.get(earlier.size() - beyond));
  }

  Optional<Token> previous() {
    return before(1);
  }

  int type() {
    return offending.getType();
  }

  int typeBefore(int places) {
    return before(places).map(Token::getType).orElse(Token.EOF);
  }

  boolean afterOperand() {
    return Operands.endsWith(typeBefore(1));
  }

  /** Whether the offending token stands on the line of the one before it. */
  boolean onOneLine() {
    return previous().filter(token -> token.getLine() == offending.getLine()).isPresent();
  }

  boolean expects(int type) {
    return expected.contains(type);
  }

  boolean expectsOperand() {
    return expects(NndParser.LEFT_PAREN) && expects(NndParser.NUMBER) && expects(NndParser.NAME);
  }

  /** Whether an operand is missing before the offending token. */
  boolean wantsOperand() {
    return expectsOperand() && !afterOperand() && !betweenStatements();
  }

  /** The tokens on this one's line before it, in their order. */
  List<Token> lineBefore(Token last) {
    return Stream.concat(earlier.stream(), read.stream())
        .filter(token -> token.getLine() == last.getLine() && token.getTokenIndex() < last.getTokenIndex())
        .toList();
  }

  /** Whether a statement could begin here, so that the one before may be complete. */
  boolean mayBeginStatement() {
    return expects(NndParser.PARAM);
  }

  /** Whether whole statements could come, so that what precedes is complete. */
  boolean betweenStatements() {
    return switch (rule) {
      case NndParser.RULE_block -> !expects(NndParser.LEFT_BRACE);
      case NndParser.RULE_file, NndParser.RULE_trainBlock, NndParser.RULE_ruleFile -> true;
      default -> false;
    };
  }

  /**
   * Whether an expression is being read or has just ended: the grammar's rules for expressions come last. In the head of a
   * declaration nothing can be multiplied or compared.
   */
  boolean inExpression() {
    return betweenStatements() || rule == NndParser.RULE_soleExpression || rule >= NndParser.RULE_expression;
  }

  /** The brackets that are open before the offending token, the innermost first. */
  Deque<Token> openBrackets() {
    Deque<Token> open = new ArrayDeque<>();
    for (Token token : read) {
      switch (token.getType()) {
        case NndParser.LEFT_PAREN, NndParser.LEFT_BRACKET, NndParser.LEFT_BRACE -> open.push(token);
        case NndParser.RIGHT_BRACE -> closeBrace(open);
        case NndParser.RIGHT_PAREN, NndParser.RIGHT_BRACKET -> {
          if (!open.isEmpty() && open.peek().getType() != NndParser.LEFT_BRACE) {
            open.pop();
          }
        }
        default -> { }
      }
    }
    return open;
  }

  /** A brace also ends the brackets that were left open inside. */
  private static void closeBrace(Deque<Token> open) {
    while (!open.isEmpty() && open.pop().getType() != NndParser.LEFT_BRACE) {
      continue;
    }
  }

  /**
   * Whether the last name was meant to begin a definition or a rule: it stands first on its line, before a `=` or `:`, and
   * what precedes it still wants something.
   */
  boolean swallowedName() {
    Optional<Token> beforeName = before(2);
    boolean firstOnLine = typeBefore(1) == NndParser.NAME
        && beforeName.isPresent()
        && beforeName.get().getLine() < before(1).orElseThrow().getLine();
    return firstOnLine && switch (type()) {
      case NndParser.DEFINES -> !inRules() && wantsOperand(beforeName.get().getType());
      case NndParser.COLON -> rule == NndParser.RULE_ruleFile;
      default -> false;
    };
  }

  /** Whether the text is a file of rules, in which `=` defines nothing. */
  boolean inRules() {
    return rule == NndParser.RULE_ruleFile || rule == NndParser.RULE_ruleLine;
  }

  private static boolean wantsOperand(int type) {
    return switch (type) {
      case NndParser.RIGHT_BRACE, NndParser.LEFT_BRACE, NndParser.SEMICOLON -> false;
      default -> !Operands.endsWith(type);
    };
  }
}
