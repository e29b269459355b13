package dev.nnd.compiler.notation;

import java.util.List;
import java.util.Optional;

/** A formula as it is set: what stands beside, above and below what. LaTeX and MathML are two spellings of it. */
sealed interface Box {

  /** Side by side. */
  record Row(List<Box> parts) implements Box {
    public Row {
      parts = List.copyOf(parts);
    }
  }

  /** The name of a value or an index. */
  record Name(String name) implements Box {}

  /** A function's name, upright. */
  record Function(String name) implements Box {}

  /** A number. */
  record Digits(String digits) implements Box {}

  /** An operator, relation or other sign. */
  record Sign(Signs sign) implements Box {}

  /** Words within a formula. */
  record Words(String text) implements Box {}

  record Fraction(Box numerator, Box denominator) implements Box {}

  record Superscript(Box base, Box exponent) implements Box {}

  record Subscript(Box base, Box index) implements Box {}

  record Root(Box radicand) implements Box {}

  /** Between signs that grow with it. */
  record Fenced(Fence fence, Box body) implements Box {}

  /** A large operator with what it runs over beneath. */
  record Large(Box operator, Optional<Box> below) implements Box {}

  /** Values by cases; the last one has no condition. */
  record Cases(List<Case> cases) implements Box {
    public Cases {
      cases = List.copyOf(cases);
    }
  }

  /** A value and when it is it. */
  record Case(Box value, Optional<Box> condition) {}

  /** Pairs of signs. */
  enum Fence {
    PARENTHESES("(", ")", "(", ")"),
    BRACKETS("[", "]", "[", "]"),
    BARS("\\lvert ", "\\rvert ", "|", "|"),
    DOUBLE_BARS("\\lVert ", "\\rVert ", "‖", "‖"),
    FLOOR("\\lfloor ", "\\rfloor ", "⌊", "⌋");

    final String latexOpen;
    final String latexClose;
    final String open;
    final String close;

    Fence(String latexOpen, String latexClose, String open, String close) {
      this.latexOpen = latexOpen;
      this.latexClose = latexClose;
      this.open = open;
      this.close = close;
    }
  }

  /** The signs. */
  enum Signs {
    PLUS("+", "+"),
    MINUS("-", "−"),
    /** Between factors that are numbers or names. */
    JUXTAPOSED("\\,", " "),
    /** Element by element. */
    POINTWISE("\\odot", "⊙"),
    COMMA(",", ","),
    EQUALS("=", "="),
    NOT_EQUAL("\\neq", "≠"),
    LESS("<", "<"),
    LESS_EQUAL("\\leq", "≤"),
    GREATER(">", ">"),
    GREATER_EQUAL("\\geq", "≥"),
    AND("\\wedge", "∧"),
    OR("\\vee", "∨"),
    NOT("\\neg", "¬"),
    SUM("\\sum", "∑"),
    PRODUCT("\\prod", "∏"),
    TRANSPOSE("\\top", "⊤"),
    PARTIAL("\\partial", "∂"),
    PI("\\pi", "π"),
    COLON(":", ":");

    final String latex;
    final String unicode;

    Signs(String latex, String unicode) {
      this.latex = latex;
      this.unicode = unicode;
    }
  }

  /** Whether it is higher than a line, so that what encloses it must grow. */
  default boolean isTall() {
    if (this instanceof Row row) {
      return row.parts().stream().anyMatch(Box::isTall);
    }
    if (this instanceof Fenced fenced) {
      return fenced.body().isTall();
    }
    if (this instanceof Superscript script) {
      return script.base().isTall();
    }
    return this instanceof Fraction || this instanceof Root || this instanceof Cases
        || this instanceof Large large && large.below().isPresent();
  }

  static Box row(Box... parts) {
    return new Row(List.of(parts));
  }

  static Box sign(Signs sign) {
    return new Sign(sign);
  }

  static Box fenced(Box body) {
    return new Fenced(Fence.PARENTHESES, body);
  }
}
