package dev.nnd.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import demo.Line;
import demo.Moons;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The training loop, on two networks written as the compiler writes them. */
class TrainingTest {
  private static final DataSet POINTS = points(7);

  /** Points near y = 2x + 1. */
  private static DataSet points(int size) {
    double[][] x = new double[size][1];
    double[][] y = new double[size][1];
    for (int i = 0; i < size; i++) {
      x[i][0] = i - 3;
      y[i][0] = 2 * x[i][0] + 1 + 0.1 * Math.sin(i);
    }
    return DataSet.builder(Line.create(0).signature().fields()).doubles(0, x).doubles(1, y).build();
  }

  private static double[] flat(Network network) {
    double[] flat = new double[network.parameterCount()];
    network.copyTo(flat);
    return flat;
  }

  @Test
  void learnsTheLeastSquaresLine() {
    Line line = Line.create(0);
    line.trainer().rate(0.1).batch(7).epochs(500).fit(POINTS);
    // the minimiser of mean(½ (a x + b - y)²) + 0.05 a²
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < 7; i++) {
      meanX += POINTS.doubles(0, i)[0] / 7;
      meanY += POINTS.doubles(1, i)[0] / 7;
    }
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < 7; i++) {
      covariance += (POINTS.doubles(0, i)[0] - meanX) * (POINTS.doubles(1, i)[0] - meanY) / 7;
      variance += (POINTS.doubles(0, i)[0] - meanX) * (POINTS.doubles(0, i)[0] - meanX) / 7;
    }
    double a = covariance / (variance + 0.1);
    assertThat(flat(line)).containsExactly(new double[] {a, meanY - a * meanX}, within(1e-9));
  }

  @Test
  void anEpochHasEveryExampleOnceAndASmallerLastBatch() {
    Line.Trainer trainer = Line.create(0).trainer().batch(3).epochs(2).seed(5);
    trainer.fit(POINTS);
    assertThat(trainer.seen()).extracting(List::size).containsExactly(3, 3, 1, 3, 3, 1);
    List<Integer> first = trainer.seen().subList(0, 3).stream().flatMap(List::stream).toList();
    List<Integer> second = trainer.seen().subList(3, 6).stream().flatMap(List::stream).toList();
    assertThat(first).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    assertThat(second).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6).isNotEqualTo(first);
  }

  @Test
  void theSeedDecidesTheOrder() {
    List<List<List<Integer>>> orders = new ArrayList<>();
    for (long seed : new long[] {5, 5, 6}) {
      Line.Trainer trainer = Line.create(0).trainer().batch(3).epochs(2).seed(seed);
      trainer.fit(POINTS);
      orders.add(trainer.seen());
    }
    assertThat(orders.get(1)).isEqualTo(orders.get(0));
    assertThat(orders.get(2)).isNotEqualTo(orders.get(0));
  }

  @Test
  void reportsMeansOverTheExamples() {
    Line line = Line.create(0);
    TrainingReport report = line.trainer().rate(0).batch(3).epochs(1).fit(POINTS);
    assertThat(report.last().objective()).isCloseTo(line.evaluate(POINTS).objective(), within(1e-12));
    assertThat(report.stop()).isEqualTo(TrainingReport.Stop.ALL_EPOCHS);
    assertThat(report.bestEpoch()).isEqualTo(1);
    assertThat(report.best().validation()).isEmpty();
  }

  /** A rate that grows from small to far too large: the validation loss falls, then rises. */
  @Test
  void earlyStoppingRestoresTheBestWeights() {
    Line line = Line.create(0);
    List<double[]> courses = new ArrayList<>();
    Line.Trainer trainer = line.trainer().rate(1e-3).batch(7).epochs(100).patience(3)
        .schedule(Schedule.exponential(2));
    trainer.listener(new ProgressListener() {
      @Override
      public void epoch(EpochReport report) {
        double[] flat = new double[2];
        trainer.parameters().copyTo(flat);
        courses.add(flat);
      }
    });
    TrainingReport report = trainer.fit(POINTS, POINTS);
    assertThat(report.stop()).isEqualTo(TrainingReport.Stop.NO_IMPROVEMENT);
    assertThat(report.epochs()).hasSize(report.bestEpoch() + 3);
    double best = report.epochs().stream().mapToDouble(e -> e.validation().orElseThrow().loss()).min()
        .orElseThrow();
    assertThat(report.best().validation().orElseThrow().loss()).isEqualTo(best);
    assertThat(flat(line)).containsExactly(courses.get(report.bestEpoch() - 1));
    assertThat(line.evaluate(POINTS).loss()).isEqualTo(best);
  }

  @Test
  void withoutPatienceAllEpochsRunAndTheBestWeightsAreKept() {
    Line line = Line.create(0);
    TrainingReport report = line.trainer().rate(1e-3).batch(7).epochs(12).schedule(Schedule.exponential(2))
        .fit(POINTS, POINTS);
    assertThat(report.epochs()).hasSize(12);
    assertThat(report.bestEpoch()).isBetween(2, 11);
    assertThat(line.evaluate(POINTS).loss()).isEqualTo(report.best().validation().orElseThrow().loss());
  }

  /** Of targets that far away every validation loss is infinite. */
  @Test
  void whereNothingTellsTheEpochsApartTheLastWeightsStay() {
    DataSet far = DataSet.builder(Line.create(0).signature().fields())
        .doubles(0, new double[][] {{0}}).doubles(1, new double[][] {{1e200}}).build();
    Line line = Line.create(0);
    Line other = Line.create(0);
    TrainingReport report = line.trainer().batch(7).epochs(4).fit(POINTS, far);
    other.trainer().batch(7).epochs(4).fit(POINTS);
    assertThat(report.bestEpoch()).isEqualTo(4);
    assertThat(flat(line)).containsExactly(flat(other));
  }

  @Test
  void aLossThatIsNotFiniteEndsTraining() {
    Line line = Line.create(0);
    assertThatThrownBy(() -> line.trainer().rate(1e200).batch(7).epochs(5).fit(POINTS))
        .isInstanceOfSatisfying(TrainingException.class, e -> {
      assertThat(e).hasMessageContaining("in epoch 2, step 1");
      assertThat(e.epoch()).isEqualTo(2);
      assertThat(e.step()).isEqualTo(1);
    });
    assertThat(flat(line)).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
  }

  @Test
  void weightsThatAreNotFiniteEndTraining() {
    Line line = Line.create(0);
    assertThatThrownBy(() -> line.trainer().rate(Double.MAX_VALUE).batch(7).epochs(5).fit(POINTS))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("the weights are no longer finite in epoch 1");
    assertThat(flat(line)).containsExactly(0, 0);
  }

  @Test
  void clippingLimitsTheGlobalNorm() {
    Line line = Line.create(0);
    line.trainer().rate(1).batch(7).epochs(1).clip(0.25).fit(POINTS);
    double[] step = flat(line);
    assertThat(Math.hypot(step[0], step[1])).isCloseTo(0.25, within(1e-12));
    double[] gradient = new double[2];
    Line.create(0).lossAndGradient(POINTS, gradient);
    assertThat(step[0] / step[1]).isCloseTo(gradient[0] / gradient[1], within(1e-12));
  }

  @Test
  void theListenerHearsEverything() {
    List<String> heard = new ArrayList<>();
    Line.create(0).trainer().batch(4).epochs(2).listener(new ProgressListener() {
      @Override
      public void started(TrainingPlan plan, int stepsPerEpoch) {
        heard.add("started " + plan.epochs() + " x " + stepsPerEpoch);
      }

      @Override
      public void step(int epoch, int step, double objective) {
        heard.add("step " + epoch + "." + step);
      }

      @Override
      public void epoch(EpochReport report) {
        heard.add("epoch " + report.epoch());
      }

      @Override
      public void finished(TrainingReport report) {
        heard.add("finished " + report.stop());
      }
    }).fit(POINTS);
    assertThat(heard).containsExactly("started 2 x 2", "step 1.1", "step 1.2", "epoch 1", "step 2.1", "step 2.2",
        "epoch 2", "finished ALL_EPOCHS");
  }

  @Test
  void theWholeGradientDoesNotDependOnTheChunks() {
    Line line = Line.create(0);
    line.copyFrom(new double[] {0.7, -0.2});
    double[] chunked = new double[2];
    double[] whole = new double[2];
    double objective = line.trainer().batch(3).lossAndGradient(POINTS, chunked);
    assertThat(line.trainer().batch(100).lossAndGradient(POINTS, whole)).isCloseTo(objective, within(1e-12));
    assertThat(chunked).containsExactly(whole, within(1e-12));
    assertThat(objective).isCloseTo(line.evaluate(POINTS).objective(), within(1e-12));
  }

  @Test
  void standardizationIsFittedOnTheTrainingPart() {
    Moons moons = Moons.create(1);
    List<Field> fields = moons.signature().fields();
    DataSet train = DataSet.builder(fields).floats(0, new float[][] {{1, 5}, {3, 5}}).labels(1, new int[] {0, 1})
        .build();
    DataSet valid = DataSet.builder(fields).floats(0, new float[][] {{100, 100}}).labels(1, new int[] {0}).build();
    Moons.Trainer trainer = moons.trainer().epochs(1);
    trainer.fit(train, valid);
    assertThat(trainer.parameters().values("x.mean")).containsExactly(2, 5);
    assertThat(trainer.parameters().values("x.deviation")).containsExactly(1, 1);
  }

  @Test
  void theGradientAgreesWithCentralDifferences() {
    Moons moons = Moons.create(2);
    DataSet data = HalfMoons.data(moons.signature().fields(), 40, 1);
    double[] gradient = new double[moons.parameterCount()];
    moons.lossAndGradient(data, gradient);
    double[] point = flat(moons);
    double[] ignored = new double[point.length];
    for (int i = 0; i < point.length; i++) {
      double[] moved = point.clone();
      moved[i] += 1e-2;
      moons.copyFrom(moved);
      double above = moons.lossAndGradient(data, ignored);
      moved[i] -= 2e-2;
      moons.copyFrom(moved);
      double below = moons.lossAndGradient(data, ignored);
      assertThat(gradient[i]).as("component %d", i).isCloseTo((above - below) / 2e-2, within(2e-4));
    }
  }

  @Test
  void learnsTheMoonsAndSurvivesItsFile(@TempDir Path folder) throws IOException {
    Moons moons = Moons.create(7);
    DataSet.Split split = HalfMoons.data(moons.signature().fields(), 400, 1).split(0.25, 1);
    TrainingReport report = moons.trainer().fit(split.train(), split.held());
    Evaluation evaluation = moons.evaluate(split.held());
    assertThat(evaluation.metric("accuracy")).isGreaterThan(0.95);
    assertThat(report.best().validation()).hasValue(evaluation);
    assertThat(evaluation.objective()).isGreaterThan(evaluation.loss());

    Path file = folder.resolve("moons.safetensors");
    moons.save(file);
    assertThat(Moons.load(file).evaluate(split.held())).isEqualTo(evaluation);
    double[][] p = Moons.load(file).predict(split.held(), 0);
    assertThat(p).hasDimensions(100, 2);
    assertThat(p[17][0] + p[17][1]).isCloseTo(1, within(1e-6));
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    double[][] runs = new double[2][];
    for (int run = 0; run < 2; run++) {
      Moons moons = Moons.create(3);
      moons.trainer().epochs(5).fit(HalfMoons.data(moons.signature().fields(), 100, 1));
      runs[run] = flat(moons);
    }
    assertThat(runs[1]).containsExactly(runs[0]);
  }

  @Test
  void dataThatDoNotFitAreRefused() {
    Moons moons = Moons.create(3);
    assertThatThrownBy(() -> moons.trainer().fit(POINTS))
        .hasMessage("Moons takes x : [2], but the data have x : []");
    DataSet blind = moons.data().floats(0, new float[][] {{1, 2}}).build();
    assertThatThrownBy(() -> moons.evaluate(blind)).hasMessage("the data have no target y");
    assertThat(moons.predict(blind, 0)).hasDimensions(1, 2);
    DataSet fitting = HalfMoons.data(moons.signature().fields(), 4, 1);
    assertThatThrownBy(() -> moons.lossAndGradient(fitting, new double[3]))
        .hasMessage("the network has 42 parameters, not 3");
  }
}
