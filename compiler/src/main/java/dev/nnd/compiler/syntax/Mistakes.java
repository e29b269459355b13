package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
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
    this.recognisers = List.of(
        signs::foreign,
        signs::openString,
        operands::swallowedName,
        operands::incompleteCondition,
        statements::explain,
        brackets::unopened,
        operands::chainedComparison,
        operands::assignment,
        operands::sideBySideBefore,
        operands::calledValue,
        brackets::unclosed,
        operands::sideBySide,
        operands::conditionAsOperand,
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
    return Diagnostic.of(Code.UNEXPECTED, place(spans, situation), Expectations.describe(situation), found);
  }

  /** Where something is missing: before the offending token, or at the end of the line before it. */
  static Span place(Spans spans, Situation situation) {
    return situation.previous()
        .filter(previous -> previous.getLine() < situation.offending().getLine())
        .map(previous -> spans.of(previous).after())
        .orElseGet(() -> spans.of(situation.offending()));
  }
}
