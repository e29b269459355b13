package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Suggestions;
import dev.nnd.grammar.ContextualKeywords;
import dev.nnd.grammar.NndParser;
import dev.nnd.grammar.Operands;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** The mistakes that are made at the head of a statement, before its expression. */
final class StatementMistakes {

    private final Spans spans;

    StatementMistakes(Spans spans) {
        this.spans = spans;
    }

    Optional<Diagnostic> explain(Situation situation) {
        if (situation.expects(NndParser.TILDE)) {
            return initialiser(situation);
        }
        boolean head = situation.rule() == NndParser.RULE_definition || situation.rule() == NndParser.RULE_setting;
        if (!head || !situation.expects(NndParser.DEFINES)) {
            return Optional.empty();
        }
        return situation.previous().map(previous -> definition(situation, previous));
    }

    private Optional<Diagnostic> initialiser(Situation situation) {
        Optional<Token> name = situation.read().stream().filter(token -> token.getType() == NndParser.NAME).findFirst();
        return name.map(token -> Diagnostic.of(Code.MISSING_INITIALISER, spans.of(token), token.getText())
                .help("draw it, `~ glorot_uniform`, or give it, `= 0`"));
    }

    /** A definition's name, perhaps with indices and a shape, and then no `=`. */
    private Diagnostic definition(Situation situation, Token previous) {
        Token name = situation.read().stream()
                .filter(token -> token.getType() == NndParser.NAME)
                .reduce((first, second) -> second)
                .orElse(previous);
        Optional<Token> beforeName = situation.before(2).filter(token -> previous.getType() == NndParser.NAME);
        boolean first = previous == name && situation.read().indexOf(name) >= 0;
        if (situation.type() == NndParser.EQUAL) {
            return Diagnostic.of(Code.ASSIGNMENT_IN_EXPRESSION, spans.of(situation.offending())).help("write one `=`");
        }
        if (first && beforeName.filter(before -> touches(before, previous)).isPresent()) {
            return missingOperator(beforeName.get(), previous);
        }
        if (first && Mistakes.isReserved(situation.type()) && ContextualKeywords.isStatementWord(previous.getText())) {
            return reserved(situation.offending());
        }
        if (first && ContextualKeywords.isStatementWord(previous.getText())) {
            return Diagnostic.of(Code.MISSING_NAME, spans.of(previous).after(), Expectations.describe(previous));
        }
        if (first && situation.onOneLine() && beginsLikeStatement(situation.type())) {
            return unknown(situation, previous);
        }
        return Diagnostic.of(Code.MISSING_EQUALS, spans.of(previous).after(), subject(situation, name));
    }

    private static String subject(Situation situation, Token name) {
        return name.getText();
    }

    /** Whether two operands stand side by side on a line, so that the second was hardly meant to begin a statement. */
    private static boolean touches(Token before, Token name) {
        return before.getLine() == name.getLine() && Operands.endsWith(before.getType());
    }

    private static boolean beginsLikeStatement(int type) {
        return switch (type) {
            case NndParser.NAME, NndParser.STRING, NndParser.NUMBER, NndParser.LEFT_BRACE, NndParser.LEFT_PAREN -> true;
            default -> false;
        };
    }

    private Diagnostic unknown(Situation situation, Token word) {
        Diagnostic unknown = Diagnostic.of(Code.UNKNOWN_STATEMENT, spans.of(word), word.getText());
        if (situation.type() == NndParser.LEFT_PAREN) {
            return unknown.help("a function is defined by `fn " + word.getText() + "(x) = …`");
        }
        return Suggestions.closest(word.getText(), ContextualKeywords.statementWords())
                .map(known -> unknown.help("did you mean `" + known + "`?"))
                .orElse(unknown);
    }

    Diagnostic missingOperator(Token left, Token right) {
        Diagnostic missing = Diagnostic.of(Code.MISSING_OPERATOR, spans.of(right), left.getText(), right.getText());
        return left.getType() == NndParser.NUMBER ? missing.help("write `*`, or `" + left.getText() + right.getText() + "` without a space") : missing;
    }

    Diagnostic reserved(Token word) {
        return Diagnostic.of(Code.RESERVED_WORD, spans.of(word), word.getText());
    }
}
