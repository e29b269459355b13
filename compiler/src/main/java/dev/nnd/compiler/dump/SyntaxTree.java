package dev.nnd.compiler.dump;

import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.syntax.CompilationUnit;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A syntax tree, a line a node: its kind, its place, and what it says itself; its parts indented below. The nodes are
 * records, so that their components are all there is to tell.
 */
public final class SyntaxTree {
  private final StringBuilder text = new StringBuilder();

  private SyntaxTree() {}

  public static String of(CompilationUnit unit) {
    SyntaxTree tree = new SyntaxTree();
    tree.node("", unit, 0);
    return tree.text.toString();
  }

  private record Part(String name, Object value) {}

  private void node(String role, Record node, int depth) {
    List<Part> parts = parts(node);
    StringBuilder line = new StringBuilder("  ".repeat(depth) + (role.isEmpty() ? "" : role + ": ") + node.getClass().getSimpleName());
    parts.stream().filter(part -> isPlain(part.value())).forEach(part -> line.append(' ').append(part.name()).append('=').append(plain(part.value())));
    parts.stream().filter(part -> part.value() instanceof Span).forEach(part -> line.append("  ").append(place((Span) part.value())));
    text.append(line).append('\n');
    parts.stream()
        .filter(part -> !isPlain(part.value()) && !(part.value() instanceof Span))
        .forEach(part -> below(part.name(), part.value(), depth + 1));
  }

  private void below(String role, Object value, int depth) {
    if (value instanceof Record node) {
      node(role, node, depth);
    } else if (value instanceof Collection<?> values) {
      values.forEach(each -> below(role, each, depth));
    } else if (isPlain(value)) {
      text.append("  ".repeat(depth)).append(role).append(": ").append(plain(value)).append('\n');
    }
  }

  /** What there is; the source is the same for all and stands in no line. */
  private static List<Part> parts(Record node) {
    List<Part> parts = new ArrayList<>();
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      Object value = value(node, component);
      Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
      if (present != null && !(present instanceof Collection<?> values && values.isEmpty())) {
        parts.add(new Part(component.getName(), present));
      }
    }
    return parts;
  }

  private static Object value(Record node, RecordComponent component) {
    try {
      return component.getAccessor().invoke(node);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPlain(Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean || value instanceof Enum<?>;
  }

  private static String plain(Object value) {
    return value instanceof String string ? "\"" + string.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"" : value.toString();
  }

  private static String place(Span span) {
    Span end = new Span(span.source(), span.end(), span.end());
    return span.line() + ":" + span.column() + "-" + end.line() + ":" + end.column();
  }
}
