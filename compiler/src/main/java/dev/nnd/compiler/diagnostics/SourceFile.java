package dev.nnd.compiler.diagnostics;

import java.util.Arrays;
import java.util.Objects;

/**
 * A named text. Offsets count UTF-16 units from 0, lines from 1, columns characters (code points) from 1. A byte order mark
 * at its begin is dropped; a line ends with LF or CRLF.
 */
public final class SourceFile {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final String name;
  private final String text;
  private final int[] lineStarts;
  private final int firstLine;
  private final int firstColumn;

  public SourceFile(String name, String text) {
    this(name, text, 1, 1);
  }

  private SourceFile(String name, String text, int firstLine, int firstColumn) {
    this.firstLine = firstLine;
    this.firstColumn = firstColumn;
    this.name = Objects.requireNonNull(name, "name");
    this.text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    this.lineStarts = lineStarts(this.text);
  }

  /**
   * A part of a file that is too large to be shown whole.
   *
   * @param text of the part
   * @param firstLine the line of the file on which it begins
   * @param firstColumn the column of that line at which it begins
   */
  public static SourceFile excerpt(String name, String text, int firstLine, int firstColumn) {
    return new SourceFile(name, text, firstLine, firstColumn);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[1 + (int) text.chars().filter(c -> c == '\n').count()];
    int line = 1;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      starts[line++] = i + 1;
    }
    return starts;
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** The line of an offset. */
  public int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return firstLine + (found >= 0 ? found : -found - 2);
  }

  /** The column of an offset. */
  public int column(int offset) {
    int line = line(offset);
    int start = lineStart(line);
    return (line == firstLine ? firstColumn : 1) + text.codePointCount(start, Math.min(offset, text.length()));
  }

  /** The offset at which a line begins. */
  public int lineStart(int line) {
    return lineStarts[line - firstLine];
  }

  /** A line without its end. */
  public String lineText(int line) {
    int next = line - firstLine + 1;
    int end = next < lineStarts.length ? lineStarts[next] - 1 : text.length();
    int start = lineStart(line);
    return text.substring(start, end > start && text.charAt(end - 1) == '\r' ? end - 1 : end);
  }

  @Override
  public String toString() {
    return name;
  }
}
