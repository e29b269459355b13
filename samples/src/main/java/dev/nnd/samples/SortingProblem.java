package dev.nnd.samples;

import dev.nnd.runtime.CounterRandom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Sequences of random digits, and the same digits in ascending order. */
public final class SortingProblem {
  /** The length of a sequence in sort.nnd. */
  private static final int LENGTH = 6;

  private SortingProblem() {}

  /**
   * The tables to learn from and to test with. All sequences are different, so that none is tested that was learned from.
   *
   * @param learn how many sequences to learn from
   * @param test how many others to test with
   */
  public static List<Table> tables(int learn, int test, long seed) {
    List<List<String>> rows = IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> IntStream.range(0, LENGTH).map(t -> CounterRandom.below(10, seed, 0, 0, i, t)).toArray())
        .map(SortingProblem::row)
        .distinct()
        .limit(learn + test)
        .toList();
    List<String> columns = new ArrayList<>(Table.columns("digits", LENGTH));
    columns.addAll(Table.columns("sorted", LENGTH));
    return List.of(new Table(columns, rows.subList(0, learn)), new Table(columns, rows.subList(learn, learn + test)));
  }

  private static List<String> row(int[] digits) {
    int[] sorted = digits.clone();
    Arrays.sort(sorted);
    return IntStream.concat(Arrays.stream(digits), Arrays.stream(sorted)).mapToObj(Integer::toString).toList();
  }

  /** Writes train.csv of 20,000 and test.csv of 2,000 sequences; the argument is their folder. */
  public static void main(String[] arguments) throws IOException {
    List<Table> tables = tables(20_000, 2_000, 1);
    tables.get(0).write(Path.of(arguments[0], "train.csv"));
    tables.get(1).write(Path.of(arguments[0], "test.csv"));
  }
}
