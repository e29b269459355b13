package dev.nnd.compiler.cli;

import dev.nnd.runtime.EpochReport;
import dev.nnd.runtime.ProgressListener;
import dev.nnd.runtime.TrainingPlan;
import dev.nnd.runtime.TrainingReport;

/** Two listeners as one. */
record Both(ProgressListener first, ProgressListener second) implements ProgressListener {
  @Override
  public void started(TrainingPlan plan, int stepsPerEpoch) {
    first.started(plan, stepsPerEpoch);
    second.started(plan, stepsPerEpoch);
  }

  @Override
  public void step(int epoch, int step, double objective) {
    first.step(epoch, step, objective);
    second.step(epoch, step, objective);
  }

  @Override
  public void epoch(EpochReport report) {
    first.epoch(report);
    second.epoch(report);
  }

  @Override
  public void finished(TrainingReport report) {
    first.finished(report);
    second.finished(report);
  }
}
