package dev.nnd.compiler.notation;

import dev.nnd.compiler.expr.Coefficient;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.notation.Box.Signs;
import java.util.ArrayList;
import java.util.List;

/** Numbers, sums and lists as they are set. */
final class Boxes {
  private Boxes() {}

  static Box separated(List<Box> boxes, Signs sign) {
    List<Box> row = new ArrayList<>();
    for (Box box : boxes) {
      if (!row.isEmpty()) {
        row.add(Box.sign(sign));
      }
      row.add(box);
    }
    return row.size() == 1 ? row.get(0) : new Box.Row(row);
  }

  static boolean isFraction(Rational value) {
    return !Coefficient.isWritten(value);
  }

  static Box magnitude(Rational value) {
    return Coefficient.decimal(value).map(Boxes::digits).orElseGet(() -> new Box.Fraction(
        new Box.Digits(value.numerator().toString()), new Box.Digits(value.denominator().toString())));
  }

  /** {@code 1.5e-7} as a power of ten. */
  static Box digits(String text) {
    int e = text.indexOf('e');
    if (e < 0) {
      return new Box.Digits(text);
    }
    String exponent = text.substring(e + 1).replace("+", "");
    Box power = exponent.startsWith("-")
        ? Box.row(Box.sign(Signs.MINUS), new Box.Digits(exponent.substring(1)))
        : new Box.Digits(exponent);
    Box ten = new Box.Superscript(new Box.Digits("10"), power);
    return text.startsWith("1e") ? ten : Box.row(new Box.Digits(text.substring(0, e)), Box.sign(Signs.JUXTAPOSED), ten);
  }
}
