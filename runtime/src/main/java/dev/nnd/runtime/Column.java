package dev.nnd.runtime;

import java.util.Arrays;
import java.util.Optional;

/** The data of one field. */
abstract class Column {
  final Field field;

  Column(Field field) {
    this.field = field;
  }

  abstract int size();

  abstract Column subset(int[] examples);

  boolean present() {
    return true;
  }

  float[] floats(int example) {
    throw new IllegalStateException(field.describe() + " has no real numbers");
  }

  double[] doubles(int example) {
    throw new IllegalStateException(field.describe() + " has no real numbers");
  }

  int label(int example, int position) {
    throw new IllegalStateException(field.describe() + " has no labels");
  }

  /** A target without data. */
  static final class Absent extends Column {
    Absent(Field field) {
      super(field);
    }

    @Override
    int size() {
      return 0;
    }

    @Override
    boolean present() {
      return false;
    }

    @Override
    Column subset(int[] examples) {
      return this;
    }
  }

  /** Real numbers in one precision, and in the other from the first time that it is asked for. */
  static final class Real extends Column {
    private volatile Optional<float[][]> floats;
    private volatile Optional<double[][]> doubles;

    private Real(Field field, Optional<float[][]> floats, Optional<double[][]> doubles) {
      super(field);
      this.floats = floats;
      this.doubles = doubles;
    }

    static Real of(Field field, float[][] rows) {
      FieldCheck.kind(field, Field.Kind.REAL);
      for (int i = 0; i < rows.length; i++) {
        FieldCheck.length(field, i, rows[i].length);
        for (int c = 0; c < rows[i].length; c++) {
          FieldCheck.value(field, i, c, rows[i][c]);
        }
      }
      return new Real(field, Optional.of(rows.clone()), Optional.empty());
    }

    static Real of(Field field, double[][] rows) {
      FieldCheck.kind(field, Field.Kind.REAL);
      for (int i = 0; i < rows.length; i++) {
        FieldCheck.length(field, i, rows[i].length);
        for (int c = 0; c < rows[i].length; c++) {
          FieldCheck.value(field, i, c, rows[i][c]);
        }
      }
      return new Real(field, Optional.empty(), Optional.of(rows.clone()));
    }

    @Override
    int size() {
      return floats.isPresent() ? floats.get().length : doubles.get().length;
    }

    @Override
    float[] floats(int example) {
      Optional<float[][]> rows = floats;
      return rows.isPresent() ? rows.get()[example] : toFloats()[example];
    }

    @Override
    double[] doubles(int example) {
      Optional<double[][]> rows = doubles;
      return rows.isPresent() ? rows.get()[example] : toDoubles()[example];
    }

    @Override
    Column subset(int[] examples) {
      return new Real(field, floats.map(rows -> select(rows, examples)),
          doubles.map(rows -> select(rows, examples)));
    }

    private static <R> R[] select(R[] rows, int[] examples) {
      R[] selected = Arrays.copyOf(rows, examples.length);
      for (int i = 0; i < examples.length; i++) {
        selected[i] = rows[examples[i]];
      }
      return selected;
    }

    private synchronized float[][] toFloats() {
      if (floats.isEmpty()) {
        double[][] from = doubles.orElseThrow();
        float[][] rows = new float[from.length][field.components()];
        for (int i = 0; i < rows.length; i++) {
          for (int c = 0; c < rows[i].length; c++) {
            rows[i][c] = (float) from[i][c];
          }
        }
        floats = Optional.of(rows);
      }
      return floats.orElseThrow();
    }

    private synchronized double[][] toDoubles() {
      if (doubles.isEmpty()) {
        float[][] from = floats.orElseThrow();
        double[][] rows = new double[from.length][field.components()];
        for (int i = 0; i < rows.length; i++) {
          for (int c = 0; c < rows[i].length; c++) {
            rows[i][c] = from[i][c];
          }
        }
        doubles = Optional.of(rows);
      }
      return doubles.orElseThrow();
    }
  }

  /** Labels, those of one example side by side. */
  static final class Labels extends Column {
    private final int[] labels;
    private final int width;

    private Labels(Field field, int[] labels) {
      super(field);
      this.labels = labels;
      this.width = field.components();
    }

    static Labels of(Field field, int[] labels) {
      FieldCheck.kind(field, Field.Kind.LABEL);
      int width = field.components();
      if (labels.length % width != 0) {
        throw new IllegalArgumentException(field.describe() + " needs " + width + " labels an example, which "
            + labels.length + " labels do not make");
      }
      for (int i = 0; i < labels.length; i++) {
        FieldCheck.label(field, i / width, i % width, labels[i]);
      }
      return new Labels(field, labels.clone());
    }

    @Override
    int size() {
      return labels.length / width;
    }

    @Override
    int label(int example, int position) {
      return labels[example * width + position];
    }

    @Override
    Column subset(int[] examples) {
      int[] selected = new int[examples.length * width];
      for (int i = 0; i < examples.length; i++) {
        System.arraycopy(labels, examples[i] * width, selected, i * width, width);
      }
      return new Labels(field, selected);
    }
  }
}
