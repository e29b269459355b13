package dev.nnd.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataSetTest {
  private static final List<Field> FIELDS = List.of(Field.real("x", 2).in(0, 10), Field.label("y", 3));

  private static DataSet data() {
    return DataSet.builder(FIELDS).doubles(0, new double[][] {{1, 2}, {3, 4}, {5, 6}})
        .labels(1, new int[] {0, 1, 2}).build();
  }

  @Test
  void givesWhatItGot() {
    DataSet data = data();
    assertThat(data.size()).isEqualTo(3);
    assertThat(data.doubles(0, 1)).containsExactly(3, 4);
    assertThat(data.floats(0, 2)).containsExactly(5, 6);
    assertThat(data.label(1, 2)).isEqualTo(2);
  }

  @Test
  void convertsOnce() {
    DataSet data = data();
    assertThat(data.floats(0, 1)).isSameAs(data.floats(0, 1));
    DataSet floats = DataSet.builder(FIELDS).floats(0, new float[][] {{0.1f, 2}}).build();
    assertThat(floats.doubles(0, 0)).containsExactly(0.1f, 2).isSameAs(floats.doubles(0, 0));
  }

  @Test
  void targetsMayBeAbsent() {
    DataSet data = DataSet.builder(FIELDS).floats(0, new float[][] {{1, 2}}).build();
    assertThat(data.has(0)).isTrue();
    assertThat(data.has(1)).isFalse();
    assertThatThrownBy(() -> data.label(1, 0)).hasMessage("y : class[3] has no labels");
  }

  @Test
  void outputsStandForAllClassesOrNone() {
    assertThat(Output.of("p", 4, 3).withLabels("a", "b", "c").classes()).isEqualTo(3);
    assertThatThrownBy(() -> Output.of("p", 3).withClasses(4)).hasMessage("p [3] does not end with 4 classes");
    assertThatThrownBy(() -> Output.of("p").withClasses(1)).hasMessage("p [] does not end with 1 classes");
  }

  @Test
  void subsets() {
    DataSet subset = data().subset(2, 0);
    assertThat(subset.doubles(0, 0)).containsExactly(5, 6);
    assertThat(subset.label(1, 1)).isZero();
    assertThatThrownBy(() -> data().subset()).hasMessageContaining("at least one example");
  }

  @Test
  void sequencesOfLabels() {
    DataSet data = DataSet.builder(List.of(Field.label("w", 9, 2))).labels(0, new int[] {1, 2, 3, 4}).build();
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.subset(1).label(0, 0, 1)).isEqualTo(4);
  }

  @Test
  void sequencesInRows() {
    List<Field> fields = List.of(Field.index("w", 9, 2));
    DataSet data = DataSet.builder(fields).labels(0, new int[][] {{1, 2}, {3, 8}}).build();
    assertThat(data.label(0, 1, 1)).isEqualTo(8);
    assertThatThrownBy(() -> DataSet.builder(fields).labels(0, new int[][] {{1, 2}, {3}}))
        .hasMessage("w : [2] index[9] takes 2 components, but example 1 has 1");
    assertThatThrownBy(() -> DataSet.builder(fields).labels(0, new int[][] {{1, 9}}))
        .hasMessage("w[1] of example 0 is 9, not an index of 0..8");
  }

  @Test
  void aNumberAnExample() {
    List<Field> fields = List.of(Field.real("t").in(0, 0.1), Field.real("v", 2));
    DataSet data = DataSet.builder(fields).floats(0, new float[] {0, 0.1f}).build();
    assertThat(data.floats(0, 1)).containsExactly(0.1f);
    assertThat(DataSet.builder(fields).doubles(0, new double[] {0.1}).build().doubles(0, 0)).containsExactly(0.1);
    assertThatThrownBy(() -> DataSet.builder(fields).floats(0, new float[] {0.2f})).hasMessage("t of example 0 is 0.2, outside 0.0..0.1");
    assertThatThrownBy(() -> DataSet.builder(fields).floats(1, new float[] {1})).hasMessageContaining("v : [2] takes 2 components");
  }

  private enum Answer { NO, YES }

  @Test
  void labelsByTheirNamesInJava() {
    DataSet data = DataSet.builder(List.of(Field.label("y", 2), Field.label("z", 2, 2)))
        .labels(0, new Answer[] {Answer.YES, Answer.NO})
        .labels(1, new Answer[][] {{Answer.YES, Answer.YES}, {Answer.NO, Answer.YES}})
        .build();
    assertThat(data.label(0, 0)).isEqualTo(1);
    assertThat(data.label(1, 1, 0)).isZero();
  }

  /** Of two labels each combination gives its share; an index is no class. */
  @Test
  void splitsInProportionToCombinations() {
    List<Field> fields = List.of(Field.index("w", 1000), Field.label("c", 2), Field.label("y", 2));
    int[] words = IntStream.range(0, 400).map(i -> i * 7 % 1000).toArray();
    int[] c = IntStream.range(0, 400).map(i -> i / 2 % 2).toArray();
    int[] y = IntStream.range(0, 400).map(i -> i % 2).toArray();
    DataSet held = DataSet.builder(fields).labels(0, words).labels(1, c).labels(2, y).build().split(0.1, 5).held();
    int[] counts = new int[4];
    for (int i = 0; i < held.size(); i++) {
      counts[2 * held.label(1, i) + held.label(2, i)]++;
    }
    assertThat(counts).containsExactly(10, 10, 10, 10);
  }

  @Test
  void splitsInProportion() {
    int[] labels = IntStream.range(0, 150).map(i -> i / 50).toArray();
    double[][] x = IntStream.range(0, 150).mapToObj(i -> new double[] {i / 15.0, 0}).toArray(double[][]::new);
    DataSet data = DataSet.builder(FIELDS).doubles(0, x).labels(1, labels).build();
    DataSet.Split split = data.split(0.2, 3);
    assertThat(split.held().size()).isEqualTo(30);
    assertThat(split.train().size()).isEqualTo(120);
    int[] counts = new int[3];
    for (int i = 0; i < 30; i++) {
      counts[split.held().label(1, i)]++;
    }
    assertThat(counts).containsExactly(10, 10, 10);
    assertThat(first(split.held())).doesNotContainAnyElementsOf(first(split.train()));
    assertThat(first(data.split(0.2, 3).held())).isEqualTo(first(split.held()));
    assertThat(first(data.split(0.2, 4).held())).isNotEqualTo(first(split.held()));
  }

  private static List<Double> first(DataSet data) {
    return IntStream.range(0, data.size()).mapToObj(i -> data.doubles(0, i)[0]).toList();
  }

  @Test
  void splitsOfRegressionData() {
    double[][] x = new double[100][1];
    Arrays.setAll(x, i -> new double[] {i});
    DataSet data = DataSet.builder(List.of(Field.real("x"))).doubles(0, x).build();
    assertThat(data.split(0.29, 1).held().size()).isEqualTo(29);
    assertThatThrownBy(() -> data.split(0.001, 1)).hasMessageContaining("a part would be empty");
    assertThatThrownBy(() -> data.split(1, 1)).hasMessageContaining("between 0 and 1");
  }

  @Test
  void refusals() {
    DataSet.Builder builder = DataSet.builder(FIELDS);
    assertThatThrownBy(() -> builder.doubles(0, new double[][] {{1, 2}, {3}}))
        .hasMessage("x : [2] takes 2 components, but example 1 has 1");
    assertThatThrownBy(() -> builder.doubles(0, new double[][] {{1, Double.NaN}}))
        .hasMessage("x[1] of example 0 is NaN, not a number");
    assertThatThrownBy(() -> builder.floats(0, new float[][] {{1, Float.POSITIVE_INFINITY}}))
        .hasMessageContaining("Infinity");
    assertThatThrownBy(() -> builder.floats(0, new float[][] {{1, 2}, {11, 0}}))
        .hasMessage("x[0] of example 1 is 11.0, outside 0.0..10.0");
    assertThatThrownBy(() -> builder.labels(1, new int[] {0, 3}))
        .hasMessage("y of example 1 is 3, not a class of 0..2");
    assertThatThrownBy(() -> builder.labels(1, new int[] {-1})).hasMessageContaining("y of example 0 is -1");
    assertThatThrownBy(() -> builder.labels(0, new int[] {0})).hasMessage("x : [2] takes real numbers, not labels");
    assertThatThrownBy(() -> builder.floats(1, new float[][] {{0}}))
        .hasMessage("y : class[3] takes labels, not real numbers");
    assertThatThrownBy(builder::build).hasMessageContaining("at least one example");
    assertThatThrownBy(() -> builder.doubles(0, new double[][] {{1, 2}}).labels(1, new int[] {0, 1}).build())
        .hasMessage("x has 1 examples, but y has 2");
  }

  @Test
  void fieldsAreChecked() {
    assertThatThrownBy(() -> Field.label("y", 3).withLabels("a")).hasMessage("y has 3 classes but 1 names");
    assertThatThrownBy(() -> Field.real("x", 2).from("a")).hasMessageContaining("cannot be fed by 1 columns");
    assertThatThrownBy(() -> Field.real("x", 0)).hasMessageContaining("every size must be positive");
    assertThatThrownBy(() -> Field.real("x").in(1, 0)).hasMessageContaining("empty range");
  }

  @Test
  void aBatchIsAViewThatMoves() {
    DataSet data = data();
    Batch batch = new Batch(data, new int[] {2, 0, 1}, 0, 2);
    assertThat(batch.example(0)).isEqualTo(2);
    assertThat(batch.doubles(0, 1)).containsExactly(1, 2);
    batch.set(data, new int[] {2, 0, 1}, 2, 1);
    assertThat(batch.size()).isEqualTo(1);
    assertThat(batch.label(1, 0)).isEqualTo(1);
    assertThat(batch.floats(0, 0)).containsExactly(3, 4);
  }
}
