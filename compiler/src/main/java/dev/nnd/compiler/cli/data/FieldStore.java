package dev.nnd.compiler.cli.data;

import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Field;
import dev.nnd.runtime.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the values of one field, an example after the other, in the least memory that keeps them. */
abstract sealed class FieldStore {
  final Field field;

  private FieldStore(Field field) {
    this.field = field;
  }

  static FieldStore of(Field field, Precision precision) {
    if (field.kind() == Field.Kind.LABEL) {
      return new Labels(field);
    }
    // A float may lie outside a range that the decimal number is in: then the check needs the double.
    boolean exact = (float) field.low() == field.low() && (float) field.high() == field.high();
    return precision == Precision.FLOAT && exact ? new Floats(field) : new Doubles(field);
  }

  /** Begins an example, whose components then are put one by one. */
  abstract void begin();

  abstract void put(int component, double value);

  /** Whether a finite number stays finite. */
  abstract boolean holds(double value);

  abstract void addTo(DataSet.Builder builder, int number);

  private static final class Floats extends FieldStore {
    private final List<float[]> rows = new ArrayList<>();
    private float[] row = {};

    Floats(Field field) {
      super(field);
    }

    @Override
    void begin() {
      row = new float[field.components()];
      rows.add(row);
    }

    @Override
    void put(int component, double value) {
      row[component] = (float) value;
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
