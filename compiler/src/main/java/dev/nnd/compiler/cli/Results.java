package dev.nnd.compiler.cli;

import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Evaluation;
import dev.nnd.runtime.Network;
import java.io.PrintStream;
import java.util.Map;

/** Prints loss and metrics, a line each, in digits that round-trip. */
record Results(PrintStream out) {
  /** Of a trained network, on each part. */
  void print(Network network, Parts parts) {
    for (Map.Entry<String, DataSet> part : parts.named().entrySet()) {
      Evaluation evaluation = network.evaluate(part.getValue());
      line(part.getKey() + " loss", evaluation.loss());
      evaluation.metrics().forEach((metric, value) -> line(part.getKey() + " " + metric, value));
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
  }

  private void line(String name, double value) {
    out.println(name + " = " + Numbers.text(value));
  }
}
