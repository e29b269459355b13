package dev.nnd.compiler.expr;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

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

  /** The axes as a definition over them has them: the batch first, then in their order. */
  public static List<Axis> batchFirst(Collection<Axis> axes) {
    return axes.stream().sorted(Comparator.comparing((Axis axis) -> !axis.isBatch()).thenComparing(Axis::id)).toList();
  }

  @Override
  public int compareTo(Axis other) {
    return Integer.compare(id, other.id);
  }
}
