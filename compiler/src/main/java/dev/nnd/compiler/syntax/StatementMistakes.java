package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.diagnostics.Suggestions;
import dev.nnd.grammar.ContextualKeywords;
import dev.nnd.grammar.NndParser;
import dev.nnd.grammar.Operands;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;

/** The mistakes that are made at the head of a statement, before its expression. */
final class StatementMistakes {

  private static final Pattern CALL_DEFINED = Pattern.compile("\\([^()]*\\)\\s*(=(?!=)|\\{|->)");

  private final Spans spans;

  StatementMistakes(Spans spans) {
    this.spans = spans;
  }

  Optional<Diagnostic> explain(Situation situation) {
    if (situation.expects(NndParser.TILDE) && situation.type() != NndParser.LEFT_BRACKET) {
      return declaredName(situation).map(this::missingInitialiser);
    }
    return switch (situation.rule()) {
      case NndParser.RULE_definition -> situation.previous()
          .filter(previous -> situation.expects(NndParser.DEFINES))
          .map(previous -> definition(situation, previous));
      case NndParser.RULE_shape -> declaredName(situation)
          .filter(name -> situation.read().get(0) == name && situation.typeBefore(1) == NndParser.COLON)
          .map(name -> missingEquals(situation, name).help("after `:` stands a shape, `[n]`; the value follows `=`"));
      case NndParser.RULE_dimDeclaration, NndParser.RULE_constDeclaration, NndParser.RULE_stateDeclaration,
          NndParser.RULE_setting -> declaredName(situation)
          .filter(name -> situation.expects(NndParser.DEFINES))
          .map(name -> situation.rule() == NndParser.RULE_setting
              ? missingEquals(situation, name).help("a setting is written `name = value`, as in `optimizer = adam(rate = 0.01)`")
              : missingEquals(situation, name));
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

  /** {@code input x [3]}. */
  Optional<Diagnostic> withoutColon(Situation situation) {
    Optional<Diagnostic> counted = countOfLabels(situation);
    if (counted.isPresent()) {
      return counted;
    }
    int keyword = situation.typeBefore(2);
    boolean declared = situation.typeBefore(1) == NndParser.NAME && situation.onOneLine() && switch (keyword) {
      case NndParser.INPUT, NndParser.TARGET, NndParser.PARAM, NndParser.STATE -> true;
      default -> false;
    };
    if (!declared) {
      return Optional.empty();
    }
    Span span = spans.of(situation.offending());
    return switch (situation.type()) {
      case NndParser.LEFT_BRACKET, NndParser.LABEL ->
        Optional.of(Diagnostic.of(Code.UNEXPECTED, span, "`:` before the shape", Expectations.describe(situation.offending())));
      case NndParser.DEFINES -> keyword == NndParser.INPUT || keyword == NndParser.TARGET
          ? Optional.of(Diagnostic.of(Code.UNEXPECTED, span, "`:` and a type", "`=`")
              .help("inputs and targets are fed with data: `" + situation.before(2).orElseThrow().getText() + " "
                  + situation.before(1).orElseThrow().getText() + " : [4]`"))
          : Optional.empty();
      case NndParser.MINUS, NndParser.DOT ->
        Optional.of(Diagnostic.of(Code.UNEXPECTED, span, "`:` and a type", Expectations.describe(situation.offending()))
            .help("a name consists of letters, digits and `_`"));
      default -> Optional.empty();
    };
  }

  /** {@code target y : class(3)}. */
  private Optional<Diagnostic> countOfLabels(Situation situation) {
    String word = situation.previous().map(Token::getText).orElse("");
    boolean label = (word.equals("class") || word.equals("index")) && situation.typeBefore(2) == NndParser.COLON;
    return label && situation.onOneLine() && (situation.type() == NndParser.LEFT_PAREN || situation.type() == NndParser.NUMBER)
        ? Optional.of(Diagnostic.of(
                Code.UNEXPECTED, spans.of(situation.offending()), "`[`", Expectations.describe(situation.offending()))
            .help("the number stands in brackets: `" + word + "[3]`"))
        : Optional.empty();
  }

  /** {@code from length width}. */
  Optional<Diagnostic> missingComma(Situation situation) {
    return situation.onOneLine() && situation.afterOperand() && situation.mayBeginStatement() && isListOfColumns(situation.lineBefore(situation.offending()))
        ? Optional.of(Diagnostic.of(
            Code.UNEXPECTED, spans.of(situation.offending()), "`,`", Expectations.describe(situation.offending())))
        : Optional.empty();
  }

  private static boolean isListOfColumns(List<Token> line) {
    int from = line.stream().map(Token::getType).toList().lastIndexOf(NndParser.FROM);
    return from >= 0 && line.subList(from + 1, line.size()).stream().allMatch(token -> switch (token.getType()) {
      case NndParser.NAME, NndParser.STRING, NndParser.COMMA -> true;
      default -> false;
    });
  }

  /** A definition's name, perhaps with indices and a shape, and then no `=`. */
  private Diagnostic definition(Situation situation, Token previous) {
    Token name = declaredName(situation).orElse(previous);
    if (situation.type() == NndParser.EQUAL) {
      return Diagnostic.of(Code.ASSIGNMENT_IN_EXPRESSION, spans.of(situation.offending())).help("write one `=`");
    }
    if (name == previous) {
      return afterName(situation, name);
    }
    boolean noName = ContextualKeywords.isStatementWord(name.getText()) && situation.read().size() > 1
        && situation.read().get(1).getType() == NndParser.COLON;
    return noName
        ? Diagnostic.of(Code.MISSING_NAME, spans.of(name).after(), Expectations.describe(name))
        : missingEquals(situation, name);
  }

  private Diagnostic afterName(Situation situation, Token name) {
    Optional<Token> operand = situation.before(2).filter(before -> isOperandBeside(before, name));
    boolean column = isListOfColumns(situation.lineBefore(name));
    if (operand.isPresent() && column) {
      return Diagnostic.of(Code.UNEXPECTED, spans.of(name), "`,`", Expectations.describe(name));
    }
    boolean keyword = ContextualKeywords.isStatementWord(name.getText()) || name.getText().equals("from");
    if (operand.isPresent() && situation.read().size() == 1 && !keyword) {
      return OperandMistakes.missingOperator(spans, operand.get(), name);
    }
    if (keyword && isReserved(situation.type())) {
      return reserved(situation.offending());
    }
    if (name.getText().equals("repeat") && situation.type() == NndParser.LEFT_BRACE) {
      return Diagnostic.of(Code.MISSING_OPERAND, spans.of(name).after(), "`repeat`").help("say how often: `repeat 3 { … }`");
    }
    if (keyword && situation.type() != NndParser.LEFT_BRACKET) {
      return Diagnostic.of(Code.MISSING_NAME, spans.of(name).after(), Expectations.describe(name));
    }
    boolean role = situation.read().get(0) != name;
    if (situation.onOneLine() && !role && beginsLikeStatement(situation.type())) {
      return unknown(situation, name);
    }
    Diagnostic missing = missingEquals(situation, name);
    String sign = situation.offending().getText();
    boolean updates = switch (situation.type()) {
      case NndParser.PLUS, NndParser.MINUS, NndParser.TIMES, NndParser.DIVIDE, NndParser.MATMUL, NndParser.CARET ->
        situation.onOneLine() && spans.source().text().startsWith("=", spans.of(situation.offending()).end());
      default -> false;
    };
    if (updates) {
      return missing.help("a name is defined once; give the new value a name of its own, `" + name.getText() + "2 = "
          + name.getText() + " " + sign + " …`");
    }
    return switch (situation.type()) {
      case NndParser.COMMA -> missing.help("one name is defined at a time");
      case NndParser.LEFT_PAREN -> role
          ? missing.help("it needs a name of its own: `" + situation.read().get(0).getText() + " m = " + name.getText() + "(…)`")
          : missing;
      default -> missing;
    };
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
    Optional<String> foreign = ForeignStatements.of(word.getText());
    if (foreign.isPresent() && situation.type() != NndParser.LEFT_PAREN) {
      return unknown.help(foreign.get());
    }
    if (situation.type() == NndParser.LEFT_PAREN) {
      String line = spans.source().lineText(spans.of(word).line());
      boolean defined = CALL_DEFINED.matcher(line.substring(line.indexOf(word.getText()) + word.getText().length())).lookingAt();
      return defined
          ? unknown.help("a function is defined by `fn " + word.getText() + "(x) = …`")
          : unknown.help("a value is defined by a name, `y = " + word.getText() + "(…)`");
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
            Code.MISSING_NAME, Mistakes.place(spans, situation), Expectations.describe(previous)))
        .map(missing -> switch (situation.type()) {
          case NndParser.NUMBER -> missing.help(situation.typeBefore(1) == NndParser.TILDE
              ? "a start that is given follows `=`; after `~` stands a distribution"
              : "a name begins with a letter");
          case NndParser.STRING -> missing.help("names stand without quotes");
          default -> situation.typeBefore(1) == NndParser.DOT && situation.typeBefore(2) == NndParser.NUMBER
              ? missing.help("a point in a number has digits on both sides: `1.0`")
              : missing;
        });
  }

  /** What begins no statement. */
  Optional<Diagnostic> none(Situation situation) {
    Token found = situation.offending();
    if (!situation.mayBeginStatement()) {
      return situation.rule() == NndParser.RULE_block && situation.expects(NndParser.LEFT_BRACE)
          ? Optional.of(Diagnostic.of(Code.UNEXPECTED, spans.of(found), "`{`", Expectations.describe(found))
              .help("what belongs to it stands in braces, `{ … }`"))
          : Optional.empty();
    }
    if (isReserved(situation.type()) && situation.type() != NndParser.IF) {
      return Optional.of(reserved(found));
    }
    Diagnostic none = Diagnostic.of(Code.NO_STATEMENT, spans.of(found), Expectations.describe(found));
    return Optional.of(switch (situation.type()) {
      case NndParser.IF -> none.help("`if` has a value: `y = if c then a else b`");
      case NndParser.STRING -> none.help("a comment begins with `//`, documentation with `///`");
      default -> Operands.startsWith(situation.type()) ? none.help("a value is defined by a name, `y = …`") : none;
    });
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
