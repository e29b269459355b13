package dev.nnd.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class StandardizationTest {
  private static final Field X = Field.real("x", 2).standardize();

  private static final Signature SIGNATURE = new Signature("S", "s.nnd", Precision.DOUBLE, List.of(X), List.of(),
      List.of(
          Parameter.state("x.mean", Layout.rows(1, 2), Initializer.zeros(), 2),
          Parameter.state("x.deviation", Layout.rows(1, 2), Initializer.ones(), 2)),
      List.of(), List.of());

  private static DoubleParameters parameters() {
    DoubleParameters parameters = new DoubleParameters(SIGNATURE.parameters());
    parameters.initialize(1);
    return parameters;
  }

  private static DataSet data(double[]... rows) {
    return DataSet.builder(List.of(X)).doubles(0, rows).build();
  }

  @Test
  void fitsMeanAndPopulationDeviation() {
    DoubleParameters parameters = parameters();
    Standardization.fit(SIGNATURE, data(new double[] {1, 10}, new double[] {3, 10}, new double[] {8, 40}), parameters);
    assertThat(parameters.values("x.mean")).containsExactly(new double[] {4, 20}, within(1e-14));
    assertThat(parameters.values("x.deviation"))
        .containsExactly(new double[] {Math.sqrt((9 + 1 + 16) / 3.0), Math.sqrt((100 + 100 + 400) / 3.0)}, within(1e-13));
  }

  /** The sum of three 0.1 is not 0.3, and a deviation of rounding errors would blow up whatever comes later. */
  @Test
  void equalValuesHaveTheDeviationOne() {
    DoubleParameters parameters = parameters();
    Standardization.fit(SIGNATURE, data(new double[] {0.1, 0}, new double[] {0.1, 0}, new double[] {0.1, 0}), parameters);
    assertThat(parameters.values("x.mean")).containsExactly(0.1, 0);
    assertThat(parameters.values("x.deviation")).containsExactly(1, 1);
  }

  @Test
  void aLargeOffsetCostsNoDigits() {
    Random random = new Random(1);
    double[] noise = DoubleStream.generate(random::nextGaussian).limit(10_000).map(Math::rint).toArray();
    double mean = DoubleStream.of(noise).sum() / noise.length;
    double variance = DoubleStream.of(noise).map(e -> (e - mean) * (e - mean)).sum() / noise.length;
    DoubleParameters parameters = parameters();
    Standardization.fit(
        SIGNATURE, data(DoubleStream.of(noise).mapToObj(e -> new double[] {1e9 + e, e}).toArray(double[][]::new)), parameters);
    assertThat(parameters.values("x.mean")[0] - 1e9).isCloseTo(mean, within(2e-7));
    assertThat(parameters.values("x.deviation")[0]).isCloseTo(Math.sqrt(variance), within(1e-12));
  }

  @Test
  void whatIsFittedStays() {
    DoubleParameters parameters = parameters();
    Standardization.fit(SIGNATURE, data(new double[] {1, 5}, new double[] {3, 5}), parameters);
    Standardization.fit(SIGNATURE, data(new double[] {100, 50}), parameters);
    assertThat(parameters.values("x.mean")).containsExactly(2, 5);
    assertThat(parameters.values("x.deviation")).containsExactly(1, 1);
  }
}
