package dev.nnd.compiler.diagnostics;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Parts of JSON texts, in ASCII. */
public final class Json {
  private Json() {}

  public static String quote(String text) {
    return text.chars().mapToObj(c -> escape((char) c)).collect(Collectors.joining("", "\"", "\""));
  }

  public static <T> String array(List<T> values, Function<T, String> show) {
    return values.stream().map(show).collect(Collectors.joining(",", "[", "]"));
  }

  /** Elements with a space after each comma, as in {@code [1, 2]}. */
  public static <T> String list(List<T> values, Function<T, String> show) {
    return values.stream().map(show).collect(Collectors.joining(", ", "[", "]"));
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
