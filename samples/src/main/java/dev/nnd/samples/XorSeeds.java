package dev.nnd.samples;

import dev.nnd.compiler.load.GeneratedNetwork;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How often two hidden units learn exclusive or, from the seeds 1, 2, …; and how often a rectified linear unit is dead
 * at the end: 0 for all four inputs, so that its gradient is 0 for good (textbook, section 4.1.2).
 */
public final class XorSeeds {
  private static final float[][] INPUTS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  private static final float[][] TARGETS = {{0}, {1}, {1}, {0}};

  private XorSeeds() {}

  /**
   * What became of some seeds.
   *
   * @param seeds how many were tried
   * @param learned how many ended with all four examples right
   * @param failedWithDeadUnit how many of the others ended with a hidden unit that is 0 for all inputs
   */
  public record Outcome(int seeds, int learned, int failedWithDeadUnit) {}

  public static Outcome run(Path nnd, int seeds) throws IOException {
    GeneratedNetwork generated = Sample.compile(nnd, Precision.FLOAT);
    int learned = 0;
    int dead = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      Network network = generated.create(seed);
      DataSet data = network.data().floats(0, INPUTS).floats(1, TARGETS).build();
      network.trainer().seed(seed).fit(data);
      if (network.evaluate(data).metric("accuracy") == 1) {
        learned++;
      } else if (hasDeadUnit(network.predict(data, 0))) {
        dead++;
      }
    }
    return new Outcome(seeds, learned, dead);
  }

  private static boolean hasDeadUnit(double[][] hidden) {
    for (int unit = 0; unit < hidden[0].length; unit++) {
      boolean silent = true;
      for (double[] example : hidden) {
        silent &= example[unit] == 0;
      }
      if (silent) {
        return true;
      }
    }
    return false;
  }

  /** Prints the outcomes of 100 seeds each; the argument is the folder of the .nnd files. */
  public static void main(String[] arguments) throws IOException {
    for (String name : new String[] {"xor.nnd", "xor-relu.nnd"}) {
      Outcome outcome = run(Path.of(arguments[0], name), 100);
      System.out.println(name + ": " + outcome.learned() + " of " + outcome.seeds() + " seeds learn it; "
          + outcome.failedWithDeadUnit() + " others end with a dead unit");
    }
  }
}
