package dev.nnd.compiler.emit;

import java.util.Locale;
import java.util.Set;

/** Java's form of the language's names. */
final class JavaNames {
  /** What generated code takes from java.lang without an import; a class of that name would hide it. */
  private static final Set<String> OF_JAVA_LANG = Set.of(
      "Boolean", "Deprecated", "Double", "Enum", "Exception", "Float", "IllegalArgumentException",
      "IndexOutOfBoundsException", "Integer", "Iterable", "Long", "Math", "Number", "Object", "Override", "Record",
      "RuntimeException", "String", "SuppressWarnings", "System", "Thread", "UnsupportedOperationException", "Void");

  private JavaNames() {}

  /** Whether a class of this name would hide one that generated code uses. */
  static boolean isOfJavaLang(String name) {
    return OF_JAVA_LANG.contains(name);
  }

  /** {@code W1} is {@code w1}, {@code p.z} is {@code pZ}, {@code δh} is {@code deltaH}. */
  static String variable(String name) {
    String camel = camel(name);
    int capitals = 0;
    while (capitals < camel.length() && Character.isUpperCase(camel.charAt(capitals))) {
      capitals++;
    }
    boolean word = capitals > 1 && capitals < camel.length() && Character.isLowerCase(camel.charAt(capitals));
    int lowered = word ? capitals - 1 : capitals;
    return camel.substring(0, lowered).toLowerCase(Locale.ROOT) + camel.substring(lowered);
  }

  /** {@code h.W} is {@code H_W}; where a script has no capitals, an underscore tells it from the variable. */
  static String constant(String name) {
    StringBuilder text = new StringBuilder();
    String plain = spelled(name);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      boolean boundary = i > 0 && Character.isUpperCase(c) && Character.isLowerCase(plain.charAt(i - 1));
      if (!Character.isJavaIdentifierPart(c)) {
        text.append('_');
      } else {
        text.append(boundary ? "_" : "").append(Character.toUpperCase(c));
      }
    }
    String constant = startsLikeAName(text.toString());
    return constant.chars().anyMatch(Character::isUpperCase) ? constant : constant + "_";
  }

  /** {@code h.W} is {@code hW}. */
  static String camel(String name) {
    StringBuilder text = new StringBuilder();
    boolean upper = false;
    String plain = spelled(name);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (Character.isJavaIdentifierPart(c) && c != '_') {
        text.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      } else {
        upper = text.length() > 0;
      }
    }
    return startsLikeAName(text.toString());
  }

  static String capitalized(String name) {
    String camel = camel(name);
    return Character.toUpperCase(camel.charAt(0)) + camel.substring(1);
  }

  /** The signs that the compiler itself puts before names. */
  private static String spelled(String name) {
    return name.replace("δ", "delta.").replace("∂", "gradient.");
  }

  private static String startsLikeAName(String text) {
    return text.isEmpty() || !Character.isJavaIdentifierStart(text.charAt(0)) ? "v" + text : text;
  }
}
