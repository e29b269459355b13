package dev.nnd.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratificationTest {
  private static final int[] SIZES = {1, 2, 7, 30, 113};

  /** An index as input and a label as target. */
  private static final Signature NETWORK = network(Field.label("y", SIZES.length));

  private static Signature network(Field target) {
    return new Signature("N", "n.nnd", Precision.FLOAT, List.of(Field.label("word", 3)), List.of(target), List.of(),
        List.of(), List.of());
  }

  private static DataSet data() {
    int[] labels = IntStream.range(0, SIZES.length).flatMap(k -> IntStream.range(0, SIZES[k]).map(i -> k)).toArray();
    int[] words = IntStream.range(0, labels.length).map(i -> i % 3).toArray();
    return DataSet.builder(NETWORK.fields()).labels(0, words).labels(1, labels).build();
  }

  private static long count(DataSet data, int field, int label) {
    return IntStream.range(0, data.size()).filter(i -> data.label(field, i) == label).count();
  }

  @Test
  void everyClassKeepsItsShareWithinOneExample() {
    for (double fraction : new double[] {0.1, 0.25, 1 / 3.0, 0.5, 0.77}) {
      for (long seed = 0; seed < 20; seed++) {
        DataSet.Split split = data().split(fraction, seed, NETWORK);
        assertThat(split.train().size() + split.held().size()).isEqualTo(153);
        assertThat((double) split.held().size()).isCloseTo(fraction * 153, within(1.0));
        for (int k = 0; k < SIZES.length; k++) {
          assertThat((double) count(split.held(), 1, k)).as("%s of class %d", fraction, k)
              .isCloseTo(fraction * SIZES[k], within(1.0 + 1e-9));
        }
      }
    }
  }

  /** By the input the shares would be exact: only by the target they are not. */
  @Test
  void theTargetDecidesAndNotAnInput() {
    boolean exact = true;
    for (long seed = 0; seed < 20; seed++) {
      DataSet.Split split = data().split(1 / 3.0, seed, NETWORK);
      for (int word = 0; word < 3; word++) {
        exact &= Math.abs(count(split.held(), 0, word) - 17) <= 1;
      }
    }
    assertThat(exact).isFalse();
  }

  @Test
  void withoutALabelAsTargetItIsAPlainShuffle() {
    Signature regression = network(Field.real("y"));
    DataSet data = DataSet.builder(regression.fields())
        .labels(0, IntStream.range(0, 90).map(i -> i % 3).toArray())
        .floats(1, IntStream.range(0, 90).mapToObj(i -> new float[] {i}).toArray(float[][]::new))
        .build();
    boolean exact = true;
    for (long seed = 0; seed < 20; seed++) {
      DataSet held = data.split(0.2, seed, regression).held();
      assertThat(held.size()).isEqualTo(18);
      exact &= count(held, 0, 0) == 6 && count(held, 0, 1) == 6;
    }
    assertThat(exact).isFalse();
    assertThat(data.split(0.2, 3, regression).held().floats(1, 0)).isEqualTo(data.split(0.2, 3, regression).held().floats(1, 0));
  }
}
