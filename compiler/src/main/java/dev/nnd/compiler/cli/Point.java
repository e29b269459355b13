package dev.nnd.compiler.cli;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Interpreter;
import dev.nnd.compiler.expr.UndefinedException;
import java.util.Map;

/** Values for variables. */
record Point(Map<String, Double> values) {
  static Point of(Map<String, Double> values) {
    return new Point(Map.copyOf(values));
  }

  /** The value of an expression there. */
  double value(Expr e) {
    Interpreter interpreter = new Interpreter(leaf -> {
      if (!values.containsKey(leaf.name())) {
        throw new InputException("--at gives no value for " + leaf.name());
      }
      return new double[] {values.get(leaf.name())};
    }, 1, false);
    try {
      double value = interpreter.scalar(e);
      if (Double.isNaN(value)) {
        throw new InputException("the derivative is not defined there");
      }
      return value;
    } catch (UndefinedException undefined) {
      throw new InputException("the derivative is not defined there");
    }
  }
}
