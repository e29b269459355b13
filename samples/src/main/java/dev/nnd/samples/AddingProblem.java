package dev.nnd.samples;

import dev.nnd.runtime.CounterRandom;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Examples of the adding problem (Hochreiter and Schmidhuber, "Long short-term memory", 1997, experiment 4): numbers
 * of the uniform distribution on [0, 1), two of them marked, and the sum of these two. Who always says 1 has a mean
 * squared error of 1/6, the variance of the sum.
 */
public final class AddingProblem {
  /** The length of a sequence in adding.nnd. */
  private static final int LENGTH = 50;
  /** The numbers are multiples of 1/10,000. */
  private static final int DIGITS = 4;
  private static final int STEPS = 10_000;

  private static final int VALUE = 0;
  private static final int FIRST = 1;
  private static final int SECOND = 2;

  private AddingProblem() {}

  /**
   * @param length of a sequence, at least 2
   * @param seed of other examples
   */
  public static Table table(int length, int examples, long seed) {
    List<String> columns = new ArrayList<>();
    columns.addAll(Table.columns("value", length));
    columns.addAll(Table.columns("mark", length));
    columns.add("sum");
    List<List<String>> rows = new ArrayList<>();
    for (int example = 0; example < examples; example++) {
      rows.add(row(length, example, seed));
    }
    return new Table(columns, rows);
  }

  private static List<String> row(int length, int example, long seed) {
    int first = CounterRandom.below(length, seed, FIRST, 0, example, 0);
    int second = (first + 1 + CounterRandom.below(length - 1, seed, SECOND, 0, example, 0)) % length;
    List<String> values = new ArrayList<>();
    List<String> marks = new ArrayList<>();
    int sum = 0;
    for (int t = 0; t < length; t++) {
      boolean marked = t == first || t == second;
      int value = CounterRandom.below(STEPS, seed, VALUE, 0, example, t);
      values.add(decimal(value));
      marks.add(marked ? "1" : "0");
      sum += marked ? value : 0;
    }
    List<String> row = new ArrayList<>(values);
    row.addAll(marks);
    row.add(decimal(sum));
    return row;
  }

  private static String decimal(int steps) {
    return BigDecimal.valueOf(steps, DIGITS).toPlainString();
  }

  /** Writes a table; the arguments are the file, the number of examples and the seed. */
  public static void main(String[] arguments) throws IOException {
    table(LENGTH, Integer.parseInt(arguments[1]), Long.parseLong(arguments[2])).write(Path.of(arguments[0]));
  }
}
