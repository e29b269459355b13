package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A sum of scaled rows, {@code T[a, j] = Σ_k scale[a, k] rows[k, j]}: what a product of matrices is when a whole row is
 * the unit of work. The axis j runs along contiguous memory in the result and in the rows.
 *
 * @param reduction what is computed
 * @param column the axis j
 * @param line the axis a of the result, if it has more than one
 * @param summed the axis k
 * @param rows the operand with k and j
 * @param scale the operand with a and k; none for a plain sum of rows
 */
public record Contraction(
    Reduction reduction, Axis column, Optional<Axis> line, Axis summed, Access rows, Optional<Access> scale) {

  /** The ways to see a reduction as one, by the axis that may run along the rows. */
  static List<Contraction> of(Reduction reduction) {
    List<Contraction> found = new ArrayList<>();
    if (reduction.op() != ReduceOp.SUM || reduction.bound().size() != 1 || reduction.rank() > 2) {
      return found;
    }
    Axis summed = reduction.bound().get(0);
    List<Access> operands = operands(reduction.body());
    for (Access rows : operands) {
      for (Axis column : reduction.axes()) {
        Optional<Axis> line = reduction.axes().stream().filter(axis -> !axis.equals(column)).findFirst();
        Optional<Access> scale = operands.stream().filter(other -> other != rows).findFirst();
        boolean fits = !column.isBatch()
            && hasExactly(rows, List.of(summed, column))
            && scale.map(access -> hasExactly(access, scaleAxes(line, summed))).orElse(line.isEmpty());
        if (fits) {
          found.add(new Contraction(reduction, column, line, summed, rows, scale));
        }
      }
    }
    return found;
  }

  private static List<Axis> scaleAxes(Optional<Axis> line, Axis summed) {
    return line.isPresent() ? List.of(line.get(), summed) : List.of(summed);
  }

  /** One or two plain accesses; else none. */
  private static List<Access> operands(Expr body) {
    if (body instanceof Access access) {
      return List.of(access);
    }
    if (body instanceof Product product
        && product.bases().size() == 2
        && product.exponents().stream().allMatch(Rational::isOne)
        && product.bases().get(0) instanceof Access left
        && product.bases().get(1) instanceof Access right) {
      return List.of(left, right);
    }
    return List.of();
  }

  /** Whether the operand is read at these axes and nothing else, in any order. */
  private static boolean hasExactly(Access access, List<Axis> axes) {
    boolean plain = access.indices().stream().allMatch(index -> index instanceof AxisValue);
    return plain && access.indices().size() == axes.size() && new HashSet<>(axesOf(access)).equals(new HashSet<>(axes));
  }

  /** The operand's axes in the order in which it is indexed. */
  public static List<Axis> axesOf(Access access) {
    return access.indices().stream().map(index -> ((AxisValue) index).axis()).toList();
  }

  Tensor rowsTensor() {
    return rows.tensor();
  }
}
