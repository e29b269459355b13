package dev.nnd.compiler.diagnostics;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Shows diagnostics to a program: an array of objects, one a line, with {@code code}, {@code severity}, {@code title},
 * {@code primary}, {@code labels} and {@code help}. A place has {@code file}, {@code line}, {@code column}, {@code endLine},
 * {@code endColumn} (exclusive) and {@code text}.
 */
public final class JsonRenderer {

  /** All of them, ending with a line end. */
  public String render(List<Diagnostic> diagnostics) {
    return diagnostics.isEmpty()
        ? "[]\n"
        : diagnostics.stream().map(JsonRenderer::object).collect(Collectors.joining(",\n ", "[\n ", "\n]\n"));
  }

  private static String object(Diagnostic diagnostic) {
    return "{\"code\":" + quote(diagnostic.code().id())
        + ",\"severity\":" + quote(diagnostic.severity().word())
        + ",\"title\":" + quote(diagnostic.title())
        + ",\"primary\":" + place(diagnostic.primary())
        + ",\"labels\":" + array(diagnostic.labels(), JsonRenderer::place)
        + ",\"help\":" + array(diagnostic.helps(), JsonRenderer::quote) + "}";
  }

  private static String place(Label label) {
    Span span = label.span();
    return "{\"file\":" + quote(span.source().name())
        + ",\"line\":" + span.line()
        + ",\"column\":" + span.column()
        + ",\"endLine\":" + span.source().line(span.end())
        + ",\"endColumn\":" + span.source().column(span.end())
        + ",\"text\":" + quote(label.text()) + "}";
  }

  private static <T> String array(List<T> values, Function<T, String> show) {
    return values.stream().map(show).collect(Collectors.joining(",", "[", "]"));
  }

  private static String quote(String text) {
    return text.chars().mapToObj(c -> escape((char) c)).collect(Collectors.joining("", "\"", "\""));
  }

  private static String escape(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> c >= ' ' && c <= '~' ? String.valueOf(c) : String.format("\\u%04x", (int) c);
    };
  }
}
