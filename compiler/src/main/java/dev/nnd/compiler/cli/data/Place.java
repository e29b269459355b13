package dev.nnd.compiler.cli.data;

import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * Finds a value of a table again, to show it in its line: the table is read a second time up to there, since the first
 * reading keeps no text.
 */
record Place(DataFile file, char delimiter) {
  /** How much of a long line is shown before a value, and how much in all. */
  private static final int BEFORE = 40;

  private static final int SHOWN = 100;
  private static final int LONGEST_VALUE = 40;
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char QUOTE = '"';

  /**
   * A value.
   *
   * @param line from 1, where the record begins
   * @param column from 0
   */
  Span value(long line, int column) {
    return find(line, column, true);
  }

  /** The begin of a line. */
  Span line(long line) {
    return find(line, 0, false);
  }

  private Span find(long line, int column, boolean whole) {
    try (Reader reader = new BufferedReader(new InputStreamReader(file.open(), StandardCharsets.UTF_8))) {
      Cursor cursor = new Cursor(reader);
      cursor.skipLines(line - 1);
      StringBuilder shown = new StringBuilder();
      int skipped = cursor.toColumn(column, delimiter, shown);
      int start = shown.length();
      int length = cursor.rest(shown, delimiter);
      SourceFile excerpt = SourceFile.excerpt(file.name(), shown.toString(), (int) line, 1 + skipped);
      return new Span(excerpt, start, whole ? start + Math.min(length, LONGEST_VALUE) : start);
    } catch (IOException e) {
      return new Span(SourceFile.excerpt(file.name(), "", (int) line, 1), 0, 0);
    }
  }

  /** Reads characters, of lines that end as the table's reader ends them. */
  private static final class Cursor {
    private final Reader reader;
    private int next;

    Cursor(Reader reader) throws IOException {
      this.reader = reader;
      this.next = reader.read();
      if (next == BYTE_ORDER_MARK) {
        next = reader.read();
      }
    }

    private char take() throws IOException {
      char taken = (char) next;
      next = reader.read();
      return taken;
    }

    private boolean atLineEnd() {
      return next < 0 || next == '\n' || next == '\r';
    }

    void skipLines(long lines) throws IOException {
      for (long left = lines; left > 0 && next >= 0; ) {
        char taken = take();
        if (taken == '\n' || taken == '\r' && next != '\n') {
          left--;
        }
      }
    }

    /** Goes to a column, keeping the last characters before it; returns how many were not kept. */
    int toColumn(int column, char delimiter, StringBuilder shown) throws IOException {
      int skipped = 0;
      boolean quoted = false;
      for (int left = column; left > 0 && (quoted ? next >= 0 : !atLineEnd()); ) {
        char taken = take();
        quoted ^= taken == QUOTE;
        left -= taken == delimiter && !quoted ? 1 : 0;
        shown.append(taken);
        if (shown.length() > 2 * BEFORE) {
          skipped += shown.length() - BEFORE;
          shown.delete(0, shown.length() - BEFORE);
        }
      }
      return skipped;
    }

    /** Appends the rest of the line up to a width; returns the length of the first value. */
    int rest(StringBuilder shown, char delimiter) throws IOException {
      int start = shown.length();
      int length = -1;
      boolean quoted = false;
      while (!atLineEnd() && shown.length() < SHOWN + BEFORE) {
        char taken = take();
        quoted ^= taken == QUOTE;
        if (taken == delimiter && !quoted && length < 0) {
          length = shown.length() - start;
        }
        shown.append(taken);
      }
      return length < 0 ? shown.length() - start : length;
    }
  }
}
