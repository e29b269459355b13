package dev.nnd.runtime;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which examples are held out: systematic sampling of a random order that is sorted by class, so that each class gives
 * its share; of several labels, each combination of classes does.
 */
final class Stratification {
  /** Makes 0.29 of 100 examples 29, although 0.29 * 100 is less in binary. */
  private static final double ROUNDING = 1e-9;

  private Stratification() {
  }

  /** @param strata the fields whose combinations of classes keep their shares, those that matter most first */
  static boolean[] hold(DataSet data, List<Integer> strata, double fraction, long seed) {
    int[] order = new int[data.size()];
    Shuffle.permute(order, seed, CounterRandom.SPLIT, 0);
    if (!strata.isEmpty()) {
      order = IntStream.of(order).boxed().sorted(byClass(data, strata)).mapToInt(i -> i).toArray();
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

  private static Comparator<Integer> byClass(DataSet data, List<Integer> strata) {
    return strata.stream()
        .map(field -> Comparator.<Integer>comparingInt(example -> data.label(field, example)))
        .reduce(Comparator::thenComparing).orElseThrow();
  }
}
