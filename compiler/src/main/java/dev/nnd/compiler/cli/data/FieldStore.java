package dev.nnd.compiler.cli.data;

import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Field;
import dev.nnd.runtime.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Collects the values of one field, an example after the other, in the least memory that keeps them. */
abstract sealed class FieldStore {
  static final String MORE_DIGITS = "use --precision double";

  final Field field;

  private FieldStore(Field field) {
    this.field = field;
  }

  static FieldStore of(Field field, Precision precision) {
    if (field.kind() == Field.Kind.LABEL) {
      return new Labels(field);
    }
    return precision == Precision.FLOAT ? new Floats(field) : new Doubles(field);
  }

  /** Begins an example, whose components then are put one by one. */
  abstract void begin();

  abstract void put(int component, double value);

  /** Whether a finite number stays finite. */
  abstract boolean holds(double value);

  abstract void addTo(DataSet.Builder builder, int number);

  /** A component that is to be standardized, and whose differences the precision has mostly rounded away. */
  OptionalInt blurred() {
    return OptionalInt.empty();
  }

  private static final class Floats extends FieldStore {
    /** The part of a component's spread that rounding may take. */
    private static final double MOST_LOST = 1.0 / 16;

    private final List<float[]> rows = new ArrayList<>();
    private final double[] least;
    private final double[] greatest;
    private final double[] rounding;
    private float[] row = {};

    Floats(Field field) {
      super(field);
      int tracked = field.standardized() ? field.components() : 0;
      least = new double[tracked];
      greatest = new double[tracked];
      rounding = new double[tracked];
      Arrays.fill(least, Double.POSITIVE_INFINITY);
      Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
    }

    @Override
    void begin() {
      row = new float[field.components()];
      rows.add(row);
    }

    @Override
    void put(int component, double value) {
      row[component] = (float) value;
      if (field.standardized()) {
        least[component] = Math.min(least[component], value);
        greatest[component] = Math.max(greatest[component], value);
        rounding[component] = Math.max(rounding[component], Math.abs(value - (float) value));
      }
    }

    @Override
    OptionalInt blurred() {
      return IntStream.range(0, rounding.length)
          .filter(i -> greatest[i] > least[i] && rounding[i] > MOST_LOST * (greatest[i] - least[i]))
          .findFirst();
    }

    @Override
    boolean holds(double value) {
      return Float.isFinite((float) value);
    }

    @Override
    void addTo(DataSet.Builder builder, int number) {
      builder.floats(number, rows.toArray(float[][]::new));
    }
  }

  private static final class Doubles extends FieldStore {
    private final List<double[]> rows = new ArrayList<>();
    private double[] row = {};

    Doubles(Field field) {
      super(field);
    }

    @Override
    void begin() {
      row = new double[field.components()];
      rows.add(row);
    }

    @Override
    void put(int component, double value) {
      row[component] = value;
    }

    @Override
    boolean holds(double value) {
      return Double.isFinite(value);
    }

    @Override
    void addTo(DataSet.Builder builder, int number) {
      builder.doubles(number, rows.toArray(double[][]::new));
    }
  }

  private static final class Labels extends FieldStore {
    private int[] labels = new int[1024];
    private int size;

    Labels(Field field) {
      super(field);
    }

    @Override
    void begin() {
      size += field.components();
      if (size > labels.length) {
        labels = Arrays.copyOf(labels, Math.max(size, labels.length + labels.length / 2));
      }
    }

    @Override
    void put(int component, double value) {
      labels[size - field.components() + component] = (int) value;
    }

    @Override
    boolean holds(double value) {
      return true;
    }

    @Override
    void addTo(DataSet.Builder builder, int number) {
      builder.labels(number, Arrays.copyOf(labels, size));
    }
  }
}
