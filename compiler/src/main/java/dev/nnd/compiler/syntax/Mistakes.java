package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.grammar.NndParser;
import dev.nnd.grammar.Operands;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.Token;

/** Recognises usual mistakes in the place where the parser got stuck. The first that fits is told. */
final class Mistakes {

    private final Spans spans;
    private final StatementMistakes statements;
    private final List<Function<Situation, Optional<Diagnostic>>> recognisers;

    Mistakes(Spans spans) {
        this.spans = spans;
        this.statements = new StatementMistakes(spans);
        this.recognisers = List.of(
                this::foreignSign,
                this::openString,
                this::doubledStar,
                this::incompleteCondition,
                statements::explain,
                this::chainedComparison,
                this::assignment,
                this::calledValue,
                this::unclosedBracket,
                this::sideBySide,
                this::unopenedBracket,
                this::conditionAsOperand,
                this::missingOperand,
                this::missingName);
    }

    Diagnostic explain(Situation situation) {
        return recognisers.stream()
                .flatMap(recogniser -> recogniser.apply(situation).stream())
                .findFirst()
                .orElseGet(() -> unexpected(situation));
    }

    private Diagnostic unexpected(Situation situation) {
        String found = Expectations.describe(situation.offending());
        boolean betweenStatements = switch (situation.rule()) {
            case NndParser.RULE_file, NndParser.RULE_block -> true;
            default -> false;
        };
        return betweenStatements
                ? Diagnostic.of(Code.NO_STATEMENT, place(situation), found)
                : Diagnostic.of(Code.UNEXPECTED, place(situation), Expectations.describe(situation), found);
    }

    /** The offending token, or the end of the text before it if it stands on another line. */
    private Span place(Situation situation) {
        return situation.previous()
                .filter(previous -> previous.getLine() < situation.offending().getLine())
                .filter(previous -> situation.type() == Token.EOF || situation.expectsOperand())
                .map(previous -> spans.of(previous).after())
                .orElseGet(() -> spans.of(situation.offending()));
    }

    private Optional<Diagnostic> foreignSign(Situation situation) {
        if (situation.type() != NndParser.STRANGE && situation.type() != NndParser.PRIME) {
            return Optional.empty();
        }
        Span one = spans.of(situation.offending());
        Span two = new Span(one.source(), one.start(), Math.min(one.end() + 1, one.source().text().length()));
        Span sign = ForeignSigns.written(two.text()).isPresent() ? two : one;
        return Optional.of(ForeignSigns.written(sign.text())
                .map(written -> Diagnostic.of(Code.FOREIGN_SIGN, sign, sign.text(), written))
                .orElseGet(() -> Diagnostic.of(Code.UNKNOWN_CHARACTER, sign, sign.text())));
    }

    private Optional<Diagnostic> openString(Situation situation) {
        return situation.type() == NndParser.OPEN_STRING
                ? Optional.of(Diagnostic.of(Code.UNCLOSED_TEXT, spans.of(situation.offending()), "string").help("end it with `\"`"))
                : Optional.empty();
    }

    private Optional<Diagnostic> doubledStar(Situation situation) {
        boolean doubled = situation.type() == NndParser.TIMES && situation.previousType() == NndParser.TIMES;
        return situation.previous()
                .filter(first -> doubled)
                .map(first -> Diagnostic.of(Code.FOREIGN_SIGN, spans.of(first, situation.offending()), "**", "`^`"));
    }

    private Optional<Diagnostic> incompleteCondition(Situation situation) {
        boolean noThen = situation.expects(NndParser.THEN);
        boolean noElse = situation.expects(NndParser.ELSE);
        if (!(noThen || noElse) || isComparison(situation.type()) || situation.type() == NndParser.DEFINES) {
            return Optional.empty();
        }
        return Optional.of(noThen
                ? Diagnostic.of(Code.INCOMPLETE_CONDITION, place(situation), "then", "condition")
                : Diagnostic.of(Code.INCOMPLETE_CONDITION, place(situation), "else", "first value")
                        .help("`if c then a else b` always has a value"));
    }

    private Optional<Diagnostic> chainedComparison(Situation situation) {
        return situation.afterOperand() && isComparison(situation.type())
                ? Optional.of(Diagnostic.of(Code.CHAINED_COMPARISON, spans.of(situation.offending()))
                        .help("write `a < b and b < c`"))
                : Optional.empty();
    }

    private Optional<Diagnostic> assignment(Situation situation) {
        return situation.afterOperand() && situation.type() == NndParser.DEFINES
                ? Optional.of(Diagnostic.of(Code.ASSIGNMENT_IN_EXPRESSION, spans.of(situation.offending())))
                : Optional.empty();
    }

