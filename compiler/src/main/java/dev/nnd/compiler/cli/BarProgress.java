package dev.nnd.compiler.cli;

import dev.nnd.runtime.EpochReport;
import dev.nnd.runtime.TrainingPlan;
import java.io.PrintStream;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that is drawn anew a few times a second, by a thread of its own. */
final class BarProgress implements Progress {
  private static final int WIDTH = 120;
  private static final int MILLISECONDS = 200;

  private final PrintStream out;
  private Optional<ProgressBar> bar = Optional.empty();

  BarProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void started(TrainingPlan plan, int stepsPerEpoch) {
    bar = Optional.of(new ProgressBarBuilder()
        .setTaskName("training")
        .setInitialMax((long) plan.epochs() * stepsPerEpoch)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(MILLISECONDS)
        .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
        .build());
  }

  @Override
  public void step(int epoch, int step, double objective) {
    bar.ifPresent(ProgressBar::step);
  }

  @Override
  public void epoch(EpochReport report) {
    bar.ifPresent(shown -> shown.setExtraMessage(
        " epoch " + report.epoch() + ", " + Progress.describe(report.objective(), report.validation())));
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
    bar = Optional.empty();
  }
}
