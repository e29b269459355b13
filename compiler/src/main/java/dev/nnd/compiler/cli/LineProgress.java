package dev.nnd.compiler.cli;

import dev.nnd.runtime.EpochReport;
import dev.nnd.runtime.TrainingPlan;
import dev.nnd.runtime.TrainingReport;
import java.io.PrintStream;

/** A line for an epoch, but not for each of a thousand: at most twenty, evenly spaced, and the last. */
final class LineProgress implements Progress {
  private static final int MOST_LINES = 20;

  private final PrintStream out;
  private int every = 1;
  private int epochs;

  LineProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void started(TrainingPlan plan, int stepsPerEpoch) {
    epochs = plan.epochs();
    every = (epochs + MOST_LINES - 1) / MOST_LINES;
  }

  @Override
  public void epoch(EpochReport report) {
    if (isShown(report.epoch())) {
      show(report);
    }
  }

  @Override
  public void finished(TrainingReport report) {
    if (!isShown(report.last().epoch())) {
      show(report.last());
    }
  }

  @Override
  public void close() {}

  private boolean isShown(int epoch) {
    return epoch % every == 0 || epoch == epochs;
  }

  private void show(EpochReport report) {
    out.println("epoch " + report.epoch() + "/" + epochs + ": "
        + Progress.describe(report.objective(), report.validation()));
  }
}
