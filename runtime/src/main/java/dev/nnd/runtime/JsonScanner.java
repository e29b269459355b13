package dev.nnd.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * The few pieces of JSON (RFC 8259) that a weights file's header is made of: objects, strings and arrays of whole
 * numbers.
 */
final class JsonScanner {
  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";

  private final String text;
  private int position;

  JsonScanner(String text) {
    this.text = text;
  }

  static String quote(String raw) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : raw.toCharArray()) {
      int escape = ESCAPED.indexOf(c);
      if (escape >= 0 && c != '/') {
        quoted.append('\\').append(ESCAPES.charAt(escape));
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /** Takes the character if it comes next. */
  boolean skip(char expected) {
    blanks();
    boolean found = position < text.length() && text.charAt(position) == expected;
    if (found) {
      position++;
    }
    return found;
  }

  void expect(char expected) throws WeightsException {
    if (!skip(expected)) {
      throw wrong("'" + expected + "'");
    }
  }

  /** After a member: whether a comma announces another; else the closing bracket is taken. */
  boolean more(char close) throws WeightsException {
    if (skip(',')) {
      return true;
    }
    expect(close);
    return false;
  }

  void end() throws WeightsException {
    blanks();
    if (position < text.length()) {
      throw wrong("the end");
    }
  }

  String string() throws WeightsException {
    expect('"');
    StringBuilder string = new StringBuilder();
    for (char c = next(); c != '"'; c = next()) {
      if (c < ' ') {
        throw wrong("a string without control characters");
      }
      string.append(c == '\\' ? escape() : c);
    }
    return string.toString();
  }

  List<Long> integers() throws WeightsException {
    List<Long> integers = new ArrayList<>();
    expect('[');
    for (boolean more = !skip(']'); more; more = more(']')) {
      integers.add(integer());
    }
    return integers;
  }

  private long integer() throws WeightsException {
    blanks();
    int start = position;
    while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
      position++;
    }
    int digits = position - start;
    if (digits == 0 || digits > 18 || digits > 1 && text.charAt(start) == '0') {
      throw wrong("a whole number");
    }
    return Long.parseLong(text.substring(start, position));
  }

  private char escape() throws WeightsException {
    char c = next();
    int escape = ESCAPES.indexOf(c);
    if (escape >= 0) {
      return ESCAPED.charAt(escape);
    }
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = c == 'u' ? Character.digit(next(), 16) : -1;
      if (digit < 0) {
        throw wrong("an escape");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private char next() throws WeightsException {
    if (position == text.length()) {
      throw wrong("the end of a string");
    }
    return text.charAt(position++);
  }

  private void blanks() {
    while (position < text.length() && " \t\n\r".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private WeightsException wrong(String expected) {
    return new WeightsException("the header is damaged at character " + position + ": " + expected + " is missing");
  }
}
