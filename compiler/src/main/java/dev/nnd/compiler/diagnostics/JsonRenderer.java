package dev.nnd.compiler.diagnostics;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Shows diagnostics to a program: an array of objects, one a line, with {@code code}, {@code severity}, {@code title},
 * {@code primary}, {@code labels} and {@code help}. A place has {@code file}, {@code line}, {@code column}, {@code endLine},
 * {@code endColumn} (exclusive) and {@code text}.
 */
public final class JsonRenderer {

  /** All of them, ending with a line end. */
  public String render(List<Diagnostic> diagnostics) {
    return array(diagnostics.stream().map(this::object).toList());
  }

  /** Objects as an array, ending with a line end. */
  public String array(List<String> objects) {
    return objects.isEmpty() ? "[]\n" : objects.stream().collect(Collectors.joining(",\n ", "[\n ", "\n]\n"));
  }

  /** What concerns no place in a file, and so has neither {@code code} nor {@code primary}. */
  public String message(Severity severity, String title) {
    return "{\"severity\":" + Json.quote(severity.word()) + ",\"title\":" + Json.quote(title) + ",\"labels\":[],\"help\":[]}";
  }

  /** One of them. */
  public String object(Diagnostic diagnostic) {
    return "{\"code\":" + Json.quote(diagnostic.code().id())
        + ",\"severity\":" + Json.quote(diagnostic.severity().word())
        + ",\"title\":" + Json.quote(diagnostic.title())
        + ",\"primary\":" + place(diagnostic.primary())
        + ",\"labels\":" + Json.array(diagnostic.labels(), JsonRenderer::place)
        + ",\"help\":" + Json.array(diagnostic.helps(), Json::quote) + "}";
  }

  private static String place(Label label) {
    Span span = label.span();
    return "{\"file\":" + Json.quote(span.source().name())
        + ",\"line\":" + span.line()
        + ",\"column\":" + span.column()
        + ",\"endLine\":" + span.source().line(span.end())
        + ",\"endColumn\":" + span.source().column(span.end())
        + ",\"text\":" + Json.quote(label.text()) + "}";
  }
}
