package dev.nnd.runtime;

/** Random orders: the shuffle of Fisher and Yates, as in Knuth, TAOCP 2, algorithm 3.4.2P. */
final class Shuffle {
  private Shuffle() {
  }

  static int[] identity(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    return order;
  }

  /** Sets the order to a random permutation that depends on seed, site and step alone. */
  static void permute(int[] order, long seed, int site, int step) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int i = order.length - 1; i > 0; i--) {
      int j = CounterRandom.below(i + 1, seed, site, step, 0, i);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }
}
