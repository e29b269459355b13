package dev.nnd.samples;

import dev.nnd.runtime.CounterRandom;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two clouds of points in the plane: one normally distributed, the other the same points shifted by (3, 4) and in another
 * order. Their Wasserstein distance is known: the length of the shift, 5. No transport costs less, as it must move the
 * mean that far.
 */
public final class Clouds {
  private static final int SHIFT_X = 3;
  private static final int SHIFT_Y = 4;
  private static final int SITE = 0;

  private Clouds() {}

  public static Table table(int points, long seed) {
    List<List<String>> rows = new ArrayList<>();
    for (int example = 0; example < points; example++) {
      // A step of more than half the cloud, so that no point is paired with its own image.
      int other = (example + points / 2) % points;
      rows.add(List.of(
          coordinate(seed, example, 0, 0), coordinate(seed, example, 1, 0),
          coordinate(seed, other, 0, SHIFT_X), coordinate(seed, other, 1, SHIFT_Y)));
    }
    return new Table(List.of("here[0]", "here[1]", "there[0]", "there[1]"), rows);
  }

  private static String coordinate(long seed, int point, int axis, int shift) {
    double z = CounterRandom.normal(seed, SITE, 0, point, axis);
    return BigDecimal.valueOf(z + shift).setScale(4, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** Writes 512 points of each; the argument is the file. */
  public static void main(String[] arguments) throws IOException {
    table(512, 1).write(Path.of(arguments[0]));
  }
}
