package dev.nnd.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Examples for a network: for each field one row of numbers, or of labels, an example. It never changes and works in
 * either precision; numbers given in the other one are converted once, when they are first asked for. Rows are shared,
 * not copied: whoever gave or got a row must not write to it.
 */
public final class DataSet {
  private final List<Field> fields;
  private final Column[] columns;
  private final int size;

  private DataSet(List<Field> fields, Column[] columns, int size) {
    this.fields = fields;
    this.columns = columns;
    this.size = size;
  }

  /** Starts a data set of the given fields, which are numbered from 0. */
  public static Builder builder(List<Field> fields) {
    return new Builder(List.copyOf(fields));
  }

  /** The fields: a network's inputs, then its targets. */
  public List<Field> fields() {
    return fields;
  }

  /** The number of examples. */
  public int size() {
    return size;
  }

  /** Whether the field has data; a target may have none. */
  public boolean has(int field) {
    return columns[field].present();
  }

  /** One example's components, row-major. */
  public float[] floats(int field, int example) {
    return columns[field].floats(example);
  }

  /** One example's components, row-major. */
  public double[] doubles(int field, int example) {
    return columns[field].doubles(example);
  }

  /** One example's label, or the first of its labels. */
  public int label(int field, int example) {
    return columns[field].label(example, 0);
  }

  /** One of an example's labels. */
  public int label(int field, int example, int position) {
    return columns[field].label(example, position);
  }

  /** The given examples, in the given order. */
  public DataSet subset(int... examples) {
    if (examples.length == 0) {
      throw new IllegalArgumentException("a data set needs at least one example");
    }
    Column[] subsets = Arrays.stream(columns).map(column -> column.subset(examples)).toArray(Column[]::new);
    return new DataSet(fields, subsets, examples.length);
  }

  /**
   * Splits a fraction off, at random from the seed and in proportion for each class of a label, if there is one; of
   * several labels that are no sequences, for each combination.
   *
   * @param fraction of the examples to hold out, between 0 and 1
   * @throws IllegalArgumentException if a part would be empty
   */
  public Split split(double fraction, long seed) {
    return split(fraction, seed, strata(0));
  }

  /**
   * Splits a fraction off, at random from the seed and in proportion for each class of the network's target, if it is a
   * single label; of several such targets, for each combination.
   *
   * @param fraction of the examples to hold out, between 0 and 1
   * @throws IllegalArgumentException if a part would be empty
   */
  public Split split(double fraction, long seed, Signature network) {
    return split(fraction, seed, strata(network.inputs().size()));
  }

  /** The single labels that have data. The targets come last among the fields, and first here: they matter most. */
  private List<Integer> strata(int from) {
    return IntStream.range(from, fields.size()).map(f -> fields.size() - 1 - (f - from))
        .filter(f -> has(f) && fields.get(f).isSingleLabel())
        .boxed().toList();
  }

