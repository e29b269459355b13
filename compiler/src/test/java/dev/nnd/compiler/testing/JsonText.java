package dev.nnd.compiler.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON as RFC 8259 has it, strictly: maps, lists, strings and whole numbers, which are all that is written here. */
public final class JsonText {
  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /** @throws IllegalArgumentException where it is no JSON */
  public static Object parse(String text) {
    JsonText json = new JsonText(text);
    Object value = json.value();
    json.space();
    json.require(json.at == text.length(), "the end");
    return value;
  }

  private Object value() {
    space();
    require(at < text.length(), "a value");
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      default -> number();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    expect('{');
    while (!skip('}')) {
      if (!members.isEmpty()) {
        expect(',');
      }
      space();
      String key = string();
      expect(':');
      require(members.put(key, value()) == null, "another key than " + key);
    }
    return members;
  }

  private List<Object> array() {
    List<Object> elements = new ArrayList<>();
    expect('[');
    while (!skip(']')) {
      if (!elements.isEmpty()) {
        expect(',');
      }
      elements.add(value());
    }
    return elements;
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    expect('"');
    while (text.charAt(at) != '"') {
      char c = text.charAt(at++);
      require(c >= ' ', "an escape");
      string.append(c == '\\' ? escaped() : c);
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    char c = text.charAt(at++);
    if (c == 'u') {
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }
    int known = "\"\\/bfnrt".indexOf(c);
    require(known >= 0, "an escape");
    return "\"\\/\b\f\n\r\t".charAt(known);
  }

  private long number() {
    int start = at;
    while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    require(at > start, "a number");
    return Long.parseLong(text.substring(start, at));
  }

  private void expect(char c) {
    require(skip(c), "`" + c + "`");
  }

  private boolean skip(char c) {
    space();
    boolean found = at < text.length() && text.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void require(boolean condition, String wanted) {
    if (!condition) {
      throw new IllegalArgumentException("expected " + wanted + " at " + at + " of " + text);
    }
  }
}
