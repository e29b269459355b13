package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Suggestions;
import dev.nnd.grammar.ContextualKeywords;
import dev.nnd.grammar.NndParser;
import dev.nnd.grammar.Operands;
import java.util.List;
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
      return declaredName(situation).map(this::missingInitialiser);
    }
    return switch (situation.rule()) {
      case NndParser.RULE_definition -> situation.previous()
          .filter(previous -> situation.expects(NndParser.DEFINES))
          .map(previous -> definition(situation, previous));
      case NndParser.RULE_dimDeclaration, NndParser.RULE_constDeclaration, NndParser.RULE_stateDeclaration,
          NndParser.RULE_setting -> declaredName(situation)
          .filter(name -> situation.expects(NndParser.DEFINES))
          .map(name -> missingEquals(situation, name));
      default -> Optional.empty();
    };
  }

  /** The first name of the statement: all that precedes it are keywords. */
  private static Optional<Token> declaredName(Situation situation) {
    return situation.read().stream().filter(token -> token.getType() == NndParser.NAME).findFirst();
  }

  private Diagnostic missingInitialiser(Token name) {
    return Diagnostic.of(Code.MISSING_INITIALISER, spans.of(name), name.getText())
        .help("draw it, `~ glorot_uniform`, or give it, `= 0`");
  }

  private Diagnostic missingEquals(Situation situation, Token name) {
    return Diagnostic.of(Code.MISSING_EQUALS, spans.of(situation.previous().orElse(name)).after(), name.getText());
  }

  /** A definition's name, perhaps with indices and a shape, and then no `=`. */
  private Diagnostic definition(Situation situation, Token previous) {
    Token name = declaredName(situation).orElse(previous);
    if (situation.type() == NndParser.EQUAL) {
      return Diagnostic.of(Code.ASSIGNMENT_IN_EXPRESSION, spans.of(situation.offending())).help("write one `=`");
    }
    return name == previous ? afterName(situation, name) : missingEquals(situation, name);
  }

  private Diagnostic afterName(Situation situation, Token name) {
    Optional<Token> operand = situation.before(2).filter(before -> isOperandBeside(before, name));
    boolean keyword = ContextualKeywords.isStatementWord(name.getText()) || name.getText().equals("from");
    if (operand.isPresent() && situation.read().size() == 1 && !keyword) {
      return OperandMistakes.missingOperator(spans, operand.get(), name);
    }
    if (keyword && isReserved(situation.type())) {
      return reserved(situation.offending());
    }
    if (keyword && situation.type() != NndParser.LEFT_BRACKET) {
      return Diagnostic.of(Code.MISSING_NAME, spans.of(name).after(), Expectations.describe(name));
    }
    return situation.onOneLine() && situation.read().size() == 1 && beginsLikeStatement(situation.type())
        ? unknown(situation, name)
        : missingEquals(situation, name);
  }

  /** Whether a name stands beside an operand on its line, so that it was hardly meant to begin a statement. */
  private static boolean isOperandBeside(Token before, Token name) {
    return before.getLine() == name.getLine() && Operands.endsWith(before.getType()) && before.getType() != NndParser.LABEL;
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
    List<String> words = ContextualKeywords.statementWords();
    return Suggestions.closest(word.getText(), words).map(known -> unknown.help("did you mean `" + known + "`?")).orElse(unknown);
  }

  Optional<Diagnostic> missingName(Situation situation) {
    if (!situation.expects(NndParser.NAME) || situation.expected().size() > 2 || situation.betweenStatements()) {
      return Optional.empty();
    }
    if (isReserved(situation.type())) {
      return Optional.of(reserved(situation.offending()));
    }
    return situation.previous()
        .map(previous -> Diagnostic.of(
            Code.MISSING_NAME, Mistakes.place(spans, situation), Expectations.describe(previous)));
  }

  /** What begins no statement. */
  Optional<Diagnostic> none(Situation situation) {
    Token found = situation.offending();
    return switch (situation.rule()) {
      case NndParser.RULE_file, NndParser.RULE_block -> Optional.of(
          isReserved(situation.type()) && situation.type() != NndParser.IF
              ? reserved(found)
              : Diagnostic.of(Code.NO_STATEMENT, spans.of(found), Expectations.describe(found)));
      default -> Optional.empty();
    };
  }

  private Diagnostic reserved(Token word) {
    return Diagnostic.of(Code.RESERVED_WORD, spans.of(word), word.getText());
  }

  private static boolean isReserved(int type) {
    return switch (type) {
      case NndParser.IF, NndParser.THEN, NndParser.ELSE, NndParser.AND, NndParser.OR, NndParser.NOT -> true;
      default -> false;
    };
  }
}
