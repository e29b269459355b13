package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.grammar.NndParser;
import dev.nnd.grammar.Operands;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** What goes wrong within an expression, between its operands. */
final class OperandMistakes {

  private final Spans spans;

  OperandMistakes(Spans spans) {
    this.spans = spans;
  }

  /** {@code a = x +} and on the next line {@code b = 3}: the operand is missing on the first. */
  Optional<Diagnostic> swallowedName(Situation situation) {
    return situation.before(2).filter(last -> situation.swallowedName()).map(last -> switch (situation.type()) {
      case NndParser.COLON -> Diagnostic.of(Code.MISSING_NAME, spans.of(last).after(), "the rule")
          .help("say how sound it is: `exact`, `real`, `extends` or `proved`");
      default -> Diagnostic.of(
          last.getType() == NndParser.DOT ? Code.MISSING_NAME : Code.MISSING_OPERAND,
          spans.of(last).after(),
          Expectations.describe(last));
    });
  }

  Optional<Diagnostic> incompleteCondition(Situation situation) {
    boolean noThen = situation.expects(NndParser.THEN);
    boolean noElse = situation.expects(NndParser.ELSE);
    boolean otherwiseWrong = isComparison(situation.type()) || situation.type() == NndParser.DEFINES;
    if (!(noThen || noElse) || otherwiseWrong) {
      return Optional.empty();
    }
    return Optional.of(noThen
        ? Diagnostic.of(Code.INCOMPLETE_CONDITION, Mistakes.place(spans, situation), "then", "condition")
        : Diagnostic.of(Code.INCOMPLETE_CONDITION, Mistakes.place(spans, situation), "else", "first value")
            .help(situation.offending().getText().matches("elif|elseif|elsif")
                ? "another condition follows `else`: `else if c then a`"
                : "`if c then a else b` always has a value"));
  }

  Optional<Diagnostic> chainedComparison(Situation situation) {
    return follows(situation) && isComparison(situation.type())
        ? Optional.of(Diagnostic.of(Code.CHAINED_COMPARISON, spans.of(situation.offending()))
            .help("write `a < b and b < c`"))
        : Optional.empty();
  }

  Optional<Diagnostic> assignment(Situation situation) {
    return follows(situation) && situation.type() == NndParser.DEFINES
        ? Optional.of(Diagnostic.of(Code.ASSIGNMENT_IN_EXPRESSION, spans.of(situation.offending()))
            .help(situation.read().stream().anyMatch(token -> token.getType() == NndParser.IF)
                    || !situation.openBrackets().isEmpty() && situation.openBrackets().peek().getType() != NndParser.LEFT_BRACE
                ? "to compare, write `==`"
                : "one name is defined at a time"))
        : Optional.empty();
  }

  Optional<Diagnostic> calledValue(Situation situation) {
    return follows(situation) && situation.type() == NndParser.LEFT_PAREN
        ? Optional.of(Diagnostic.of(Code.NOT_CALLABLE, spans.of(situation.offending()))
            .help(followsTwoLists(situation)
                ? "a layer has two lists, `dense(8)(x)`; one layer after another is `dense(3)(dense(8)(x))`"
                : "a product is written with `*`"))
        : Optional.empty();
  }

  /** Whether two argument lists of one name precede. */
  private static boolean followsTwoLists(Situation situation) {
    int lists = 0;
    int depth = 0;
    for (int i = 1; depth > 0 || situation.typeBefore(i) == NndParser.RIGHT_PAREN; i++) {
      switch (situation.typeBefore(i)) {
        case NndParser.RIGHT_PAREN -> depth++;
        case NndParser.LEFT_PAREN -> lists += --depth == 0 ? 1 : 0;
        case Token.EOF -> {
          return false;
        }
        default -> { }
      }
    }
    return lists == 2;
  }

  Optional<Diagnostic> sideBySide(Situation situation) {
    boolean operand = switch (situation.type()) {
      case NndParser.NAME, NndParser.LABEL, NndParser.NUMBER, NndParser.IN -> true;
      default -> false;
    };
    List<Token> line = situation.lineBefore(situation.offending());
    if (operand && !line.isEmpty() && line.get(0).getType() == NndParser.REPEAT) {
      return Optional.of(Diagnostic.of(
              Code.UNEXPECTED, spans.of(situation.offending()), "`{`", Expectations.describe(situation.offending()))
          .help(situation.offending().getText().equals("in")
              ? "a round is counted by `repeat t < 3 { … }`"
              : "what is repeated stands in braces: `repeat 3 { … }`"));
    }
    return situation.previous()
        .filter(left -> operand && follows(situation) && situation.onOneLine() && left.getType() != NndParser.STRING)
        .map(left -> missingOperator(spans, left, situation.offending()));
  }

  /** {@code -> 2 log(x)}: the name was taken for what follows the expression, and only the parenthesis told. */
  Optional<Diagnostic> sideBySideBefore(Situation situation) {
    return situation.before(2)
        .filter(left -> situation.rule() == NndParser.RULE_ruleFile && situation.type() == NndParser.LEFT_PAREN)
        .filter(left -> Operands.endsWith(left.getType()) && situation.afterOperand())
        .map(left -> missingOperator(spans, left, situation.previous().orElse(left)));
  }

  static Diagnostic missingOperator(Spans spans, Token left, Token right) {
    Diagnostic missing = Diagnostic.of(Code.MISSING_OPERATOR, spans.of(right), left.getText(), right.getText());
    boolean mayTouch = left.getType() == NndParser.NUMBER && right.getType() == NndParser.NAME;
    if (mayTouch) {
      return missing.help("write `*`, or `" + left.getText() + right.getText() + "` without a space");
    }
    return ForeignStatements.of(left.getText()).or(() -> ForeignStatements.of(right.getText()))
        .map(missing::help)
        .orElseGet(() -> left.getType() == NndParser.NAME
            ? missing.help("a product is written `" + left.getText() + " * " + right.getText()
                + "`, a call `" + left.getText() + "(" + right.getText() + ")`")
            : missing);
  }

  Optional<Diagnostic> conditionAsOperand(Situation situation) {
    return situation.type() == NndParser.IF && situation.wantsOperand()
        ? Optional.of(Diagnostic.of(Code.CONDITION_AS_OPERAND, spans.of(situation.offending()))
            .help("write `(if c then a else b)`"))
        : Optional.empty();
  }

  Optional<Diagnostic> missing(Situation situation) {
    if (!situation.wantsOperand()) {
      return Optional.empty();
    }
    Diagnostic missing = situation.previous()
        .map(previous -> Diagnostic.of(
            Code.MISSING_OPERAND, Mistakes.place(spans, situation), Expectations.describe(previous)))
        .orElseGet(() -> Diagnostic.of(
            Code.UNEXPECTED, spans.of(situation.offending()), "an expression", Expectations.describe(situation.offending())));
    return Optional.of(switch (situation.type()) {
      case NndParser.DOT -> missing.help("a number begins with a digit: `0.5`");
      case NndParser.PLUS -> missing.help("there is no sign `+`: what has no sign is positive");
      default -> missing;
    });
  }

  private static boolean follows(Situation situation) {
    return situation.afterOperand() && situation.inExpression();
  }

  private static boolean isComparison(int type) {
    return switch (type) {
      case NndParser.LESS, NndParser.LESS_EQUAL, NndParser.GREATER, NndParser.GREATER_EQUAL, NndParser.EQUAL,
          NndParser.NOT_EQUAL -> true;
      default -> false;
    };
  }
}
