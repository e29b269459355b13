package dev.nnd.compiler.diagnostics;

import java.util.List;
import java.util.stream.Stream;

/**
 * One thing to tell the user.
 *
 * @param title what is wrong, in one line
 * @param primary where it is wrong
 * @param labels the other places that matter
 * @param helps what might be done about it
 */
public record Diagnostic(Code code, String title, Label primary, List<Label> labels, List<String> helps) {

  public Diagnostic {
    labels = List.copyOf(labels);
    helps = List.copyOf(helps);
  }

  /** A diagnostic at a place, its title made of the code's template. */
  public static Diagnostic of(Code code, Span span, Object... arguments) {
    return new Diagnostic(code, code.title(arguments), new Label(span, ""), List.of(), List.of());
  }

  /** The same with something said about the primary place. */
  public Diagnostic label(String text) {
    return new Diagnostic(code, title, new Label(primary.span(), text), labels, helps);
  }

  /** The same with another place. */
  public Diagnostic label(Span span, String text) {
    return new Diagnostic(code, title, primary, append(labels, new Label(span, text)), helps);
  }

  /** The same with a proposal. */
  public Diagnostic help(String text) {
    return new Diagnostic(code, title, primary, labels, append(helps, text));
  }

  public Severity severity() {
    return code.severity();
  }

  private static <T> List<T> append(List<T> list, T last) {
    return Stream.concat(list.stream(), Stream.of(last)).toList();
  }
}
