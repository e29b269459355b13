package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * In which groups the axes of a sum of products are summed away: each group in one loop over all axes of the factors that
 * have one of them, what comes out being a factor for the next. The cheapest plan by dynamic programming over the sets of
 * axes that are gone (variable elimination: Dechter, "Bucket elimination", 1999; with groups instead of single axes).
 */
final class EliminationPlan {
  /** Of factors and of axes: beyond, the number of sets is too large. */
  static final int MOST = 8;

  private final List<Axis> axes;
  private final int bound;
  private final int[] factors;
  private final double[] sizes;

  /**
   * @param bound the axes to be summed away, {@link #MOST} at most
   * @param factors the axes of each factor
   */
  private EliminationPlan(List<Axis> bound, List<? extends Iterable<Axis>> factors, ToDoubleFunction<Axis> size) {
    this.axes = new ArrayList<>(bound);
    this.bound = bound.size();
    this.factors = new int[factors.size()];
    for (int i = 0; i < this.factors.length; i++) {
      for (Axis axis : factors.get(i)) {
        if (!axes.contains(axis)) {
          axes.add(axis);
        }
        this.factors[i] |= 1 << axes.indexOf(axis);
      }
    }
    this.sizes = axes.stream().mapToDouble(size).toArray();
  }

  /** The groups in their order; one group where nothing is gained by more. */
  static List<List<Axis>> cheapest(List<Axis> bound, List<? extends Iterable<Axis>> factors, ToDoubleFunction<Axis> size) {
    return new EliminationPlan(bound, factors, size).groups();
  }

  private List<List<Axis>> groups() {
    int all = (1 << bound) - 1;
    double[] best = new double[all + 1];
    int[] last = new int[all + 1];
    for (int gone = 1; gone <= all; gone++) {
      best[gone] = cost(0, gone);
      last[gone] = gone;
      for (int group = (gone - 1) & gone; group > 0; group = (group - 1) & gone) {
        double cost = best[gone & ~group] + cost(gone & ~group, group);
        if (cost < best[gone]) {
          best[gone] = cost;
          last[gone] = group;
        }
      }
    }
    List<List<Axis>> groups = new ArrayList<>();
    for (int gone = all; gone > 0; gone &= ~last[gone]) {
      int group = last[gone];
      groups.add(0, axes.subList(0, bound).stream().filter(axis -> (group >> axes.indexOf(axis) & 1) == 1).toList());
    }
    return groups;
  }

  /** The positions of the loop that sums a group away when others are gone already. */
  private double cost(int gone, int group) {
    int loop = group;
    boolean grew = true;
    while (grew) {
      grew = false;
      // What was summed away has joined the factors that had it.
      for (int factor : factors) {
        if ((factor & (group | loop & gone)) != 0 && (factor & ~loop) != 0) {
          loop |= factor;
          grew = true;
        }
      }
    }
    double positions = 1;
    for (int i = 0; i < sizes.length; i++) {
      positions *= ((loop & ~gone) >> i & 1) == 1 ? sizes[i] : 1;
    }
    return positions;
  }
}
