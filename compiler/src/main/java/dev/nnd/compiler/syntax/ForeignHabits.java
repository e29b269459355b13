package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.grammar.NndParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;

/** What is right in another language and wrong here: methods and fields, braces in formulas, slices with a step, tuples. */
final class ForeignHabits {

  private static final Set<String> MODULES =
      Set.of("np", "numpy", "math", "Math", "torch", "nn", "F", "tf", "jnp", "jax", "keras", "layers", "K", "scipy", "self", "this", "model");
  private static final Pattern FIELD = Pattern.compile("(?U)(\\w+)((?:\\.\\w+)+)\\s*(\\(?)");

  private final Spans spans;

  ForeignHabits(Spans spans) {
    this.spans = spans;
  }

  /** {@code x.sum()}, {@code nn.Linear(…)}. */
  Optional<Diagnostic> method(Situation situation) {
    boolean called = situation.type() == NndParser.LEFT_PAREN
        && situation.typeBefore(1) == NndParser.NAME
        && situation.typeBefore(2) == NndParser.DOT
        && situation.typeBefore(3) == NndParser.NAME;
    if (!called) {
      return Optional.empty();
    }
    int places = 3;
    while (situation.typeBefore(places + 1) == NndParser.DOT && situation.typeBefore(places + 2) == NndParser.NAME) {
      places += 2;
    }
    List<String> path = new ArrayList<>();
    for (int i = places; i >= 1; i -= 2) {
      path.add(situation.before(i).orElseThrow().getText());
    }
    Span span = spans.of(situation.before(places).orElseThrow(), situation.before(1).orElseThrow());
    return Optional.of(method(span, path));
  }

  private static Diagnostic method(Span span, List<String> path) {
    String function = path.get(path.size() - 1);
    String base = String.join(".", path.subList(0, path.size() - 1));
    return Diagnostic.of(Code.NO_OBJECTS, span, "methods", String.join(".", path) + "(…)")
        .help(ForeignNames.function(function).isPresent()
            ? "it is written `" + ForeignNames.function(function).get() + "`"
            : MODULES.contains(path.get(0))
            ? "functions need no `" + path.get(0) + ".` before them: `" + function + "(…)`"
            : "functions take all values as arguments: `" + function + "(" + base + ")`");
  }

  /** {@code model.add(…)} and {@code self.W = …} where a statement should begin. */
  Optional<Diagnostic> field(Situation situation) {
    if (situation.type() != NndParser.DOT || situation.rule() != NndParser.RULE_definition || situation.read().size() != 1) {
      return Optional.empty();
    }
    Span name = spans.of(situation.read().get(0));
    Matcher field = FIELD.matcher(name.source().text()).region(name.start(), name.source().text().length());
    if (!field.lookingAt()) {
      return Optional.empty();
    }
    String path = field.group(1) + field.group(2);
    Span span = new Span(name.source(), name.start(), name.start() + path.length());
    String member = path.substring(path.lastIndexOf('.') + 1);
    return Optional.of(field.group(3).isEmpty()
        ? Diagnostic.of(Code.NO_OBJECTS, span, "fields", path)
            .help("a value is defined by its name alone: `" + member + " = …`")
        : Diagnostic.of(Code.NO_OBJECTS, span, "methods", path + "(…)")
            .help("each value is defined by what it is computed from: `h = dense(128, relu)(x)`"));
  }

  /** {@code x_{1}}, {@code x^{2}}, {@code y = { … }}. */
  Optional<Diagnostic> braces(Situation situation) {
    boolean inFormula = situation.type() == NndParser.LEFT_BRACE && situation.onOneLine()
        && (situation.afterOperand() && situation.inExpression() || situation.wantsOperand());
    if (!inFormula) {
      return Optional.empty();
    }
    Diagnostic braces = Diagnostic.of(Code.BRACES_IN_FORMULA, spans.of(situation.offending()));
    Token before = situation.previous().orElse(situation.offending());
    return Optional.of(switch (before.getType()) {
      case NndParser.NAME -> before.getText().endsWith("_")
          ? braces.help("an element is written `" + before.getText().replaceAll("_+$", "") + "[0]`")
          : braces.help("write parentheses, or one statement a line");
      case NndParser.CARET -> braces.help("an exponent of several parts stands in parentheses: `x^(a + b)`");
      case NndParser.DEFINES -> braces.help("a list of numbers stands in brackets, `[1, 2]`; a function's block follows without `=`");
      default -> braces.help("parts of a formula are put together by parentheses");
    });
  }

