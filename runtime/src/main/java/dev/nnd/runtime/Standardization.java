package dev.nnd.runtime;

import java.util.List;

/** Fits the states {@code x.mean} and {@code x.deviation} of each standardized field x. */
final class Standardization {
  private Standardization() {
  }

  static void fit(Signature signature, DataSet train, Parameters parameters) {
    List<Field> fields = signature.fields();
    for (int f = 0; f < fields.size(); f++) {
      if (fields.get(f).standardized()) {
        double[] mean = mean(train, f);
        parameters.setValues(fields.get(f).name() + ".mean", mean);
        parameters.setValues(fields.get(f).name() + ".deviation", deviation(train, f, mean));
      }
    }
  }

  private static double[] mean(DataSet data, int field) {
    double[] mean = new double[data.fields().get(field).components()];
    for (int i = 0; i < data.size(); i++) {
      double[] x = data.doubles(field, i);
      for (int c = 0; c < mean.length; c++) {
        mean[c] += x[c];
      }
    }
    for (int c = 0; c < mean.length; c++) {
      mean[c] /= data.size();
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
