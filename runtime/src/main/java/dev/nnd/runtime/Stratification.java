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

  static boolean[] hold(DataSet data, double fraction, long seed) {
    int[] order = new int[data.size()];
    Shuffle.permute(order, seed, CounterRandom.SPLIT, 0);
    List<Integer> strata = strata(data);
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

  /** The scalar labels that have data. The targets come last among the fields, and first here: they matter most. */
  private static List<Integer> strata(DataSet data) {
    int last = data.fields().size() - 1;
    return IntStream.rangeClosed(0, last).map(f -> last - f)
        .filter(f -> data.has(f) && scalarLabel(data.fields().get(f)))
        .boxed().toList();
  }

  private static boolean scalarLabel(Field field) {
    return field.kind() == Field.Kind.LABEL && !field.selects() && field.shape().isEmpty();
  }
}
