package dev.nnd.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class ArgumentsTest {
  private enum Colour { RED, GREEN }

  @Test
  void whatFitsIsPassedOn() {
    float[] row = {1, 2};
    assertThat(Arguments.row("x", row, 2)).isSameAs(row);
    assertThat(Arguments.row("x", row, 2, 0f, 2f)).isSameAs(row);
    assertThat(Arguments.scalar("t", 0.5, 0, 1)).containsExactly(0.5);
    assertThat(Arguments.label("i", 6, 7)).isEqualTo(6);
    int[] indices = {0, 6};
    assertThat(Arguments.labels("s", indices, 2, 7)).isSameAs(indices);
    assertThat(Arguments.labels("c", new Colour[] {Colour.GREEN, Colour.RED}, 2)).containsExactly(1, 0);
  }

  @Test
  void wrongLengthsNameTheParameter() {
    assertThatIllegalArgumentException().isThrownBy(() -> Arguments.row("x", new double[3], 2))
        .withMessage("x must have 2 numbers, but has 3");
    assertThatIllegalArgumentException().isThrownBy(() -> Arguments.labels("s", new int[1], 2, 7))
        .withMessage("s must have 2 numbers, but has 1");
    assertThatIllegalArgumentException().isThrownBy(() -> Arguments.labels("c", new Colour[0], 2))
        .withMessage("c must have 2 numbers, but has 0");
    assertThatIllegalArgumentException().isThrownBy(() -> Arguments.examples("t", 3, "x", 2))
        .withMessage("x has 2 examples, but t has 3");
  }

  @Test
  void valuesOutsideNameTheComponent() {
    assertThatIllegalArgumentException().isThrownBy(() -> Arguments.row("x", new float[] {0, 2}, 2, 0f, 1f))
        .withMessage("x[1] is 2.0, outside 0.0..1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> Arguments.scalar("t", Float.NaN, 0f, 1f))
        .withMessage("t is NaN, outside 0.0..1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> Arguments.label("i", 7, 7))
        .withMessage("i is 7, outside 0..6");
    assertThatIllegalArgumentException().isThrownBy(() -> Arguments.labels("s", new int[] {0, -1}, 2, 7))
        .withMessage("s[1] is -1, outside 0..6");
  }

  @Test
  void nothingNamesTheParameter() {
    assertThatNullPointerException().isThrownBy(() -> Arguments.row("x", (float[]) null, 2)).withMessage("x");
    assertThatNullPointerException().isThrownBy(() -> Arguments.label("c", null)).withMessage("c");
    assertThatNullPointerException().isThrownBy(() -> Arguments.labels("c", new Colour[1], 1)).withMessage("c[0]");
  }
}