    private Optional<Diagnostic> calledValue(Situation situation) {
        return situation.afterOperand() && situation.type() == NndParser.LEFT_PAREN
                ? Optional.of(Diagnostic.of(Code.NOT_CALLABLE, spans.of(situation.offending())).help("a product is written with `*`"))
                : Optional.empty();
    }

    private Optional<Diagnostic> unclosedBracket(Situation situation) {
        Optional<Token> open = Optional.ofNullable(situation.openBrackets().peek());
        boolean goesOn = situation.onOneLine() && Operands.startsWith(situation.type());
        boolean closes = open.filter(bracket -> situation.expects(closingType(bracket))).isPresent();
        boolean braceEnds = situation.expects(NndParser.RIGHT_BRACE);
        if (!closes || goesOn || !(situation.afterOperand() || braceEnds)) {
            return Optional.empty();
        }
        return open.map(bracket -> Diagnostic.of(
                        Code.UNCLOSED_BRACKET,
                        situation.onOneLine() ? spans.of(situation.offending()) : place(situation),
                        closing(bracket),
                        bracket.getText(),
                        bracket.getLine())
                .label(spans.of(bracket), "opened here"));
    }

    private static int closingType(Token bracket) {
        return switch (bracket.getType()) {
            case NndParser.LEFT_PAREN -> NndParser.RIGHT_PAREN;
            case NndParser.LEFT_BRACKET -> NndParser.RIGHT_BRACKET;
            default -> NndParser.RIGHT_BRACE;
        };
    }

    private static String closing(Token bracket) {
        return switch (bracket.getType()) {
            case NndParser.LEFT_PAREN -> ")";
            case NndParser.LEFT_BRACKET -> "]";
            default -> "}";
        };
    }

    private Optional<Diagnostic> sideBySide(Situation situation) {
        boolean operands = situation.afterOperand() && situation.onOneLine() && startsOperand(situation.type());
        return situation.previous()
                .filter(previous -> operands)
                .map(previous -> statements.missingOperator(previous, situation.offending()));
    }

    private static boolean startsOperand(int type) {
        return type == NndParser.NAME || type == NndParser.LABEL || type == NndParser.NUMBER;
    }

    private Optional<Diagnostic> unopenedBracket(Situation situation) {
        boolean closing = switch (situation.type()) {
            case NndParser.RIGHT_PAREN, NndParser.RIGHT_BRACKET, NndParser.RIGHT_BRACE -> true;
            default -> false;
        };
        boolean nothingMissing = situation.afterOperand() || !situation.expectsOperand() || situation.rule() == NndParser.RULE_file;
        return closing && nothingMissing && situation.openBrackets().isEmpty()
                ? Optional.of(Diagnostic.of(
                        Code.UNOPENED_BRACKET, spans.of(situation.offending()), situation.offending().getText()))
                : Optional.empty();
    }

    private Optional<Diagnostic> conditionAsOperand(Situation situation) {
        return situation.type() == NndParser.IF && !situation.afterOperand() && situation.expectsOperand()
                ? Optional.of(Diagnostic.of(Code.CONDITION_AS_OPERAND, spans.of(situation.offending()))
                        .help("write `(if c then a else b)`"))
                : Optional.empty();
    }

    private Optional<Diagnostic> missingOperand(Situation situation) {
        boolean betweenStatements = switch (situation.rule()) {
            case NndParser.RULE_file, NndParser.RULE_block, NndParser.RULE_ruleFile -> true;
            default -> false;
        };
        if (!situation.expectsOperand() || situation.afterOperand() || betweenStatements) {
            return Optional.empty();
        }
        return Optional.of(situation.previous()
                .map(previous -> Diagnostic.of(Code.MISSING_OPERAND, place(situation), Expectations.describe(previous)))
                .orElseGet(() -> Diagnostic.of(Code.EMPTY, place(situation), "an expression")));
    }

    private Optional<Diagnostic> missingName(Situation situation) {
        if (!situation.expects(NndParser.NAME) || situation.expected().size() > 2 || situation.afterOperand()) {
            return Optional.empty();
        }
        if (isReserved(situation.type())) {
            return Optional.of(statements.reserved(situation.offending()));
        }
        return situation.previous()
                .map(previous -> Diagnostic.of(Code.MISSING_NAME, place(situation), Expectations.describe(previous)));
    }

    static boolean isReserved(int type) {
        return switch (type) {
            case NndParser.IF, NndParser.THEN, NndParser.ELSE, NndParser.AND, NndParser.OR, NndParser.NOT -> true;
            default -> false;
        };
    }

    private static boolean isComparison(int type) {
        return switch (type) {
            case NndParser.LESS, NndParser.LESS_EQUAL, NndParser.GREATER, NndParser.GREATER_EQUAL, NndParser.EQUAL,
                    NndParser.NOT_EQUAL -> true;
            default -> false;
        };
    }
}
