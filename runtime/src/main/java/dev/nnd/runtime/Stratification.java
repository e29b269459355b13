package dev.nnd.runtime;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which examples are held out: systematic sampling of a random order that is sorted by class, so that each class gives
 * its share.
 */
final class Stratification {
  /** Makes 0.29 of 100 examples 29, although 0.29 * 100 is less in binary. */
  private static final double ROUNDING = 1e-9;

  private Stratification() {
  }

  /** @param strata the field that has the classes; -1 for none */
  static boolean[] hold(DataSet data, int strata, double fraction, long seed) {
    int[] order = new int[data.size()];
    Shuffle.permute(order, seed, CounterRandom.SPLIT, 0);
    if (strata >= 0) {
      order = IntStream.of(order).boxed().sorted(Comparator.comparingInt(i -> data.label(strata, i)))
          .mapToInt(i -> i).toArray();
    }
    boolean[] held = new boolean[order.length];
    for (int i = 0; i < order.length; i++) {
      held[order[i]] = share(fraction, i + 1) > share(fraction, i);
    }
    return held;
  }

  private static double share(double fraction, int examples) {
    return Math.floor(fraction * examples + ROUNDING);
  }
}
