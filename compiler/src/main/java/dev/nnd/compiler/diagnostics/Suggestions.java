package dev.nnd.compiler.diagnostics;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What someone who wrote an unknown word may have meant. */
public final class Suggestions {

  private static final int LETTERS_PER_MISTAKE = 3;

  private Suggestions() {}

  /**
   * The known word that differs by case only; else the one that takes the fewest single-character edits (insertions, deletions, replacements, swaps of
   * neighbours), at most one for every three letters begun; of equals the alphabetically first.
   */
  public static Optional<String> closest(String wrong, Collection<String> known) {
    Optional<String> sameLetters = known.stream()
        .filter(word -> !word.equals(wrong) && word.equalsIgnoreCase(wrong)).sorted().findFirst();
    if (sameLetters.isPresent()) {
      return sameLetters;
    }
    int limit = (wrong.length() + LETTERS_PER_MISTAKE - 1) / LETTERS_PER_MISTAKE;
    return known.stream()
        .filter(word -> !word.equals(wrong) && Math.abs(word.length() - wrong.length()) <= limit)
        .filter(word -> distance(wrong, word) <= Math.min(limit, word.length() - 1))
        .min(Comparator.comparingInt((String word) -> distance(wrong, word)).thenComparing(Comparator.naturalOrder()));
  }

  /** Optimal string alignment: the edit distance with swaps of neighbours, no part edited twice. */
  static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : fewest(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int fewest(int[][] edits, String a, String b, int i, int j) {
    int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
  }
}