  /** {@code x[::2]}, {@code x[0..2]}. */
  Optional<Diagnostic> step(Situation situation) {
    boolean bracketed = Optional.ofNullable(situation.openBrackets().peek())
        .filter(open -> open.getType() == NndParser.LEFT_BRACKET).isPresent();
    if (situation.type() == NndParser.DOTS && bracketed) {
      return Optional.of(Diagnostic.of(Code.UNEXPECTED, spans.of(situation.offending()), "`:` or `]`", "`..`")
          .help("a slice is `x[0:2]`, without its end"));
    }
    boolean second = situation.type() == NndParser.COLON
        && Optional.ofNullable(situation.openBrackets().peek())
            .filter(open -> open.getType() == NndParser.LEFT_BRACKET)
            .filter(open -> situation.read().stream()
                .anyMatch(token -> token.getType() == NndParser.COLON && token.getTokenIndex() > open.getTokenIndex()))
            .isPresent();
    return second
        ? Optional.of(Diagnostic.of(Code.UNEXPECTED, spans.of(situation.offending()), "`]`", "`:`")
            .help("a slice has no step; `y[i] = x[2i]` takes every second element"))
        : Optional.empty();
  }

  /** {@code return a, b} and {@code a = 1, b = 2}. */
  Optional<Diagnostic> tuple(Situation situation) {
    if (situation.type() != NndParser.COMMA || !situation.mayBeginStatement() || !situation.onOneLine()) {
      return Optional.empty();
    }
    boolean returned = situation.lineBefore(situation.offending()).stream().anyMatch(token -> token.getType() == NndParser.RETURN);
    return Optional.of(Diagnostic.of(Code.UNEXPECTED, spans.of(situation.offending()), "the end of the statement", "`,`")
        .help(situation.typeBefore(1) == NndParser.NUMBER && isFollowedByDigit(situation.offending())
            ? "numbers are written without separators: `1000`"
            : returned
            ? "a block returns one value; `[a, b]` and `stack(a, b)` put several into one"
            : "a definition has one value; two statements on one line are separated by `;`"));
  }

  private boolean isFollowedByDigit(Token token) {
    Span span = spans.of(token);
    String text = span.source().text();
    return span.end() < text.length() && Character.isDigit(text.charAt(span.end()));
  }

  /** {@code a if c else b}. */
  Optional<Diagnostic> conditionAfter(Situation situation) {
    return situation.previous()
        .filter(left -> situation.type() == NndParser.IF && situation.afterOperand() && situation.inExpression())
        .filter(left -> situation.onOneLine())
        .map(left -> Diagnostic.of(Code.MISSING_OPERATOR, spans.of(situation.offending()), left.getText(), "if")
            .help("the condition comes first: `if c then a else b`"));
  }

  /** {@code sum(i in 0..3: …)}. */
  Optional<Diagnostic> indexIn(Situation situation) {
    boolean index = situation.offending().getText().equals("in")
        && situation.typeBefore(1) == NndParser.NAME
        && Optional.ofNullable(situation.openBrackets().peek()).filter(open -> open.getType() == NndParser.LEFT_PAREN).isPresent();
    String name = situation.previous().map(Token::getText).orElse("i");
    return index
        ? Optional.of(Diagnostic.of(Code.NOT_AN_INDEX, spans.of(situation.offending()))
            .help("write `" + name + "` or, with a bound, `" + name + " < 4`; an index begins at 0"))
        : Optional.empty();
  }

  /** {@code dense(8, "relu")}. */
  Optional<Diagnostic> text(Situation situation) {
    if (situation.type() != NndParser.STRING || !situation.wantsOperand()) {
      return Optional.empty();
    }
    String quoted = situation.offending().getText();
    String word = quoted.substring(1, quoted.length() - 1);
    Diagnostic text = Diagnostic.of(Code.UNEXPECTED, spans.of(situation.offending()), "an expression", "a string");
    return Optional.of(word.matches("(?U)\\w+") ? text.help("functions are named without quotes: `" + word + "`") : text);
  }
}
