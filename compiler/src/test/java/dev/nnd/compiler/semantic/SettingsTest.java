package dev.nnd.compiler.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.runtime.ClassWeights;
import dev.nnd.runtime.Initializer;
import dev.nnd.runtime.MetricDirection;
import dev.nnd.runtime.Optimizer;
import dev.nnd.runtime.Schedule;
import dev.nnd.runtime.TrainingPlan;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Initialisers and the train block, as the runtime takes them. */
class SettingsTest {

  static Stream<Arguments> initialisers() {
    return Stream.of(
        Arguments.of("[2, 3] ~ zeros", Initializer.zeros()),
        Arguments.of("[2, 3] ~ ones", Initializer.ones()),
        Arguments.of("[2, 3] ~ constant(1/4)", Initializer.constant(0.25)),
        Arguments.of("[2, 3] ~ uniform(-1, 1)", Initializer.uniform(-1, 1)),
        Arguments.of("[2, 3] ~ normal(deviation = 0.1, mean = 0)", Initializer.normal(0, 0.1)),
        Arguments.of("[2, 3] ~ glorot_uniform", Initializer.glorotUniform(3, 2)),
        Arguments.of("[2, 3] ~ glorot_normal(fan_in = 7)", Initializer.glorotNormal(7, 2)),
        Arguments.of("[2, 3, 5, 5] ~ glorot_uniform", Initializer.glorotUniform(75, 50)),
        Arguments.of("[7] ~ he_uniform", Initializer.heUniform(7)),
        Arguments.of("[2, 3] ~ he_normal", Initializer.heNormal(3)),
        Arguments.of("[2, 3] ~ lecun_normal", Initializer.lecunNormal(3)),
        Arguments.of("[2, 3] ~ orthogonal", Initializer.orthogonal(2, 3)),
        Arguments.of("[2, 2] = [1, 2; 3, sqrt(16)]", Initializer.values(1, 2, 3, 4)),
        Arguments.of("[2, 2] = 3 * eye(2)", Initializer.values(3, 0, 0, 3)),
        Arguments.of("[4] = concat([1, 1], 2 * [1, 2])", Initializer.values(1, 1, 2, 4)),
        Arguments.of("[2, 3] = 1/4", Initializer.values(0.25)));
  }

  @ParameterizedTest
  @MethodSource("initialisers")
  void start(String declaration, Initializer expected) {
    Model model = Elaborated.network("param W : " + declaration + "\noutput p = W").model();
    assertThat(model.parameters().get(0).initializer()).isEqualTo(expected);
  }

  private static TrainingPlan plan(String settings) {
    return Elaborated.network("input x : [2]  target y : class[2]  dim n = 4\n"
        + "output p = softmax(x)\nloss = cross_entropy(p, y)\nmetric a = hit(p, y)\nmetric b = zero_one(p, y)\n"
        + "train { " + settings + " }").model().plan();
  }

  @Test
  void optimizers() {
    assertThat(plan("optimizer = sgd").optimizer()).isEqualTo(Optimizer.sgd(0.01));
    assertThat(plan("optimizer = sgd(0.1, momentum = 0.9, nesterov = true)").optimizer()).isEqualTo(Optimizer.sgd(0.1, 0.9, true, 0));
    assertThat(plan("optimizer = adagrad").optimizer()).isEqualTo(Optimizer.adagrad(0.01));
    assertThat(plan("optimizer = rmsprop(rho = 0.5)").optimizer()).isEqualTo(Optimizer.rmsprop(0.001, 0.5));
    assertThat(plan("optimizer = adam(rate = 0.01)").optimizer()).isEqualTo(Optimizer.adam(0.01));
    assertThat(plan("optimizer = adamw").optimizer()).isEqualTo(Optimizer.adamw(0.001, 0.9, 0.999, 1e-8, 0.01));
  }

  @Test
  void schedules() {
    assertThat(plan("schedule = step(every = 3, factor = 0.5)").schedule()).isEqualTo(Schedule.step(3, 0.5));
    assertThat(plan("schedule = exponential(0.9)").schedule()).isEqualTo(Schedule.exponential(0.9));
    assertThat(plan("schedule = cosine(20)").schedule()).isEqualTo(Schedule.cosine(20));
    assertThat(plan("schedule = warmup(100)").schedule()).isEqualTo(Schedule.warmup(100));
  }

  static Stream<Arguments> metrics() {
    return Stream.of(
        Arguments.of("hit(p, y)", MetricDirection.HIGHER),
        Arguments.of("hit_at(p, y, 2)", MetricDirection.HIGHER),
        Arguments.of("100 * hit(p, y)", MetricDirection.HIGHER),
        Arguments.of("1 - zero_one(p, y)", MetricDirection.HIGHER),
        Arguments.of("1 - error", MetricDirection.HIGHER),
        Arguments.of("-mse(p, y)", MetricDirection.HIGHER),
        Arguments.of("if argmax(p) == argmax(y) then 1 else 0", MetricDirection.HIGHER),
        Arguments.of("(hit(p, y) + hit_at(p, y, 2)) / 2", MetricDirection.HIGHER),
        Arguments.of("error", MetricDirection.LOWER),
        Arguments.of("1 - hit(p, y)", MetricDirection.LOWER),
        Arguments.of("sqrt(mse(p, y))", MetricDirection.LOWER),
        Arguments.of("-2 * hit(p, y)", MetricDirection.LOWER),
        Arguments.of("if argmax(p) != argmax(y) then 1 else 0", MetricDirection.LOWER),
        Arguments.of("hit(p, y) - x[0]", MetricDirection.LOWER),
        Arguments.of("sumsq(p - y)", MetricDirection.LOWER));
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void theFormulaOfAMetricTellsWhichWayIsBetter(String formula, MetricDirection expected) {
    Model model = Elaborated.network("input x : [2]  target y : class[2]\noutput p = softmax(x)\n"
        + "loss = cross_entropy(p, y)\nerror = zero_one(p, y)\nmetric m = " + formula).model();
    assertThat(model.plan().directions()).containsExactly(expected);
  }

  @Test
  void theOtherSettings() {
    TrainingPlan plan = plan("batch = 2 * n, epochs = 3; patience = 2 seed = -7 threads = 2 clip = 1.0 class_weights = [1, 2]");
    assertThat(plan.batch()).isEqualTo(8);
    assertThat(plan.epochs()).isEqualTo(3);
    assertThat(plan.patience()).hasValue(2);
    assertThat(plan.seed()).isEqualTo(-7);
    assertThat(plan.threads()).isEqualTo(2);
    assertThat(plan.clip()).hasValue(1);
    assertThat(plan.classWeights()).isEqualTo(new ClassWeights.Given(List.of(1.0, 2.0)));
    assertThat(plan("class_weights = balanced").classWeights()).isEqualTo(ClassWeights.balanced());
    assertThat(plan("").directions()).containsExactly(MetricDirection.HIGHER, MetricDirection.LOWER);
  }
}
