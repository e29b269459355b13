package dev.nnd.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void factors() {
    assertThat(Schedule.constant().factor(9, 99)).isEqualTo(1);
    assertThat(Schedule.step(2, 0.5).factor(0, 0)).isEqualTo(1);
    assertThat(Schedule.step(2, 0.5).factor(1, 0)).isEqualTo(1);
    assertThat(Schedule.step(2, 0.5).factor(5, 0)).isEqualTo(0.25);
    assertThat(Schedule.exponential(0.5).factor(3, 0)).isEqualTo(0.125);
    assertThat(Schedule.cosine(10).factor(0, 0)).isEqualTo(1);
    assertThat(Schedule.cosine(10).factor(5, 0)).isCloseTo(0.5, within(1e-15));
    assertThat(Schedule.cosine(10).factor(10, 0)).isZero();
    assertThat(Schedule.warmup(4).factor(0, 0)).isEqualTo(0.25);
    assertThat(Schedule.warmup(4).factor(0, 3)).isEqualTo(1);
    assertThat(Schedule.warmup(4).factor(0, 100)).isEqualTo(1);
  }

  @Test
  void refusals() {
    assertThatThrownBy(() -> Schedule.step(0, 0.5)).hasMessageContaining("positive number of epochs");
    assertThatThrownBy(() -> TrainingPlan.defaults().withBatch(0)).hasMessageContaining("batch must be positive");
    assertThatThrownBy(() -> TrainingPlan.defaults().withOptimizer(Optimizer.sgd(Double.NaN)))
        .hasMessageContaining("learning rate");
  }
}
