package dev.nnd.runtime;

/**
 * Draws the noise of a network: a number for each site of the formulas, example and element, which the seed and the
 * step determine. A generated workspace owns one; drawing allocates nothing.
 */
public final class Noise {
  private final int[] examples;
  private long seed;
  private int step;

  /**
   * Noise of step 0, for the examples 0, 1, … of a batch.
   *
   * @param capacity the greatest number of examples in a batch
   * @param seed of the random numbers
   */
  public Noise(int capacity, long seed) {
    this.examples = Shuffle.identity(capacity);
    this.seed = seed;
  }

  /**
   * Sets what keys the noise besides its place.
   *
   * @param seed of the training
   * @param step the number of updates so far
   */
  public void at(long seed, int step) {
    this.seed = seed;
    this.step = step;
  }

  /** Lets each example of the batch have the noise of its number in the data set. */
  public void of(Batch batch) {
    for (int n = 0; n < batch.size(); n++) {
      examples[n] = batch.example(n);
    }
  }

  /** Lets the examples of the batch have the noise of the numbers {@code first, first + 1, …}. */
  public void from(int first) {
    for (int n = 0; n < examples.length; n++) {
      examples[n] = first + n;
    }
  }

  /** Fills a row an example with numbers that are uniform in [0, 1). */
  public void uniform(int site, float[][] rows, int size) {
    for (int n = 0; n < size; n++) {
      for (int i = 0; i < rows[n].length; i++) {
        rows[n][i] = toFloat(CounterRandom.uniform(seed, site, step, examples[n], i));
      }
    }
  }

  /** Fills a row an example with numbers that are uniform in [0, 1). */
  public void uniform(int site, double[][] rows, int size) {
    for (int n = 0; n < size; n++) {
      for (int i = 0; i < rows[n].length; i++) {
        rows[n][i] = CounterRandom.uniform(seed, site, step, examples[n], i);
      }
    }
  }

  /** Gives each example a number that is uniform in [0, 1). */
  public void uniform(int site, float[] numbers, int size) {
    for (int n = 0; n < size; n++) {
      numbers[n] = toFloat(CounterRandom.uniform(seed, site, step, examples[n], 0));
    }
  }

  /** Gives each example a number that is uniform in [0, 1). */
  public void uniform(int site, double[] numbers, int size) {
    for (int n = 0; n < size; n++) {
      numbers[n] = CounterRandom.uniform(seed, site, step, examples[n], 0);
    }
  }

  /** Fills a row an example with standard normal numbers. */
  public void normal(int site, float[][] rows, int size) {
    for (int n = 0; n < size; n++) {
      for (int i = 0; i < rows[n].length; i++) {
        rows[n][i] = (float) CounterRandom.normal(seed, site, step, examples[n], i);
      }
    }
  }

  /** Fills a row an example with standard normal numbers. */
  public void normal(int site, double[][] rows, int size) {
    for (int n = 0; n < size; n++) {
      for (int i = 0; i < rows[n].length; i++) {
        rows[n][i] = CounterRandom.normal(seed, site, step, examples[n], i);
      }
    }
  }

  /** Gives each example a standard normal number. */
  public void normal(int site, float[] numbers, int size) {
    for (int n = 0; n < size; n++) {
      numbers[n] = (float) CounterRandom.normal(seed, site, step, examples[n], 0);
    }
  }

  /** Gives each example a standard normal number. */
  public void normal(int site, double[] numbers, int size) {
    for (int n = 0; n < size; n++) {
      numbers[n] = CounterRandom.normal(seed, site, step, examples[n], 0);
    }
  }

  /** Rounded down: to nearest, a number near 1 would become 1. */
  private static float toFloat(double unit) {
    return (int) (unit * 0x1p24) * 0x1p-24f;
  }
}
