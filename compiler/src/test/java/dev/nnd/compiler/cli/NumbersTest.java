package dev.nnd.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.runtime.Precision;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NumbersTest {
  @Test
  void areShort() {
    assertThat(Numbers.text(0.25)).isEqualTo("0.25");
    assertThat(Numbers.text(3)).isEqualTo("3");
    assertThat(Numbers.text(-1e-7)).isEqualTo("-1e-7");
    assertThat(Numbers.text(2e-23)).isEqualTo("2e-23");
    assertThat(Numbers.text(1.5e300)).isEqualTo("1.5e300");
    assertThat(Numbers.text(120000)).isEqualTo("120000");
    assertThat(Numbers.text(0.1f, Precision.FLOAT)).isEqualTo("0.1");
    assertThat(Numbers.text(Double.NaN)).isEqualTo("NaN");
  }

  @Test
  void roundTrip() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(Double.parseDouble(Numbers.text(value))).isEqualTo(value);
      }
    }
  }
}
