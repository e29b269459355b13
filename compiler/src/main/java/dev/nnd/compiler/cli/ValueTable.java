package dev.nnd.compiler.cli;

import dev.nnd.compiler.Probe;
import dev.nnd.compiler.load.NetworkProbe;
import dev.nnd.compiler.load.ValueReport;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Network;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * How the values of a trained network fare on the first examples of the training part: norms of gradients that fall from
 * line to line vanish towards the input, and a dead unit is 0 for all these examples.
 */
record ValueTable(PrintStream out) {
  /** Larger networks take many seconds to differentiate once more. */
  static final int MOST_NODES = 3_000;

  private static final int MOST_EXAMPLES = 1_000;
  private static final int FEWEST_EXAMPLES = 10;
  /** Multiply-adds that take about a second. */
  private static final long MOST_WORK = 2_000_000_000L;

  void print(Probe probe, Network trained, DataSet train) throws IOException {
    if (probe instanceof Probe.TooLarge large) {
      out.println(String.format(Locale.ROOT, "no gradients by values: the formulas have %,d nodes, more than %,d",
          large.nodes(), MOST_NODES));
    } else {
      print((Probe.Ready) probe, trained, train);
    }
  }

  private void print(Probe.Ready probe, Network trained, DataSet train) throws IOException {
    int affordable = (int) Math.min(MOST_EXAMPLES, MOST_WORK / Math.max(1, probe.work()));
    int examples = Math.min(affordable, train.size());
    if (affordable < FEWEST_EXAMPLES) {
      out.println(String.format(
          Locale.ROOT, "no gradients by values: they would take %,d multiply-adds for each example", probe.work()));
      return;
    }
    List<ValueReport> reports = NetworkProbe.of(probe, trained).run(train, examples);
    if (reports.isEmpty()) {
      return;
    }
    boolean units = reports.stream().anyMatch(report -> report.dead().isPresent());
    out.println("norm of the loss's gradient by each value" + (units ? " and dead units" : "") + ", over "
        + (examples == 1 ? "1 example" : examples + " examples") + " of the training part");
    TextTable table = units
        ? new TextTable(2, "value", "shape", "gradient", "dead units")
        : new TextTable(2, "value", "shape", "gradient");
    for (ValueReport report : reports) {
      String gradient = report.gradient().isPresent() ? Progress.brief(report.gradient().getAsDouble()) : "";
      if (units) {
        table.row(report.value(), report.shape().toString(), gradient, dead(report));
      } else {
        table.row(report.value(), report.shape().toString(), gradient);
      }
    }
    table.print(out);
  }

  private static String dead(ValueReport report) {
    return report.dead().isEmpty() ? "" : String.format(
        Locale.ROOT, "%d of %d (%.1f %%)", report.dead().getAsInt(), report.units(),
        100.0 * report.dead().getAsInt() / report.units());
  }
}
