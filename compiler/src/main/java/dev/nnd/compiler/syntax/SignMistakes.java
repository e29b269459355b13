package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.grammar.NndParser;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Characters and signs that the language does not have. */
final class SignMistakes {

  private final Spans spans;

  SignMistakes(Spans spans) {
    this.spans = spans;
  }

  Optional<Diagnostic> foreign(Situation situation) {
    Span one = spans.of(situation.offending());
    return switch (situation.type()) {
      case NndParser.STRANGE -> Optional.of(strange(one));
      case NndParser.PRIME -> Optional.of(strange(one)).filter(prime -> !situation.inRules());
      case NndParser.TIMES -> doubled(situation, NndParser.TIMES).or(() -> doubled(situation, NndParser.DOT));
      case NndParser.DIVIDE, NndParser.CARET -> doubled(situation, NndParser.DOT);
      case NndParser.GREATER -> doubled(situation, NndParser.LESS).or(() -> doubled(situation, NndParser.DEFINES));
      case NndParser.TILDE -> Optional.of(strange(one)).filter(tilde -> situation.wantsOperand());
      case NndParser.DEFINES -> doubled(situation, NndParser.COLON)
          .or(() -> doubled(situation, NndParser.EQUAL))
          .or(() -> Optional.of(strange(one)).filter(arrow -> arrow.code() == Code.FOREIGN_SIGN));
      default -> Optional.empty();
    };
  }

  private static Diagnostic strange(Span one) {
    Span two = new Span(one.source(), one.start(), Math.min(one.end() + 1, one.source().text().length()));
    Span sign = ForeignSigns.written(two.text()).isPresent() ? two : one;
    return ForeignSigns.written(sign.text())
        .map(written -> Diagnostic.of(Code.FOREIGN_SIGN, sign, sign.text(), written))
        .orElseGet(() -> unknown(sign));
  }

  private static Diagnostic unknown(Span sign) {
    int character = sign.text().codePointAt(0);
    boolean visible = switch (Character.getType(character)) {
      case Character.CONTROL, Character.FORMAT, Character.SPACE_SEPARATOR, Character.UNASSIGNED, Character.PRIVATE_USE,
          Character.SURROGATE, Character.NON_SPACING_MARK, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
    String code = String.format("U+%04X", character) + Optional.ofNullable(Character.getName(character))
        .map(name -> " (" + name.toLowerCase(Locale.ROOT) + ")").orElse("");
    Diagnostic unknown = Diagnostic.of(Code.UNKNOWN_CHARACTER, sign, visible ? "`" + sign.text() + "`" : "character " + code);
    if (character >= '₀' && character <= '₉') {
      char digit = (char) ('0' + character - '₀');
      return unknown.help("write `" + digit + "` after the name, or for an element `[" + digit + "]`");
    }
    return ForeignSigns.help(sign.text())
        .map(unknown::help)
        .orElseGet(() -> visible && character < 0x80 ? unknown : visible ? unknown.help("it is " + code) : unknown.help("delete it"));
  }

  /** A sign of two characters, each of which is one of the language's. */
  private Optional<Diagnostic> doubled(Situation situation, int firstType) {
    return situation.previous()
        .filter(first -> first.getType() == firstType && touch(first, situation.offending()))
        .map(first -> spans.of(first, situation.offending()))
        .flatMap(sign -> ForeignSigns.written(sign.text())
            .map(written -> Diagnostic.of(Code.FOREIGN_SIGN, sign, sign.text(), written)));
  }

  private static boolean touch(Token first, Token second) {
    return first.getStopIndex() + 1 == second.getStartIndex();
  }

  Optional<Diagnostic> openString(Situation situation) {
    return situation.type() == NndParser.OPEN_STRING
        ? Optional.of(Diagnostic.of(Code.UNCLOSED_TEXT, spans.of(situation.offending()), "string").help("end it with `\"`"))
        : Optional.empty();
  }
}
