package dev.nnd.runtime;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Watches the first metric that is a number on the validation part, or its loss where there is none, and remembers the best
 * epoch.
 */
final class EarlyStopping {
  private final OptionalInt patience;
  private final MetricDirection direction;
  private double best;
  private int bestEpoch;

  EarlyStopping(TrainingPlan plan, Signature signature) {
    patience = plan.patience();
    direction = IntStream.range(0, Math.min(plan.directions().size(), signature.metrics().size()))
        .filter(m -> signature.metrics().get(m).isNumber())
        .mapToObj(plan.directions()::get)
        .findFirst()
        .orElse(MetricDirection.LOWER);
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

  /** The best epoch; 0 as long as no value was a number. */
  int bestEpoch() {
    return bestEpoch;
  }

  boolean exhausted(int epoch) {
    return patience.isPresent() && epoch - bestEpoch >= patience.getAsInt();
  }
}
