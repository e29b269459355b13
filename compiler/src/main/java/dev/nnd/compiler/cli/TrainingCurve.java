package dev.nnd.compiler.cli;

import dev.nnd.runtime.EpochReport;
import dev.nnd.runtime.Evaluation;
import dev.nnd.runtime.TrainingReport;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The course of a training in a few lines: some epochs evenly spaced, with the first, the best and the last. */
record TrainingCurve(TrainingReport report) {
  private static final int MOST_EPOCHS = 8;
  private static final int WIDTH = 60;
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";

  /** Of a single epoch there is no course. */
  void print(PrintStream out) {
    if (report.epochs().size() == 1) {
      return;
    }
    Optional<Evaluation> validation = report.last().validation();
    List<String> header = new ArrayList<>(List.of("epoch", "objective"));
    validation.ifPresent(found -> {
      header.add("valid loss");
      found.metrics().keySet().forEach(metric -> header.add("valid " + metric));
      header.add("");
    });
    TextTable table = new TextTable(0, header.toArray(String[]::new));
    for (int epoch : shown()) {
      table.row(row(report.epochs().get(epoch - 1)).toArray(String[]::new));
    }
    out.println("the course of the training");
    table.lines().forEach(line -> out.println("  " + line));
  }

  private TreeSet<Integer> shown() {
    int last = report.epochs().size();
    TreeSet<Integer> shown = new TreeSet<>(List.of(1, report.bestEpoch(), last));
    int every = (last + MOST_EPOCHS - 1) / MOST_EPOCHS;
    for (int epoch = every; epoch <= last; epoch += every) {
      shown.add(epoch);
    }
    return shown;
  }

  private List<String> row(EpochReport epoch) {
    List<String> row = new ArrayList<>(List.of(Integer.toString(epoch.epoch()), Progress.brief(epoch.objective())));
    epoch.validation().ifPresent(found -> {
      row.add(Progress.brief(found.loss()));
      found.metrics().values().forEach(value -> row.add(Progress.brief(value)));
      row.add(epoch.epoch() == report.bestEpoch() ? "best" : "");
    });
    return row;
  }

  /** The objective of all epochs as blocks of different heights; nothing of a single epoch. */
  Optional<String> line() {
    int epochs = report.epochs().size();
    double least = report.epochs().stream().mapToDouble(EpochReport::objective).min().orElseThrow();
    double most = report.epochs().stream().mapToDouble(EpochReport::objective).max().orElseThrow();
    if (epochs == 1 || !(most > least) || Double.isInfinite(most - least)) {
      return Optional.empty();
    }
    int width = Math.min(WIDTH, epochs);
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < width; column++) {
      double objective = report.epochs().get((int) ((long) column * (epochs - 1) / (width - 1))).objective();
      line.append(BLOCKS.charAt((int) Math.round((objective - least) / (most - least) * (BLOCKS.length() - 1))));
    }
    return Optional.of(line + "  objective " + Progress.brief(most) + " … " + Progress.brief(least));
  }
}
