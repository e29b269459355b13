package dev.nnd.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One run of algorithm 4.1. A step allocates nothing. */
final class TrainingLoop {
  private final Trainer<?> trainer;
  private final Signature signature;
  private final TrainingPlan plan;
  private final ProgressListener listener;
  private final DataSet train;
  private final Updater updater;
  private final int[] order;
  private final Batch batch;
  private final List<EpochReport> epochs = new ArrayList<>();
  private double rate;
  private int step;

  TrainingLoop(Trainer<?> trainer, Signature signature, TrainingPlan plan, ProgressListener listener, DataSet train) {
    this.trainer = trainer;
    this.signature = signature;
    this.plan = plan;
    this.listener = listener;
    this.train = train;
    this.updater = trainer.updater(plan.optimizer());
    this.order = new int[train.size()];
    this.batch = new Batch(train, order, 0, 0);
  }

  /** All epochs; the last weights count. */
  TrainingReport run() {
    begin();
    for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
      long start = System.nanoTime();
      double objective = epoch(epoch);
      trainer.keepBest();
      report(epoch, objective, Optional.empty(), start);
    }
    return finish(TrainingReport.Stop.ALL_EPOCHS, plan.epochs());
  }

  /** Until the patience is exhausted; the weights of the best epoch count. */
  TrainingReport run(DataSet valid) {
    begin();
    EarlyStopping stopping = new EarlyStopping(plan, signature);
    Evaluator evaluator = new Evaluator(signature, trainer.inference());
    TrainingReport.Stop stop = TrainingReport.Stop.ALL_EPOCHS;
    for (int epoch = 1; epoch <= plan.epochs() && stop == TrainingReport.Stop.ALL_EPOCHS; epoch++) {
      long start = System.nanoTime();
      double objective = epoch(epoch);
      Evaluation validation = evaluator.evaluate(valid);
      if (stopping.improves(epoch, validation)) {
        trainer.keepBest();
      }
      report(epoch, objective, Optional.of(validation), start);
      if (stopping.exhausted(epoch)) {
        stop = TrainingReport.Stop.NO_IMPROVEMENT;
      }
    }
    if (stopping.bestEpoch() == 0) {
      // Nothing told the epochs apart.
      trainer.keepBest();
    }
    return finish(stop, stopping.bestEpoch() == 0 ? epochs.size() : stopping.bestEpoch());
  }

  private void begin() {
    trainer.step(0);
    trainer.keepBest();
    listener.started(plan, (train.size() + plan.batch() - 1) / plan.batch());
  }

  /** One pass over the shuffled training set; the last mini-batch may be smaller. */
  private double epoch(int epoch) {
    Shuffle.permute(order, plan.seed(), CounterRandom.SHUFFLE, epoch);
    double sum = 0;
    step = 0;
    for (int from = 0; from < order.length; from += plan.batch()) {
      step++;
      batch.set(train, order, from, Math.min(plan.batch(), order.length - from));
      double objective = trainer.lossAndGradient(batch);
      if (!Double.isFinite(objective)) {
        throw failure("the loss is " + objective, epoch);
      }
      trainer.updateStates(batch.size());
      update(epoch);
      listener.step(epoch, step, objective);
      sum += objective * batch.size();
    }
    if (!trainer.parameterStore().isFinite()) {
      throw failure("the weights are no longer finite", epoch);
    }
    return sum / order.length;
  }

  private void update(int epoch) {
    clip();
    rate = plan.optimizer().rate() * plan.schedule().factor(epoch - 1, updater.steps());
    updater.step(rate);
    trainer.step((int) updater.steps());
    trainer.parametersChanged();
  }

  /** Scales the gradient down to the greatest global norm: Pascanu, Mikolov, Bengio, 2013, algorithm 1. */
  private void clip() {
    OptionalDouble limit = plan.clip();
    if (limit.isPresent()) {
      double norm = Math.sqrt(trainer.gradientStore().squaredNorm());
      if (norm > limit.getAsDouble()) {
        trainer.gradientStore().scale(limit.getAsDouble() / norm);
      }
    }
  }

  private void report(int epoch, double objective, Optional<Evaluation> validation, long start) {
    EpochReport report = new EpochReport(epoch, objective, validation, rate, System.nanoTime() - start);
    epochs.add(report);
    listener.epoch(report);
  }

  private TrainingReport finish(TrainingReport.Stop stop, int bestEpoch) {
    restore();
    TrainingReport report = new TrainingReport(epochs, stop, bestEpoch);
    listener.finished(report);
    return report;
  }

  private TrainingException failure(String what, int epoch) {
    restore();
    return new TrainingException(what, epoch, step);
  }

  private void restore() {
    trainer.restoreBest();
    trainer.parametersChanged();
    trainer.publish();
  }
}
