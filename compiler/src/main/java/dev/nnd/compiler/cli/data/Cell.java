package dev.nnd.compiler.cli.data;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.diagnostics.Suggestions;
import dev.nnd.runtime.Field;
import java.text.Normalizer;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the text of a value as a field wants it. */
final class Cell {
  private static final int NAMED_IN_HELP = 10;
  private static final int LONGEST_SHOWN = 40;
  private static final String EMPTY = "the value is missing; fill it in or leave the line out";

  private Cell() {}

  /**
   * A real number or the number of a label.
   *
   * @param place where it stands, if that must be told
   */
  static double read(FieldStore store, String text, Supplier<Span> place) {
    return store.field.kind() == Field.Kind.LABEL
        ? label(store.field, text.strip(), place)
        : number(store, text.strip(), place);
  }

  private static double number(FieldStore store, String text, Supplier<Span> place) {
    if (!isDecimal(text)) {
      String help = text.isEmpty() ? EMPTY : "a number is decimal, such as 3, -0.5 or 1e-4";
      throw refuse(Code.NOT_A_NUMBER, place, help, text);
    }
    double value = Double.parseDouble(text);
    if (!store.holds(value)) {
      throw refuse(Code.NOT_A_NUMBER, place, "it is too large for the network's precision", text);
    }
    checkRange(store.field, value, text, place);
    return value;
  }

  /** Refuses a number that the declaration excludes. */
  static void checkRange(Field field, double value, String text, Supplier<Span> place) {
    if (value < field.low() || value > field.high()) {
      String range = bound(field.low()) + ".." + bound(field.high());
      throw refuse(Code.OUT_OF_RANGE, place, "the range is declared in the .nnd", text, range, field.name());
    }
  }

  private static String bound(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
  }

  private static int label(Field field, String text, Supplier<Span> place) {
    int named = field.labels().indexOf(Normalizer.normalize(text, Normalizer.Form.NFC));
    if (named >= 0) {
      return named;
    }
    boolean decimal = isDecimal(text);
    if (decimal && isNumber(field, Double.parseDouble(text))) {
      return (int) Double.parseDouble(text);
    }
    Code code = field.selects() ? Code.UNKNOWN_INDEX : Code.UNKNOWN_LABEL;
    throw refuse(code, place, text.isEmpty() ? EMPTY : known(field, text, decimal), text, field.name());
  }

  /** Whether a number is that of a class or position of the field; 1.0 is, as some programs write 1. */
  static boolean isNumber(Field field, double value) {
    return value == Math.rint(value) && value >= 0 && value < field.classes();
  }

  /** What numbers the field takes. */
  static String numbers(Field field) {
    return (field.selects() ? "its positions are 0 to " : "the numbers of its classes are 0 to ") + (field.classes() - 1);
  }

  private static String known(Field field, String text, boolean decimal) {
    List<String> names = field.labels();
    if (decimal || names.isEmpty()) {
      return numbers(field);
    }
    return Suggestions.closest(text, names)
        .map(close -> "did you mean `" + close + "`?")
        .orElse("its classes are " + Stream.concat(
                names.stream().limit(NAMED_IN_HELP), names.size() > NAMED_IN_HELP ? Stream.of("…") : Stream.of())
            .collect(Collectors.joining(", ")));
  }

  private static RuntimeException refuse(Code code, Supplier<Span> place, String help, String text, Object... more) {
    String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
    Object[] arguments = Stream.concat(Stream.of(shown), Stream.of(more)).toArray();
    return DataFile.refuse(Diagnostic.of(code, place.get(), arguments).help(help));
  }

  /** An optional sign, digits with at most one point, and perhaps an exponent: neither hex nor NaN nor a suffix. */
  private static boolean isDecimal(String text) {
    int at = sign(text, 0);
    int whole = digits(text, at);
    int point = whole < text.length() && text.charAt(whole) == '.' ? whole + 1 : whole;
    int mantissa = point > whole ? digits(text, point) : whole;
    if (whole == at && mantissa == point) {
      return false;
    }
    if (mantissa == text.length()) {
      return true;
    }
    int exponent = sign(text, mantissa + 1);
    boolean marked = text.charAt(mantissa) == 'e' || text.charAt(mantissa) == 'E';
    return marked && exponent < text.length() && digits(text, exponent) == text.length();
  }

  private static int sign(String text, int at) {
    return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
