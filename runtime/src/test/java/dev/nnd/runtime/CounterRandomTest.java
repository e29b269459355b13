package dev.nnd.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CounterRandomTest {
  /** The known answers that the authors publish with Random123 for philox4x32, 10 rounds. */
  @Test
  void knownAnswers() {
    assertThat(CounterRandom.bits(0, 0, 0, 0, 0)).isEqualTo(0xe169c58d_6627e8d5L);
    assertThat(CounterRandom.bits(-1, -1, -1, -1, -1)).isEqualTo(0x41c83b0e_408f276dL);
    assertThat(CounterRandom.bits(0x299f31d0_a4093822L, 0x03707344, 0x13198a2e, 0x85a308d3, 0x243f6a88))
        .isEqualTo(0x94fdcceb_d16cfe09L);
  }

  @Test
  void eachCoordinateMatters() {
    long bits = CounterRandom.bits(1, 2, 3, 4, 5);
    assertThat(CounterRandom.bits(1, 2, 3, 4, 5)).isEqualTo(bits);
    assertThat(new long[] {
      CounterRandom.bits(2, 2, 3, 4, 5), CounterRandom.bits(1L << 40, 2, 3, 4, 5), CounterRandom.bits(1, 3, 3, 4, 5),
      CounterRandom.bits(1, 2, 4, 4, 5), CounterRandom.bits(1, 2, 3, 5, 5), CounterRandom.bits(1, 2, 3, 4, 6)
    }).doesNotContain(bits).doesNotHaveDuplicates();
  }

  @Test
  void everyBitIsFair() {
    int draws = 20_000;
    int[] ones = new int[64];
    for (int i = 0; i < draws; i++) {
      long bits = CounterRandom.bits(11, 0, 0, 0, i);
      for (int b = 0; b < 64; b++) {
        ones[b] += (int) (bits >>> b & 1);
      }
    }
    assertThat(Arrays.stream(ones).allMatch(n -> Math.abs(n - draws / 2) < 5 * Math.sqrt(draws) / 2)).isTrue();
  }

  @Test
  void uniformAndNormalMoments() {
    int draws = 50_000;
    double sum = 0;
    double normals = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      double u = CounterRandom.uniform(3, 1, 2, i, 0);
      assertThat(u >= 0 && u < 1).isTrue();
      sum += u;
      double z = CounterRandom.normal(3, 1, 2, i, 0);
      normals += z;
      squares += z * z;
    }
    assertThat(sum / draws).isCloseTo(0.5, within(0.01));
    assertThat(normals / draws).isCloseTo(0, within(0.02));
    assertThat(squares / draws).isCloseTo(1, within(0.03));
  }

  @Test
  void shufflesArePermutationsAndFair() {
    int[] order = new int[5];
    int[][] counts = new int[5][5];
    for (int epoch = 0; epoch < 20_000; epoch++) {
      Shuffle.permute(order, 4, CounterRandom.SHUFFLE, epoch);
      assertThat(Arrays.stream(order).sum() == 10 && Arrays.stream(order).distinct().count() == 5).isTrue();
      for (int i = 0; i < 5; i++) {
        counts[i][order[i]]++;
      }
    }
    for (int[] row : counts) {
      for (int count : row) {
        assertThat(count).isBetween(3_700, 4_300);
      }
    }
  }
}
