package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.grammar.NndParser;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.Token;

/** Tells what is wrong where the parser got stuck. Of the usual mistakes the first that fits is told, the clearest cases first. */
final class Mistakes {

  private final Spans spans;
  private final List<Function<Situation, Optional<Diagnostic>>> recognisers;

  Mistakes(Spans spans) {
    this.spans = spans;
    SignMistakes signs = new SignMistakes(spans);
    StatementMistakes statements = new StatementMistakes(spans);
    BracketMistakes brackets = new BracketMistakes(spans);
    OperandMistakes operands = new OperandMistakes(spans);
    ForeignHabits habits = new ForeignHabits(spans);
    this.recognisers = List.of(
        signs::foreign,
        signs::openString,
        operands::swallowedName,
        operands::incompleteCondition,
        habits::field,
        habits::method,
        habits::step,
        habits::indexIn,
        statements::explain,
        statements::withoutColon,
        brackets::unopened,
        operands::chainedComparison,
        operands::assignment,
        operands::sideBySideBefore,
        operands::calledValue,
        habits::braces,
        habits::tuple,
        habits::conditionAfter,
        statements::missingComma,
        brackets::unclosed,
        operands::sideBySide,
        operands::conditionAsOperand,
        habits::text,
        operands::missing,
        statements::missingName,
        statements::none);
  }

  Diagnostic explain(Situation situation) {
    return recognisers.stream()
        .flatMap(recogniser -> recogniser.apply(situation).stream())
        .findFirst()
        .orElseGet(() -> unexpected(situation));
  }

  private Diagnostic unexpected(Situation situation) {
    boolean lineEnds = !situation.onOneLine() && situation.previous().isPresent() && situation.type() != Token.EOF;
    String found = lineEnds ? "the end of the line" : Expectations.describe(situation.offending());
    Diagnostic unexpected = Diagnostic.of(Code.UNEXPECTED, place(spans, situation), Expectations.describe(situation), found);
    return switch (situation.rule()) {
      case NndParser.RULE_functionDeclaration -> situation.expects(NndParser.LEFT_BRACE)
          ? unexpected.help("the value follows `=`, or a block that ends with `return`; the result's shape stands before, after `->`")
          : unexpected;
      case NndParser.RULE_type -> switch (situation.type()) {
        case NndParser.NUMBER, NndParser.LEFT_PAREN -> unexpected.help("a shape stands in brackets: `[4]`, of a matrix `[3, 4]`");
        default -> unexpected;
      };
      case NndParser.RULE_labels -> unexpected.help("labels with names are declared apart: `class Color { red, green }`");
      case NndParser.RULE_trainBlock -> unexpected.help("a setting is written `name = value`");
      default -> unexpected;
    };
  }

  /** Where something is missing: before the offending token, or at the end of the line before it. */
  static Span place(Spans spans, Situation situation) {
    return situation.previous()
        .filter(previous -> previous.getLine() < situation.offending().getLine())
        .map(previous -> spans.of(previous).after())
        .orElseGet(() -> spans.of(situation.offending()));
  }
}
