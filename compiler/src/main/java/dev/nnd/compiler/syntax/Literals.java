package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.grammar.NndParser;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;

/** The values of numbers, names and strings. */
final class Literals {

  private static final Pattern MEMBER_NUMBERS = Pattern.compile("[0-9]+(\\.[0-9]+)?");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

  private final Spans spans;
  private final DiagnosticSink sink;

  Literals(Spans spans, DiagnosticSink sink) {
    this.spans = spans;
    this.sink = sink;
  }

  Expression.Name name(Token token) {
    return new Expression.Name(spans.of(token), normal(token.getText()));
  }

  private static String normal(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /** The exact decimal; 0 for one that a double cannot hold. */
  Expression.Number number(Token token) {
    Span span = spans.of(token);
    return new Expression.Number(span, value(token.getText(), span));
  }

  private BigDecimal value(String text, Span span) {
    String[] parts = text.split("[eE]", 2);
    boolean zero = parts[0].chars().noneMatch(digit -> digit >= '1' && digit <= '9');
    double rounded = Double.parseDouble(text);
    if (zero) {
      return BigDecimal.ZERO;
    }
    if (Double.isInfinite(rounded) || rounded == 0) {
      sink.report(Diagnostic.of(rounded == 0 ? Code.NUMBER_TOO_SMALL : Code.NUMBER_TOO_LARGE, span, text));
      return BigDecimal.ZERO;
    }
    return new BigDecimal(text);
  }

  /** The parts of a path that one token holds: {@code h.0.1.W} has the token {@code 0.1} in it. */
  List<String> members(Token token) {
    String text = token.getText();
    if (token.getType() == NndParser.NAME) {
      return List.of(normal(text));
    }
    if (!MEMBER_NUMBERS.matcher(text).matches()) {
      sink.report(Diagnostic.of(Code.NOT_A_MEMBER, spans.of(token), text));
    }
    return List.of(text.split("\\."));
  }

  /** What stands between the quotes. */
  String text(Token token) {
    String quoted = token.getText();
    String inner = quoted.substring(1, quoted.length() - 1);
    Matcher escapes = ESCAPE.matcher(inner);
    StringBuilder result = new StringBuilder();
    while (escapes.find()) {
      String escaped = escapes.group(1);
      if (!escaped.equals("\"") && !escaped.equals("\\")) {
        sink.report(Diagnostic.of(Code.BAD_ESCAPE, spans.of(token), escapes.group()));
      }
      escapes.appendReplacement(result, Matcher.quoteReplacement(escaped));
    }
    return escapes.appendTail(result).toString();
  }
}
