package dev.nnd.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import demo.Line;
import demo.Moons;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
  private static Evaluation accuracy(double value) {
    return new Evaluation(10, 1, 1, Map.of("accuracy", value));
  }

  private static Evaluation loss(double value) {
    return new Evaluation(10, value, value, Map.of());
  }

  @Test
  void aRateOfHitsMustRise() {
    TrainingPlan plan = TrainingPlan.defaults().withPatience(2).withDirections(MetricDirection.HIGHER);
    EarlyStopping stopping = new EarlyStopping(plan, Moons.create(1).signature());
    assertThat(stopping.improves(1, accuracy(0.5))).isTrue();
    assertThat(stopping.improves(2, accuracy(0.7))).isTrue();
    assertThat(stopping.improves(3, accuracy(0.7))).isFalse();
    assertThat(stopping.exhausted(3)).isFalse();
    assertThat(stopping.improves(4, accuracy(0.6))).isFalse();
    assertThat(stopping.exhausted(4)).isTrue();
    assertThat(stopping.bestEpoch()).isEqualTo(2);
  }

  @Test
  void aMatrixCannotDecide() {
    Signature signature = new Signature("N", "n.nnd", Precision.FLOAT, List.of(), List.of(), List.of(), List.of(),
        List.of(Metric.confusion("table", 1, 2), Metric.r2("fit", 3)));
    TrainingPlan plan = TrainingPlan.defaults().withDirections(MetricDirection.LOWER, MetricDirection.HIGHER);
    EarlyStopping stopping = new EarlyStopping(plan, signature);
    assertThat(stopping.improves(1, accuracy(0.5))).isTrue();
    assertThat(stopping.improves(2, accuracy(0.4))).isFalse();
    assertThat(stopping.improves(3, accuracy(0.6))).isTrue();
    Signature alone = new Signature("N", "n.nnd", Precision.FLOAT, List.of(), List.of(), List.of(), List.of(),
        List.of(Metric.confusion("table", 1, 2)));
    EarlyStopping byLoss = new EarlyStopping(TrainingPlan.defaults().withDirections(MetricDirection.HIGHER), alone);
    assertThat(byLoss.improves(1, loss(0.5))).isTrue();
    assertThat(byLoss.improves(2, loss(0.6))).isFalse();
    assertThat(byLoss.improves(3, loss(0.4))).isTrue();
  }

  @Test
  void aLossMustFallAndNaNNeverDoes() {
    EarlyStopping stopping = new EarlyStopping(TrainingPlan.defaults(), Line.create(1).signature());
    assertThat(stopping.improves(1, loss(Double.NaN))).isFalse();
    assertThat(stopping.improves(2, loss(3))).isTrue();
    assertThat(stopping.improves(3, loss(2))).isTrue();
    assertThat(stopping.improves(4, loss(3))).isFalse();
    assertThat(stopping.exhausted(1_000)).isFalse();
  }
}