  private Split split(double fraction, long seed, List<Integer> strata) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException("cannot split off " + fraction
          + " of the data: it must lie between 0 and 1");
    }
    boolean[] held = Stratification.hold(this, strata, fraction, seed);
    int[] heldOut = Shuffle.identity(size);
    int[] rest = Arrays.stream(heldOut).filter(i -> !held[i]).toArray();
    heldOut = Arrays.stream(heldOut).filter(i -> held[i]).toArray();
    if (heldOut.length == 0 || rest.length == 0) {
      throw new IllegalArgumentException("cannot split off " + fraction + " of " + size
          + " examples: a part would be empty");
    }
    return new Split(subset(rest), subset(heldOut));
  }

  /**
   * Two parts of one data set.
   *
   * @param train what is left
   * @param held what was held out
   */
  public record Split(DataSet train, DataSet held) {
  }

  /** Takes one array a field and checks it; messages name the field, the example from 0 and the component. */
  public static final class Builder {
    private final List<Field> fields;
    private final Column[] columns;

    private Builder(List<Field> fields) {
      this.fields = fields;
      this.columns = fields.stream().map(Column.Absent::new).toArray(Column[]::new);
    }

    /**
     * Real numbers of a field that has one an example.
     *
     * @param field its number
     * @param values one an example
     * @throws IllegalArgumentException if the field takes more, or a value is not finite or out of range
     */
    public Builder floats(int field, float[] values) {
      float[][] rows = new float[values.length][];
      for (int i = 0; i < values.length; i++) {
        rows[i] = new float[] {values[i]};
      }
      return floats(field, rows);
    }

    /**
     * Real numbers of a field that has one an example.
     *
     * @param field its number
     * @param values one an example
     * @throws IllegalArgumentException if the field takes more, or a value is not finite or out of range
     */
    public Builder doubles(int field, double[] values) {
      double[][] rows = new double[values.length][];
      for (int i = 0; i < values.length; i++) {
        rows[i] = new double[] {values[i]};
      }
      return doubles(field, rows);
    }

    /**
     * Real numbers.
     *
     * @param field its number
     * @param rows one row-major row an example
     * @throws IllegalArgumentException if a row has the wrong length, or a value is not finite or out of range
     */
    public Builder floats(int field, float[][] rows) {
      columns[field] = Column.Real.of(fields.get(field), rows);
      return this;
    }

    /**
     * Real numbers.
     *
     * @param field its number
     * @param rows one row-major row an example
     * @throws IllegalArgumentException if a row has the wrong length, or a value is not finite or out of range
     */
    public Builder doubles(int field, double[][] rows) {
      columns[field] = Column.Real.of(fields.get(field), rows);
      return this;
    }

    /**
     * Labels.
     *
     * @param field its number
     * @param labels 0-based; of a tensor of labels, all labels of the first example, then of the second, …
     * @throws IllegalArgumentException if a label is out of range
     */
    public Builder labels(int field, int[] labels) {
      columns[field] = Column.Labels.of(fields.get(field), labels);
      return this;
    }

    /**
     * Labels of a field that has several an example.
     *
     * @param field its number
     * @param rows one row-major row of 0-based labels an example
     * @throws IllegalArgumentException if a row has the wrong length, or a label is out of range
     */
    public Builder labels(int field, int[][] rows) {
      for (int i = 0; i < rows.length; i++) {
        FieldCheck.length(fields.get(field), i, rows[i].length);
      }
      return labels(field, Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray());
    }

    /**
     * Labels by their names in Java.
     *
     * @param field its number
     * @param labels one constant of the field's enum an example
     */
    public Builder labels(int field, Enum<?>[] labels) {
      return labels(field, Arrays.stream(labels).mapToInt(Enum::ordinal).toArray());
    }

    /**
     * Labels of a field that has several an example, by their names in Java.
     *
     * @param field its number
     * @param rows one row-major row of constants of the field's enum an example
     * @throws IllegalArgumentException if a row has the wrong length
     */
    public Builder labels(int field, Enum<?>[][] rows) {
      return labels(field, Arrays.stream(rows)
          .map(row -> Arrays.stream(row).mapToInt(Enum::ordinal).toArray()).toArray(int[][]::new));
    }

    /**
     * The data set.
     *
     * @throws IllegalArgumentException if there is no example, or fields differ in their number of examples
     */
    public DataSet build() {
      List<Integer> present = new ArrayList<>();
      for (int i = 0; i < columns.length; i++) {
        if (columns[i].present()) {
          present.add(i);
        }
      }
      int size = present.isEmpty() ? 0 : columns[present.get(0)].size();
      if (size == 0) {
        throw new IllegalArgumentException("a data set needs at least one example");
      }
      for (int i : present) {
        if (columns[i].size() != size) {
          throw new IllegalArgumentException(fields.get(present.get(0)).name() + " has " + size
              + " examples, but " + fields.get(i).name() + " has " + columns[i].size());
        }
      }
      return new DataSet(fields, columns.clone(), size);
    }
  }
}
