package dev.nnd.runtime;

import java.util.OptionalInt;

/**
 * Watches the first metric on the validation part, or its loss where there is no metric, and remembers the best epoch.
 */
final class EarlyStopping {
  private final OptionalInt patience;
  private final MetricDirection direction;
  private double best;
  private int bestEpoch;

  EarlyStopping(TrainingPlan plan, Signature signature) {
    boolean metric = !signature.metrics().isEmpty();
    patience = plan.patience();
    direction = metric && !plan.directions().isEmpty() ? plan.directions().get(0) : MetricDirection.LOWER;
    best = direction.worst();
  }

  /** Whether the epoch is strictly better than all before it. */
  boolean improves(int epoch, Evaluation validation) {
    double value = validation.metrics().values().stream().findFirst().orElse(validation.loss());
    boolean better = direction.better(value, best);
    if (better) {
      best = value;
      bestEpoch = epoch;
    }
    return better;
  }

  int bestEpoch() {
    return bestEpoch;
  }

  boolean exhausted(int epoch) {
    return patience.isPresent() && epoch - bestEpoch >= patience.getAsInt();
  }
}
