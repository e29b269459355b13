package dev.nnd.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How often examples of a class were taken for which class: a row a true class, a column a predicted one. */
public final class ConfusionMatrix {
  private final List<String> labels;
  private final long[][] counts;

  /**
   * Keeps a copy.
   *
   * @param labels the classes' names; their numbers where it is empty
   * @param counts square: {@code counts[actual][predicted]}
   */
  public ConfusionMatrix(List<String> labels, long[][] counts) {
    if (Arrays.stream(counts).anyMatch(row -> row.length != counts.length)) {
      throw new IllegalArgumentException("a confusion matrix is square");
    }
    if (!labels.isEmpty() && labels.size() != counts.length) {
      throw new IllegalArgumentException(labels.size() + " names for " + counts.length + " classes");
    }
    this.labels = labels.isEmpty()
        ? IntStream.range(0, counts.length).mapToObj(Integer::toString).toList()
        : List.copyOf(labels);
    this.counts = copy(counts);
  }

  /** One name a class, in their order. */
  public List<String> labels() {
    return labels;
  }

  /** A copy: {@code counts()[actual][predicted]}. */
  public long[][] counts() {
    return copy(counts);
  }

  /** How many examples of one class were taken for the other. */
  public long count(int actual, int predicted) {
    return counts[actual][predicted];
  }

  private static long[][] copy(long[][] counts) {
    return Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfusionMatrix matrix && labels.equals(matrix.labels) && Arrays.deepEquals(counts, matrix.counts);
  }

  @Override
  public int hashCode() {
    return 31 * labels.hashCode() + Arrays.deepHashCode(counts);
  }

  @Override
  public String toString() {
    return labels + " " + Arrays.deepToString(counts);
  }
}
