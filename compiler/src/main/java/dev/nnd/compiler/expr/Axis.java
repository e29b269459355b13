package dev.nnd.compiler.expr;

/**
 * A named dimension of a body. Inside a definition the free axes are numbered 0, 1, … in the order of its shape and
 * the bound ones follow; so alpha-equivalent definitions are one.
 *
 * @param id the position
 * @param size the number of values, or {@link #BATCH} where it is the run-time size of the batch
 */
public record Axis(int id, int size) implements Comparable<Axis> {
  /** The size of the batch axis, which only the run knows. */
  public static final int BATCH = -1;

  public boolean isBatch() {
    return size == BATCH;
  }

  @Override
  public int compareTo(Axis other) {
    return Integer.compare(id, other.id);
  }
}
