package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Tensor;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** How much it costs to compute all elements of an expression: operations times positions. */
final class Work {
  private Work() {}

  /**
   * @param axes of the result
   * @param known what is computed anyway
   */
  static double of(Expr result, List<Axis> axes, Set<Tensor> known) {
    double work = positions(axes) * operations(List.of(result));
    for (Tensor tensor : Dag.tensors(List.of(result))) {
      work += known.contains(tensor) ? 0 : of(tensor);
    }
    return work;
  }

  private static double of(Tensor tensor) {
    return tensor.accept(new Tensor.Visitor<>() {
      @Override
      public Double visit(Leaf leaf) {
        return 0.0;
      }

      @Override
      public Double visit(Reduction reduction) {
        return positions(reduction.axes()) * positions(reduction.bound()) * (1 + operations(reduction.bodies()));
      }

      @Override
      public Double visit(Definition definition) {
        return positions(definition.axes()) * operations(definition.bodies());
      }

      @Override
      public Double visit(Scatter scatter) {
        return scatter.clauses().stream()
            .mapToDouble(clause -> positions(clause.axes()) * (1 + operations(List.of(clause.body()))))
            .sum();
      }
    });
  }

  private static double positions(Collection<Axis> axes) {
    return axes.stream().mapToDouble(Axis::size).reduce(1, (a, b) -> a * b);
  }

  private static long operations(Collection<Expr> bodies) {
    return Dag.expressions(bodies).stream().filter(e -> !e.children().isEmpty()).count();
  }
}
