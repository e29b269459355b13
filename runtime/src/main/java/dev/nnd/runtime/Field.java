package dev.nnd.runtime;

import java.util.List;

/**
 * An input or a target of a network, fed per example.
 *
 * @param name its name in the .nnd
 * @param kind real numbers or labels
 * @param selects of labels, whether they are indices: positions that select, not classes
 * @param shape of one example, empty for a scalar; of a label field, the shape of the labels themselves
 * @param classes the number of classes of a label, or of the positions of an index; 0 for real numbers
 * @param labels the classes' names in order; empty if they have none
 * @param columns the columns of a table that feed it, in row-major order; empty if the .nnd names none
 * @param standardized whether mean and deviation are fitted on the training data
 * @param low the least value allowed
 * @param high the greatest value allowed
 */
public record Field(String name, Kind kind, boolean selects, List<Integer> shape, int classes,
    List<String> labels, List<String> columns, boolean standardized, double low, double high) {

  /** What a field holds. */
  public enum Kind {
    /** Real numbers. */
    REAL,
    /** 0-based numbers of classes, or positions. */
    LABEL
  }

  /** Checks that the components agree. */
  public Field {
    shape = Shapes.check(name, shape);
    labels = List.copyOf(labels);
    columns = List.copyOf(columns);
    if (kind == Kind.LABEL ? classes < 1 : classes != 0) {
      throw new IllegalArgumentException(name + " cannot have " + classes + " classes");
    }
    if (selects && (kind != Kind.LABEL || !labels.isEmpty())) {
      throw new IllegalArgumentException(name + " cannot be an index: it has real numbers or named classes");
    }
    if (!labels.isEmpty() && labels.size() != classes) {
      throw new IllegalArgumentException(name + " has " + classes + " classes but " + labels.size()
          + " names");
    }
    if (!columns.isEmpty() && columns.size() != Shapes.count(shape)) {
      throw new IllegalArgumentException(name + " " + shape + " cannot be fed by " + columns.size()
          + " columns");
    }
    if (!(low <= high)) {
      throw new IllegalArgumentException(name + " has an empty range " + low + ".." + high);
    }
  }

  /** A field of real numbers, of the given shape. */
  public static Field real(String name, int... shape) {
    return new Field(name, Kind.REAL, false, Shapes.of(shape), 0, List.of(), List.of(), false,
        Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** A label of {@code classes} classes, or a tensor of such labels if a shape is given. */
  public static Field label(String name, int classes, int... shape) {
    return new Field(name, Kind.LABEL, false, Shapes.of(shape), classes, List.of(), List.of(), false, 0, classes - 1);
  }

  /** An index that selects one of {@code positions}, or a tensor of such indices if a shape is given. */
  public static Field index(String name, int positions, int... shape) {
    return new Field(name, Kind.LABEL, true, Shapes.of(shape), positions, List.of(), List.of(), false, 0, positions - 1);
  }

  /** The same field with names for its classes. */
  public Field withLabels(String... names) {
    return new Field(name, kind, selects, shape, classes, List.of(names), columns, standardized, low, high);
  }

  /** The same field, fed by the given columns. */
  public Field from(String... names) {
    return new Field(name, kind, selects, shape, classes, labels, List.of(names), standardized, low, high);
  }

  /** The same field, standardized. */
  public Field standardize() {
    return new Field(name, kind, selects, shape, classes, labels, columns, true, low, high);
  }

  /** The same field with values in the closed range low..high. */
  public Field in(double low, double high) {
    return new Field(name, kind, selects, shape, classes, labels, columns, standardized, low, high);
  }

  /** The number of components of one example. */
  public int components() {
    return Shapes.count(shape);
  }

  /** Whether data made for the other field can be fed to this one. */
  boolean accepts(Field other) {
    return name.equals(other.name) && kind == other.kind && selects == other.selects && shape.equals(other.shape) && classes == other.classes;
  }

  /** For messages, as the .nnd would declare it. */
  public String describe() {
    if (kind == Kind.REAL) {
      return name + " : " + shape;
    }
    String elements = (selects ? "index[" : "class[") + classes + "]";
    return name + " : " + (shape.isEmpty() ? "" : shape + " ") + elements;
  }

  /** Whether an example has exactly one label here. */
  boolean isSingleLabel() {
    return kind == Kind.LABEL && !selects && shape.isEmpty();
  }
}
