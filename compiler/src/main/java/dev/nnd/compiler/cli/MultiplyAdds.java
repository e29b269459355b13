package dev.nnd.compiler.cli;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Tensor;
import java.util.List;

/** Counts the multiply-adds of sums of products: what dominates the cost of a network. */
final class MultiplyAdds {
  private MultiplyAdds() {}

  static long of(List<Tensor> tensors) {
    return tensors.stream().mapToLong(MultiplyAdds::of).sum();
  }

  private static long of(Tensor tensor) {
    if (!(tensor instanceof Reduction reduction) || reduction.op() != ReduceOp.SUM) {
      return 0;
    }
    return product(reduction.axes()) * product(reduction.bound()) * factors(reduction.body());
  }

  private static long factors(Expr body) {
    return body instanceof Product product ? Math.max(1, product.bases().size() - 1) : 1;
  }

  private static long product(List<Axis> axes) {
    return axes.stream().mapToLong(Axis::size).reduce(1, (a, b) -> a * b);
  }
}
