package dev.nnd.compiler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Field;
import dev.nnd.runtime.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Compares emitted gradients with central differences of the emitted objective. */
public final class Gradients {
  private static final double TOLERANCE = 1e-6;
  private static final double STEP = 1e-5;

  private Gradients() {}

  /** Random examples: inputs normal, targets within their declared range. */
  public static DataSet data(Network network, int examples, long seed) {
    Random random = new Random(seed);
    List<Field> fields = network.signature().fields();
    DataSet.Builder builder = DataSet.builder(fields);
    for (int f = 0; f < fields.size(); f++) {
      Field field = fields.get(f);
      if (field.kind() == Field.Kind.LABEL) {
        builder.labels(f, random.ints((long) examples * field.components(), 0, field.classes()).toArray());
      } else {
        double[][] rows = new double[examples][field.components()];
        for (double[] row : rows) {
          for (int i = 0; i < row.length; i++) {
            row[i] = Double.isInfinite(field.low())
                ? random.nextGaussian()
                : field.low() + (field.high() - field.low()) * random.nextDouble();
          }
        }
        builder.doubles(f, rows);
      }
    }
    return builder.build();
  }

  /** Moves every parameter away from its first value: zeros would hide errors. */
  public static double[] perturb(Network network, long seed) {
    double[] parameters = new double[network.parameterCount()];
    network.copyTo(parameters);
    Random random = new Random(seed);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += 0.3 * random.nextGaussian();
    }
    network.copyFrom(parameters);
    return parameters;
  }

  /**
   * Checks every element, |a − n| ≤ 1e-6 max(1, |a|). Where one-sided differences disagree there is a kink: there the
   * gradient must lie between them.
   *
   * @return the elements at a kink
   */
  public static List<Integer> check(String name, Network network, DataSet data, double[] parameters) {
    double[] gradient = new double[parameters.length];
    double[] unused = new double[parameters.length];
    double objective = network.lossAndGradient(data, gradient);
    assertThat(objective).as(name).isFinite();
    List<Integer> kinks = new ArrayList<>();
    for (int i = 0; i < parameters.length; i++) {
      double at = parameters[i];
      double step = STEP * Math.max(1, Math.abs(at));
      parameters[i] = at + step;
      network.copyFrom(parameters);
      double above = network.lossAndGradient(data, unused);
      parameters[i] = at - step;
      network.copyFrom(parameters);
      double below = network.lossAndGradient(data, unused);
      parameters[i] = at;
      double right = (above - objective) / step;
      double left = (objective - below) / step;
      double central = (above - below) / (2 * step);
      double allowed = TOLERANCE * Math.max(1, Math.abs(gradient[i]));
      if (Math.abs(right - left) > 1e-3 * Math.max(1, Math.abs(central))) {
        kinks.add(i);
        assertThat(gradient[i]).as(name + " element " + i + " at a kink")
            .isBetween(Math.min(left, right) - 1e-3, Math.max(left, right) + 1e-3);
      } else {
        assertThat(Math.abs(gradient[i] - central)).as(
            name + " element " + i + ": derived " + gradient[i] + ", measured " + central).isLessThanOrEqualTo(allowed);
      }
    }
    network.copyFrom(parameters);
    return kinks;
  }
}
