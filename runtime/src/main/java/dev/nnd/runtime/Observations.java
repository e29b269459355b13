package dev.nnd.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metrics of a data set, as its examples come in. */
final class Observations {
  private final List<Metric> metrics;
  private final double[] sums;
  private final Map<Integer, Determination> determinations = new LinkedHashMap<>();
  private final Map<Integer, long[][]> confusions = new LinkedHashMap<>();
  private long examples;

  Observations(List<Metric> metrics) {
    this.metrics = metrics;
    this.sums = new double[metrics.size()];
    for (int m = 0; m < sums.length; m++) {
      Metric metric = metrics.get(m);
      if (metric.kind() == Metric.Kind.R2) {
        determinations.put(m, new Determination(metric.width()));
      } else if (metric.kind() == Metric.Kind.CONFUSION) {
        confusions.put(m, new long[metric.classes()][metric.classes()]);
      }
    }
  }

  /** Adds what was scored last. */
  void add(Inference inference, int batch) {
    examples += batch;
    for (int m = 0; m < sums.length; m++) {
      if (metrics.get(m).kind() == Metric.Kind.MEAN) {
        sums[m] += inference.metricSum(m);
      } else {
        for (int i = 0; i < batch; i++) {
          observe(m, inference, i);
        }
      }
    }
  }

  private void observe(int m, Inference inference, int example) {
    int width = metrics.get(m).width();
    double[] prediction = new double[width];
    double[] target = new double[width];
    for (int c = 0; c < width; c++) {
      prediction[c] = inference.observation(m, example, c);
      target[c] = inference.observation(m, example, width + c);
    }
    if (determinations.containsKey(m)) {
      determinations.get(m).add(prediction, target);
    } else {
      for (int c = 0; c < width; c++) {
        confusions.get(m)[(int) target[c]][(int) prediction[c]]++;
      }
    }
  }

  /** Those that are numbers. */
  Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (int m = 0; m < sums.length; m++) {
      if (metrics.get(m).isNumber()) {
        numbers.put(metrics.get(m).name(), determinations.containsKey(m) ? determinations.get(m).value() : sums[m] / examples);
      }
    }
    return numbers;
  }

  Map<String, ConfusionMatrix> confusions() {
    Map<String, ConfusionMatrix> matrices = new LinkedHashMap<>();
    confusions.forEach((m, counts) ->
        matrices.put(metrics.get(m).name(), new ConfusionMatrix(metrics.get(m).labels(), counts)));
    return matrices;
  }
}
