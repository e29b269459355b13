package dev.nnd.runtime;

import java.util.Arrays;
import java.util.List;

/**
 * Fits the states {@code x.mean} and {@code x.deviation} of each standardized field x. A network that has them from an
 * earlier training, its own or that of the weights it was loaded from, keeps them: its parameters were learned with them.
 */
final class Standardization {
  private static final String MEAN = ".mean";
  private static final String DEVIATION = ".deviation";

  private Standardization() {
  }

  static void fit(Signature signature, DataSet train, Parameters parameters) {
    List<Field> fields = signature.fields();
    for (int f = 0; f < fields.size(); f++) {
      String name = fields.get(f).name();
      if (fields.get(f).standardized() && !isFitted(name, parameters)) {
        double[] mean = mean(train, f);
        parameters.setValues(name + MEAN, mean);
        parameters.setValues(name + DEVIATION, deviation(train, f, mean));
      }
    }
  }

  /** Whether the states have left their first values, which standardize nothing. */
  private static boolean isFitted(String name, Parameters parameters) {
    return Arrays.stream(parameters.values(name + MEAN)).anyMatch(mean -> mean != 0)
        || Arrays.stream(parameters.values(name + DEVIATION)).anyMatch(deviation -> deviation != 1);
  }

  /**
   * As the first example and the mean distance from it, so that it is exact where all examples are equal, and precise
   * where they lie close together and far from 0.
   */
  private static double[] mean(DataSet data, int field) {
    double[] first = data.doubles(field, 0);
    double[] distance = new double[first.length];
    for (int i = 0; i < data.size(); i++) {
      double[] x = data.doubles(field, i);
      for (int c = 0; c < distance.length; c++) {
        distance[c] += (x[c] - first[c]) / data.size();
      }
    }
    double[] mean = new double[first.length];
    for (int c = 0; c < mean.length; c++) {
      mean[c] = first[c] + distance[c];
    }
    return mean;
  }

  /** The population deviation, about the mean that is already known; 0 counts as 1. */
  private static double[] deviation(DataSet data, int field, double[] mean) {
    double[] deviation = new double[mean.length];
    for (int i = 0; i < data.size(); i++) {
      double[] x = data.doubles(field, i);
      for (int c = 0; c < mean.length; c++) {
        deviation[c] = Math.fma(x[c] - mean[c], x[c] - mean[c], deviation[c]);
      }
    }
    for (int c = 0; c < mean.length; c++) {
      deviation[c] = deviation[c] == 0 ? 1 : Math.sqrt(deviation[c] / data.size());
    }
    return deviation;
  }
}
