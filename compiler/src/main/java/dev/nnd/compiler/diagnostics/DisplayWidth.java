package dev.nnd.compiler.diagnostics;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.util.Set;

/** How many columns of a terminal a text takes. */
public final class DisplayWidth {

  private static final int TAB = 4;

  private static final Set<UnicodeScript> WIDE_SCRIPTS =
      Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

  private static final int FULLWIDTH_FIRST = 0xFF01;
  private static final int FULLWIDTH_LAST = 0xFF60;
  private static final int PICTOGRAPHS_FIRST = 0x1F300;
  private static final int PICTOGRAPHS_LAST = 0x1FAFF;

  private DisplayWidth() {}

  /** The width of a text that begins at column 0. */
  public static int of(String text) {
    return text.codePoints().reduce(0, (column, codePoint) -> column + width(codePoint, column));
  }

  /** The text with spaces for tabs and a replacement for what would move the cursor. */
  static String printable(String text) {
    StringBuilder result = new StringBuilder();
    int column = 0;
    for (int codePoint : text.codePoints().toArray()) {
      int width = width(codePoint, column);
      if (codePoint == '\t') {
        result.append(" ".repeat(width));
      } else if (isUnsafe(codePoint)) {
        result.append('\uFFFD');
      } else {
        result.appendCodePoint(codePoint);
      }
      column += width;
    }
    return result.toString();
  }

  private static int width(int codePoint, int column) {
    if (codePoint == '\t') {
      return TAB - column % TAB;
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  private static boolean isWide(int codePoint) {
    return WIDE_SCRIPTS.contains(UnicodeScript.of(codePoint))
        || UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION == UnicodeBlock.of(codePoint)
        || (codePoint >= FULLWIDTH_FIRST && codePoint <= FULLWIDTH_LAST)
        || (codePoint >= PICTOGRAPHS_FIRST && codePoint <= PICTOGRAPHS_LAST);
  }

  /** Controls, bidirectional ones among them, would make a terminal show another text than the one that is there. */
  private static boolean isUnsafe(int codePoint) {
    return Character.getType(codePoint) == Character.CONTROL || Character.getType(codePoint) == Character.FORMAT;
  }
}
