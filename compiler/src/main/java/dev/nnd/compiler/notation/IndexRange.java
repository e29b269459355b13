package dev.nnd.compiler.notation;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import java.util.ArrayList;
import java.util.List;

/** Where the language finds the range of an index. */
final class IndexRange {
  private IndexRange() {}

  /** Whether the index stands alone in an access, and all such have the axis's size: then it need not be told. */
  static boolean isFixed(Axis axis, Expr body) {
    List<Integer> sizes = new ArrayList<>();
    collect(axis, body, sizes);
    return !sizes.isEmpty() && sizes.stream().allMatch(size -> size == axis.size());
  }

  private static void collect(Axis axis, Expr body, List<Integer> sizes) {
    for (Expr e : Dag.expressions(body)) {
      if (e instanceof Access access && !(access.tensor() instanceof Scatter)) {
        for (int i = 0; i < access.indices().size(); i++) {
          if (access.indices().get(i) instanceof AxisValue value && value.axis().equals(axis)) {
            if (access.tensor() instanceof Reduction reduction) {
              collect(reduction.axes().get(i), reduction.body(), sizes);
            } else {
              sizes.add(access.tensor().shape().get(i));
            }
          }
        }
      }
    }
  }
}
