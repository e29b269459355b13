package dev.nnd.compiler.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.TypeName;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.schedule.Storage;
import dev.nnd.runtime.Precision;

/** How numbers of a precision are written in Java. */
record Numbers(Precision precision) {
  boolean isFloat() {
    return precision == Precision.FLOAT;
  }

  TypeName type() {
    return isFloat() ? TypeName.FLOAT : TypeName.DOUBLE;
  }

  TypeName vector() {
    return ArrayTypeName.of(type());
  }

  TypeName matrix() {
    return ArrayTypeName.of(vector());
  }

  /** The array in which something is stored. */
  TypeName type(Storage storage) {
    TypeName element = storage instanceof Storage.Labels ? TypeName.INT : type();
    ArrayTypeName row = ArrayTypeName.of(element);
    return storage.hasRows() ? ArrayTypeName.of(row) : row;
  }

  /** Arrays of arrays, so many deep; a number is none. */
  TypeName array(int rank) {
    return rank == 0 ? type() : ArrayTypeName.of(array(rank - 1));
  }

  TypeName matrices() {
    return ArrayTypeName.of(matrix());
  }

  String boxed() {
    return isFloat() ? "Float" : "Double";
  }

  /** The nearest number of this precision. */
  String literal(Rational value) {
    return literal(isFloat() ? value.toBigDecimal(60).floatValue() : value.doubleValue());
  }

  /** The number in this precision. */
  String literal(double value) {
    double nearest = isFloat() ? (float) value : value;
    if (Double.isInfinite(nearest)) {
      return boxed() + (nearest < 0 ? ".NEGATIVE_INFINITY" : ".POSITIVE_INFINITY");
    }
    return isFloat() ? trimmed(Float.toString((float) nearest)) + "f" : trimmed(Double.toString(nearest));
  }

  private String trimmed(String text) {
    String plain = text.endsWith(".0") && (isFloat() || text.length() > 20) ? text.substring(0, text.length() - 2) : text;
    return plain.replace(".0E", "e").replace("E", "e");
  }

  String zero() {
    return literal(Rational.ZERO);
  }

  String one() {
    return literal(Rational.ONE);
  }
}
