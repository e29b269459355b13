package dev.nnd.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InitializerTest {
  private static double[] draw(Initializer initializer, long seed, int... shape) {
    int count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    Parameter parameter = Parameter.of("W", Layout.rows(1, count), initializer, shape);
    DoubleParameters parameters = new DoubleParameters(List.of(parameter));
    parameters.initialize(seed);
    return parameters.values("W");
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }

  private static void assertUniform(Initializer initializer, double limit) {
    double[] values = draw(initializer, 5, 100, 300);
    assertThat(Arrays.stream(values).map(Math::abs).max().orElseThrow()).isBetween(0.999 * limit, limit);
    assertThat(mean(values)).isCloseTo(0, within(0.02 * limit));
    assertThat(variance(values)).isCloseTo(limit * limit / 3, within(0.01 * limit * limit));
  }

  private static void assertNormal(Initializer initializer, double variance) {
    double[] values = draw(initializer, 5, 100, 300);
    assertThat(mean(values)).isCloseTo(0, within(0.02 * Math.sqrt(variance)));
    assertThat(variance(values)).isCloseTo(variance, within(0.03 * variance));
    double fourth = Arrays.stream(values).map(v -> v * v * v * v).average().orElseThrow();
    assertThat(fourth / (variance * variance)).isCloseTo(3, within(0.2));
  }

  @Test
  void limitsAndMoments() {
    assertUniform(Initializer.glorotUniform(300, 100), Math.sqrt(6.0 / 400));
    assertUniform(Initializer.heUniform(300), Math.sqrt(6.0 / 300));
    assertUniform(Initializer.uniform(-0.5, 0.5), 0.5);
    assertNormal(Initializer.glorotNormal(300, 100), 2.0 / 400);
    assertNormal(Initializer.heNormal(300), 2.0 / 300);
    assertNormal(Initializer.lecunNormal(300), 1.0 / 300);
    assertNormal(Initializer.normal(0, 3), 9);
    assertThat(mean(draw(Initializer.normal(7, 1), 1, 10_000))).isCloseTo(7, within(0.05));
  }

  @Test
  void fixedValues() {
    assertThat(draw(Initializer.zeros(), 1, 2)).containsExactly(0, 0);
    assertThat(draw(Initializer.ones(), 1, 2)).containsExactly(1, 1);
    assertThat(draw(Initializer.constant(0.25), 1, 2)).containsExactly(0.25, 0.25);
    assertThat(draw(Initializer.values(3), 1, 2)).containsExactly(3, 3);
    assertThat(draw(Initializer.values(3, 4), 1, 2)).containsExactly(3, 4);
    assertThatThrownBy(() -> draw(Initializer.values(3, 4, 5), 1, 2)).hasMessage("3 values cannot fill 2 elements");
  }

  @Test
  void theSeedDecidesAlone() {
    Initializer initializer = Initializer.glorotUniform(3, 4);
    assertThat(draw(initializer, 1, 4, 3)).containsExactly(draw(initializer, 1, 4, 3))
        .isNotEqualTo(draw(initializer, 2, 4, 3));
  }

  @Test
  void aLayoutDoesNotChangeTheValues() {
    Initializer initializer = Initializer.normal(0, 1);
    FloatParameters rows = new FloatParameters(List.of(Parameter.of("W", Layout.rows(3, 5), initializer, 3, 5)));
    Layout transposed = Layout.transposed(3, 5).padded(8);
    FloatParameters columns = new FloatParameters(List.of(Parameter.of("W", transposed, initializer, 3, 5)));
    rows.initialize(9);
    columns.initialize(9);
    assertThat(columns.values("W")).containsExactly(rows.values("W"));
  }

  @Test
  void parametersOfOneNetworkDiffer() {
    Initializer initializer = Initializer.normal(0, 1);
    FloatParameters parameters = new FloatParameters(List.of(Parameter.of("a", Layout.rows(1, 5), initializer, 5),
        Parameter.of("b", Layout.rows(1, 5), initializer, 5)));
    parameters.initialize(9);
    assertThat(parameters.values("a")).isNotEqualTo(parameters.values("b"));
  }

  @Test
  void orthogonalColumnsOrRows() {
    assertOrthonormal(draw(Initializer.orthogonal(40, 25), 3, 40, 25), 25, 40, 1, 25);
    assertOrthonormal(draw(Initializer.orthogonal(25, 40), 3, 25, 40), 25, 40, 40, 1);
    double[] blocks = draw(Initializer.orthogonal(5, 5), 3, 15, 5);
    assertOrthonormal(Arrays.copyOfRange(blocks, 25, 50), 5, 5, 5, 1);
    assertThat(Arrays.copyOfRange(blocks, 25, 50)).isNotEqualTo(Arrays.copyOfRange(blocks, 0, 25));
  }

  private static void assertOrthonormal(double[] values, int vectors, int length, int vectorStride,
      int elementStride) {
    for (int a = 0; a < vectors; a++) {
      for (int b = 0; b < vectors; b++) {
        double dot = 0;
        for (int e = 0; e < length; e++) {
          dot += values[a * vectorStride + e * elementStride] * values[b * vectorStride + e * elementStride];
        }
        assertThat(dot).isCloseTo(a == b ? 1 : 0, within(1e-13));
      }
    }
  }
}
