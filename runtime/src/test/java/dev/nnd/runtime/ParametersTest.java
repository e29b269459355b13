package dev.nnd.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private static final List<Parameter> PARAMETERS = List.of(
      Parameter.of("W", Layout.transposed(2, 3).padded(4), Initializer.zeros(), 2, 3),
      Parameter.state("mean", Layout.rows(1, 2), Initializer.zeros(), 2),
      Parameter.of("b", Layout.rows(1, 2).padded(4), Initializer.zeros(), 2));

  private static final double[] CANONICAL = {1, 2, 3, 4, 5, 6, 7, 8};

  @Test
  void aTransposedTensorLiesInColumns() {
    FloatParameters parameters = new FloatParameters(PARAMETERS);
    parameters.copyFrom(CANONICAL);
    assertThat(parameters.rows(0)).isDeepEqualTo(new float[][] {{1, 4, 0, 0}, {2, 5, 0, 0}, {3, 6, 0, 0}});
    assertThat(parameters.rows(2)).isDeepEqualTo(new float[][] {{7, 8, 0, 0}});
    assertThat(parameters.rows(1)).isDeepEqualTo(new float[][] {{0, 0}});
  }

  @Test
  void theCanonicalVectorComesBack() {
    FloatParameters floats = new FloatParameters(PARAMETERS);
    DoubleParameters doubles = new DoubleParameters(PARAMETERS);
    floats.copyFrom(new float[] {1, 2, 3, 4, 5, 6, 7, 8});
    doubles.copyFrom(CANONICAL);
    double[] back = new double[8];
    floats.copyTo(back);
    assertThat(back).containsExactly(CANONICAL);
    doubles.copyTo(back);
    assertThat(back).containsExactly(CANONICAL);
    float[] backF = new float[8];
    floats.copyTo(backF);
    assertThat(backF).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(floats.count()).isEqualTo(8);
    assertThat(floats.values("W")).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void trainedRowsLeaveStatesOut() {
    assertThat(new FloatParameters(PARAMETERS).trainedRows()).hasNumberOfRows(4);
  }

  @Test
  void copiesAreIndependent() {
    DoubleParameters one = new DoubleParameters(PARAMETERS);
    one.copyFrom(CANONICAL);
    one.setValues("mean", new double[] {3, 4});
    DoubleParameters two = one.copy();
    one.zero();
    assertThat(two.values("mean")).containsExactly(3, 4);
    assertThat(one.values("b")).containsExactly(0, 0);
    assertThat(two.values("b")).containsExactly(7, 8);
  }

  @Test
  void normsLeaveStatesOut() {
    FloatParameters parameters = new FloatParameters(PARAMETERS);
    parameters.copyFrom(CANONICAL);
    parameters.setValues("mean", new double[] {100, 100});
    assertThat(parameters.squaredNorm()).isEqualTo(204);
    parameters.scale(2);
    assertThat(parameters.squaredNorm()).isEqualTo(4 * 204);
    assertThat(parameters.values("mean")).containsExactly(100, 100);
  }

  @Test
  void sumsOfSquaresUseSixteenLanes() {
    float[] row = new float[37];
    double[] lanes = new double[16];
    for (int j = 0; j < row.length; j++) {
      row[j] = 1 / (j + 1f);
      lanes[j % 16] = Math.fma((double) row[j], row[j], lanes[j % 16]);
    }
    for (int half = 8; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        lanes[lane] += lanes[lane + half];
      }
    }
    assertThat(Reductions.sumOfSquares(row)).isEqualTo(lanes[0]);
  }

  @Test
  void aLayoutHoldsEveryElementOnce() {
    assertThat(Layout.transposed(2, 3)).isEqualTo(new Layout(3, 2, 1, 3, 2));
    assertThat(Layout.rows(2, 9).padded(8).paddedColumns()).isEqualTo(16);
    assertThat(Layout.rows(2, 8).padded(8).paddedColumns()).isEqualTo(8);
    assertThatThrownBy(() -> new Layout(2, 3, 1, 1, 3)).hasMessageContaining("do not hold every element once");
    assertThatThrownBy(() -> Parameter.of("W", Layout.rows(2, 3), Initializer.zeros(), 2, 2))
        .hasMessageStartingWith("W [2, 2] does not fit");
  }

  @Test
  void refusals() {
    FloatParameters parameters = new FloatParameters(PARAMETERS);
    assertThatThrownBy(() -> parameters.copyFrom(new double[7])).hasMessage("the network has 8 parameters, not 7");
    assertThatThrownBy(() -> parameters.setValues("b", new double[3])).hasMessage("b [2] cannot take 3 values");
    assertThatThrownBy(() -> parameters.values("c")).hasMessage("there is no parameter c");
  }
}
