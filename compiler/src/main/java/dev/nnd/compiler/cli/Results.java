package dev.nnd.compiler.cli;

import dev.nnd.runtime.ConfusionMatrix;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Evaluation;
import dev.nnd.runtime.Network;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Prints loss and metrics, a line each, in digits that round-trip. */
record Results(PrintStream out) {
  /** Of a trained network, on each part. */
  void print(Network network, Parts parts) {
    for (Map.Entry<String, DataSet> part : parts.named().entrySet()) {
      Evaluation evaluation = network.evaluate(part.getValue());
      line(part.getKey() + " loss", evaluation.loss());
      evaluation.metrics().forEach((metric, value) -> line(part.getKey() + " " + metric, value));
      evaluation.confusions().forEach((metric, matrix) -> table(part.getKey() + " " + metric, matrix));
    }
  }

  /** Of one data set; without a loss the metrics alone. */
  void print(Network network, DataSet data) {
    Evaluation evaluation = network.evaluate(data);
    if (Losses.has(network)) {
      line("loss", evaluation.loss());
      line("objective", evaluation.objective());
    }
    evaluation.metrics().forEach(this::line);
    evaluation.confusions().forEach(this::table);
  }

  /** A row a true class, a column a predicted one. */
  private void table(String name, ConfusionMatrix matrix) {
    List<String> header = new ArrayList<>(List.of(name));
    header.addAll(matrix.labels());
    TextTable table = new TextTable(1, header.toArray(String[]::new));
    for (int actual = 0; actual < matrix.labels().size(); actual++) {
      List<String> row = new ArrayList<>(List.of(matrix.labels().get(actual)));
      Arrays.stream(matrix.counts()[actual]).forEach(count -> row.add(Long.toString(count)));
      table.row(row.toArray(String[]::new));
    }
    table.print(out);
  }

  private void line(String name, double value) {
    out.println(name + " = " + Numbers.text(value));
  }
}
