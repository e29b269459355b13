package dev.nnd.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import demo.Line;
import demo.Moons;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the builder refuses; a train block and the command line go through it, too. */
class SettingTest {
  private static Arguments refused(ThrowingCallable setting, String message) {
    return Arguments.of(setting, message);
  }

  static Stream<Arguments> refusals() {
    Line.Trainer trainer = Line.create(1).trainer();
    return Stream.of(
        refused(() -> trainer.rate(-1), "the learning rate must not be negative, but is -1.0"),
        refused(() -> trainer.rate(Double.NaN), "the learning rate must be finite, but is NaN"),
        refused(() -> trainer.rate(Double.POSITIVE_INFINITY), "the learning rate must be finite, but is Infinity"),
        refused(() -> trainer.batch(0), "batch must be positive, but is 0"),
        refused(() -> trainer.epochs(-3), "epochs must be positive, but is -3"),
        refused(() -> trainer.patience(0), "patience must be positive, but is 0"),
        refused(() -> trainer.threads(0), "threads must be positive, but is 0"),
        refused(() -> trainer.clip(0), "clip must be positive, but is 0.0"),
        refused(() -> Optimizer.sgd(0.1, 1, false, 0), "momentum must be at least 0 and less than 1, but is 1.0"),
        refused(() -> Optimizer.sgd(0.1, 0, true, 0), "Nesterov's momentum needs a momentum"),
        refused(() -> Optimizer.sgd(0.1, 0, false, -1), "decay must not be negative, but is -1.0"),
        refused(() -> Optimizer.adagrad(-1), "the learning rate must not be negative, but is -1.0"),
        refused(() -> Optimizer.rmsprop(0.1, 1), "rho must be at least 0 and less than 1, but is 1.0"),
        refused(() -> Optimizer.adam(0.1, -0.1, 0.9, 1e-8), "beta1 must be at least 0 and less than 1, but is -0.1"),
        refused(() -> Optimizer.adam(0.1, 0.9, 1, 1e-8), "beta2 must be at least 0 and less than 1, but is 1.0"),
        refused(() -> Optimizer.adam(0.1, 0.9, 0.99, 0), "epsilon must be positive, but is 0.0"),
        refused(() -> Optimizer.adamw(0.1, 0.9, 0.99, 1e-8, -1), "decay must not be negative, but is -1.0"),
        refused(() -> Schedule.step(2, 0), "the factor of a schedule must be positive, but is 0.0"),
        refused(() -> Schedule.exponential(-1), "the factor of a schedule must be positive, but is -1.0"),
        refused(() -> Schedule.cosine(0), "a cosine schedule needs a positive number of epochs, not 0"),
        refused(() -> Schedule.warmup(0), "a warm-up needs a positive number of steps, not 0"),
        refused(() -> ClassWeights.given(1, 0), "a class weight must be positive, but is 0.0"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refusals")
  void isRefused(ThrowingCallable setting, String message) {
    assertThatThrownBy(setting).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void everySettingHasItsMethod() {
    TrainingPlan plan = Line.create(1).trainer()
        .optimizer(Optimizer.adam(0.5)).rate(0.25).batch(3).epochs(4).patience(5).seed(-6).threads(2)
        .schedule(Schedule.cosine(7)).clip(8).classWeights(ClassWeights.equal()).plan();
    assertThat(plan).isEqualTo(TrainingPlan.defaults()
        .withOptimizer(Optimizer.adam(0.25)).withBatch(3).withEpochs(4).withPatience(5).withSeed(-6).withThreads(2)
        .withSchedule(Schedule.cosine(7)).withClip(8));
  }

  @Test
  void classWeightsNeedAPlaceInTheGradients() {
    Moons.Trainer trainer = Moons.create(1).trainer();
    assertThatCode(() -> trainer.classWeights(ClassWeights.equal())).doesNotThrowAnyException();
    assertThatThrownBy(() -> trainer.classWeights(ClassWeights.balanced()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Moons does not weigh its examples: set class_weights in the train block, balanced for instance");
  }
}
