package dev.nnd.compiler.expr;

/** A relation of two numbers. */
public enum Comparison {
  LESS("<"),
  LESS_EQUAL("<="),
  GREATER(">"),
  GREATER_EQUAL(">="),
  EQUAL("=="),
  NOT_EQUAL("!=");

  private final String text;

  Comparison(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  public boolean test(double a, double b) {
    return switch (this) {
      case LESS -> a < b;
      case LESS_EQUAL -> a <= b;
      case GREATER -> a > b;
      case GREATER_EQUAL -> a >= b;
      case EQUAL -> a == b;
      case NOT_EQUAL -> a != b;
    };
  }

  public boolean test(int order) {
    return test(order, 0);
  }
}
