package dev.nnd.compiler.cli;

import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Interpreter;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Tensor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Values for variables. */
record Point(Map<String, Double> values) {
  Point {
    values = Map.copyOf(values);
  }

  /**
   * Refuses a place where an expression has no value.
   *
   * @param simple its simplest form, which counts where the rounding of the longer one is all that is wrong
   */
  void checkDefined(Expr e, Expr simple) {
    Optional<Domain.Violation> violation = Domain.violation(interpreter().parts(e));
    if (violation.isPresent() && (!violation.get().isBorder() || !Double.isFinite(interpreter().scalar(simple)))) {
      throw new InputException(violation.get().what() + " is not defined at " + place(e));
    }
  }

  /** The value of an expression there, under the name that messages give it. */
  double value(String what, Expr e) {
    Map<Expr, Double> parts = interpreter().parts(e);
    double value = parts.get(e);
    if (Double.isFinite(value)) {
      return value;
    }
    boolean undefined = Double.isNaN(value) || Domain.violation(parts).isPresent();
    throw new InputException(what + (undefined ? " is not defined at " : " is beyond the range of a double at ") + place(e));
  }

  private Interpreter interpreter() {
    return new Interpreter(leaf -> new double[] {of(leaf.name())}, 1, false);
  }

  double of(String variable) {
    return Optional.ofNullable(values.get(variable))
        .orElseThrow(() -> new InputException("--at gives no value for " + variable));
  }

  /** The values of the variables that occur; all of them where none does. */
  private String place(Expr e) {
    Collection<String> names = new TreeSet<>();
    for (Tensor tensor : Dag.tensors(List.of(e))) {
      if (tensor instanceof Leaf leaf && values.containsKey(leaf.name())) {
        names.add(leaf.name());
      }
    }
    return (names.isEmpty() ? new TreeSet<>(values.keySet()) : names).stream()
        .map(name -> name + " = " + Numbers.text(values.get(name)))
        .collect(Collectors.joining(", "));
  }
}
