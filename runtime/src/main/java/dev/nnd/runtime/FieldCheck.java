package dev.nnd.runtime;

/** Refuses data that a field cannot take. */
final class FieldCheck {
  private FieldCheck() {
  }

  static void kind(Field field, Field.Kind given) {
    if (field.kind() != given) {
      throw new IllegalArgumentException(field.describe() + " takes "
          + (given == Field.Kind.REAL
              ? (field.selects() ? "indices" : "labels") + ", not real numbers"
              : "real numbers, not labels"));
    }
  }

  static void length(Field field, int example, int length) {
    if (length != field.components()) {
      throw new IllegalArgumentException(field.describe() + " takes " + field.components()
          + " components, but example " + example + " has " + length);
    }
  }

  static void value(Field field, int example, int component, double value) {
    boolean within = value >= field.low() && value <= field.high();
    check(field, example, component, Double.isFinite(value), within, Double.toString(value));
  }

  /** A float is within bounds that are themselves rounded to float: 0.1f is more than 0.1. */
  static void value(Field field, int example, int component, float value) {
    boolean within = value >= (float) field.low() && value <= (float) field.high();
    check(field, example, component, Float.isFinite(value), within, Float.toString(value));
  }

  private static void check(Field field, int example, int component, boolean finite, boolean within, String value) {
    if (!finite) {
      throw new IllegalArgumentException(place(field, example, component) + " is " + value + ", not a number");
    }
    if (!within) {
      throw new IllegalArgumentException(place(field, example, component) + " is " + value + ", outside "
          + field.low() + ".." + field.high());
    }
  }

  static void label(Field field, int example, int component, int label) {
    if (label < 0 || label >= field.classes()) {
      throw new IllegalArgumentException(place(field, example, component) + " is " + label
          + ", not " + (field.selects() ? "an index" : "a class") + " of 0.." + (field.classes() - 1));
    }
  }

  private static String place(Field field, int example, int component) {
    return field.name() + (field.shape().isEmpty() ? "" : "[" + component + "]") + " of example " + example;
  }
}
