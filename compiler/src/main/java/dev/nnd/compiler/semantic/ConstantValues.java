package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Interpreter;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Node;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.expr.Training;
import dev.nnd.compiler.semantic.Value.Quantity;
import java.util.Arrays;
import java.util.List;

/** The numbers that a constant expression stands for: where a parameter starts, the bounds of a range, a setting. */
final class ConstantValues {
  private ConstantValues() {}

  /** All elements, row-major; one for a scalar. */
  static List<Double> of(Quantity value, Span span, String what, Reporter reporter) {
    if (!Dag.nodes(List.of(value.element())).stream().allMatch(ConstantValues::isConstant)) {
      throw reporter.reject(Diagnostic.of(Code.NOT_CONSTANT, span, what));
    }
    Interpreter interpreter = new Interpreter(leaf -> leaf.values().stream().mapToDouble(v -> v.doubleValue()).toArray(), 1, false);
    double[] elements = interpreter.elements(value.element(), Extent.sizes(value.extents()));
    if (!Arrays.stream(elements).allMatch(Double::isFinite)) {
      throw reporter.reject(Diagnostic.of(Code.UNDEFINED_VALUE, span, what + " has no finite value"));
    }
    return Arrays.stream(elements).boxed().toList();
  }

  private static boolean isConstant(Node node) {
    if (node instanceof Leaf leaf) {
      return leaf.kind() == Leaf.Kind.CONSTANT;
    }
    return !(node instanceof Training) && (!(node instanceof Tensor tensor) || Limits.elements(tensor.shape()) <= Limits.NODES);
  }

  /** A single number. */
  static double of(Expr scalar, Span span, String what, Reporter reporter) {
    return of(Quantity.scalar(scalar), span, what, reporter).get(0);
  }
}
