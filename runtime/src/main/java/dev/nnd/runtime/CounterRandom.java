package dev.nnd.runtime;

/**
 * Random numbers as a pure function of where they are used: no stream, no state, hence the same for any number of
 * threads.
 *
 * <p>Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011: ten rounds
 * of a keyed bijection of a 128-bit counter, which passes BigCrush. The key is the seed; the counter is (element,
 * example, step, site). Noise of a network uses sites and steps from 0; the runtime's own uses have negative sites or
 * steps, so that nothing is drawn twice.
 */
public final class CounterRandom {
  /** The site that shuffles the training set, with the epoch as its step. */
  static final int SHUFFLE = -1;
  /** The site that splits a data set. */
  static final int SPLIT = -2;
  /** The step at which parameters are initialised, with the parameter's number as the site. */
  static final int INITIAL = -1;

  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final int ROUNDS = 10;
  private static final double ULP_OF_53_BITS = 0x1p-53;

  private CounterRandom() {
  }

  /** 64 random bits. */
  public static long bits(long seed, int site, int step, int example, int element) {
    return philox(seed, site, step, example, element, false);
  }

  /** Uniform in [0, 1), a multiple of 2^-53. */
  public static double uniform(long seed, int site, int step, int example, int element) {
    return unit(bits(seed, site, step, example, element));
  }

  /** Standard normal: Box and Muller, 1958, the cosine branch. */
  public static double normal(long seed, int site, int step, int example, int element) {
    double radius = 1 - unit(philox(seed, site, step, example, element, false));
    double angle = unit(philox(seed, site, step, example, element, true));
    return Math.sqrt(-2 * Functions.log(radius)) * Functions.cos(2 * Math.PI * angle);
  }

  /** Uniform in 0 .. bound - 1, up to a bias below bound / 2^63. */
  public static int below(int bound, long seed, int site, int step, int example, int element) {
    return (int) Math.multiplyHigh(bits(seed, site, step, example, element) >>> 1, 2L * bound);
  }

  private static double unit(long bits) {
    return (bits >>> 11) * ULP_OF_53_BITS;
  }

  /** The first or the second half of Philox's 128 bits. */
  private static long philox(long seed, int site, int step, int example, int element, boolean second) {
    int c0 = element;
    int c1 = example;
    int c2 = step;
    int c3 = site;
    int k0 = (int) seed;
    int k1 = (int) (seed >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = MULTIPLIER_0 * (c0 & 0xFFFFFFFFL);
      long p1 = MULTIPLIER_1 * (c2 & 0xFFFFFFFFL);
      c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      c1 = (int) p1;
      c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c3 = (int) p0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    return second ? join(c2, c3) : join(c0, c1);
  }

  private static long join(int low, int high) {
    return (low & 0xFFFFFFFFL) | (long) high << 32;
  }
}
