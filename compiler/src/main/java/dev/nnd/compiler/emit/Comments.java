package dev.nnd.compiler.emit;

/** Text of a .nnd inside Java comments: whatever it holds stays a comment. */
final class Comments {
  private Comments() {}

  /** For Javadoc: no tag, no end of the comment, no Unicode escape. */
  static String javadoc(String text) {
    return text
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;")
        .replace("*/", "*&#47;")
        .replace("{", "&#123;")
        .replace("}", "&#125;")
        .replace("\\", "&#92;");
  }
}
