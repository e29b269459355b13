package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import java.util.Collection;
import java.util.List;

/** Values combined element by element: all of one shape, and scalars that go along. */
final class Pointwise {
  private Pointwise() {}

  /** The common shape. */
  static List<Extent> extents(Collection<Operand> operands, String operation, Reporter reporter) {
    Operand first = null;
    for (Operand operand : operands) {
      if (operand.value().isScalar()) {
        continue;
      }
      if (first == null) {
        first = operand;
      } else if (!Extent.sameSizes(first.value().extents(), operand.value().extents())) {
        throw reporter.reject(disagree(operation, first, operand));
      }
    }
    return first == null ? List.of() : first.value().extents();
  }

  private static Diagnostic disagree(String operation, Operand left, Operand right) {
    Diagnostic diagnostic = Diagnostic.of(Code.SHAPES_DISAGREE, left.span(), operation, left.describe(), right.describe())
        .label("shape " + Extent.shape(left.value().extents()) + origin(left))
        .label(right.span(), "shape " + Extent.shape(right.value().extents()) + origin(right));
    return left.value().rank() == right.value().rank()
        ? diagnostic
        : diagnostic.help("only scalars broadcast; say with indices how the axes correspond, as in `c[i, j] = a[i, j] + b[i]`");
  }

  private static String origin(Operand operand) {
    return operand.value().extents().stream()
        .map(extent -> extent.origin(operand.span()))
        .filter(text -> !text.isEmpty())
        .distinct()
        .reduce((a, b) -> "")
        .orElse("");
  }
}
