package dev.nnd.compiler.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Points at which formulas break: special numbers with their neighbours, and random ones of every scale. */
public final class HardPoints {
  private static final double[] SCALES = {1e-300, 1e-16, 1e-8, 1, 30, 700, 1e4, 1e154};
  private static final double[] FEW = {0, 1e-300, -1e-16, 1e-8, 1, -1, 30, -30, 700, -700, 1e4, -1e154};

  private HardPoints() {}

  /** No subnormal number is an input: what is left of its digits is too few, and its reciprocal overflows. */
  private static List<Double> grid() {
    List<Double> grid = new ArrayList<>(List.of(0.0, -0.0, Double.MIN_NORMAL, -Double.MIN_NORMAL));
    for (double scale : SCALES) {
      for (double at : new double[] {scale, -scale}) {
        grid.addAll(List.of(at, Math.nextUp(at), Math.nextDown(at), at * (1 + 1e-8), at * (1 - 1e-8)));
      }
    }
    return grid;
  }

  /**
   * The same points whenever they are asked for; of a greater count those of a smaller one are part.
   *
   * @param count of the random points of each scale
   */
  public static List<Map<String, Double>> of(List<String> variables, int count, long seed) {
    List<Map<String, Double>> points = new ArrayList<>();
    if (variables.size() == 1) {
      grid().forEach(value -> points.add(Map.of(variables.get(0), value)));
    } else {
      combine(variables, new TreeMap<>(), points);
      // Neighbours of each other
      for (double value : grid()) {
        Map<String, Double> point = new TreeMap<>();
        for (int i = 0; i < variables.size(); i++) {
          point.put(variables.get(i), i == 0 ? value : value * (1 + i * 0x1p-52));
        }
        points.add(point);
      }
    }
    for (double scale : SCALES) {
      Random random = new Random(seed + Double.hashCode(scale));
      for (int i = 0; i < count; i++) {
        Map<String, Double> point = new TreeMap<>();
        for (String variable : variables) {
          double other = i % 2 == 0 ? scale : SCALES[random.nextInt(SCALES.length)];
          point.put(variable, (point.isEmpty() ? scale : other) * (2 * random.nextDouble() - 1));
        }
        points.add(point);
      }
    }
    return points;
  }

  private static void combine(List<String> variables, Map<String, Double> point, List<Map<String, Double>> points) {
    if (point.size() == variables.size()) {
      points.add(new TreeMap<>(point));
      return;
    }
    String variable = variables.get(point.size());
    for (double value : FEW) {
      Map<String, Double> longer = new TreeMap<>(point);
      longer.put(variable, value);
      combine(variables, longer, points);
    }
  }
}
