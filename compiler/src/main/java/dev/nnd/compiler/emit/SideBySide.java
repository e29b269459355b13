package dev.nnd.compiler.emit;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Neighbouring elements that are summed side by side, as those of a convolution: each addition of one sum waits for the
 * one before, and meanwhile the processor adds to the others. No sum is taken in another order for it.
 *
 * @param column the last axis of what is computed, along which the neighbours lie
 * @param width how many neighbours there are
 */
record SideBySide(Axis column, int width) {
  private static final int NARROWEST = 3;
  private static final int WIDEST = 8;
  /** So many variables are in use at most: more would leave the processor's registers. */
  private static final int MOST_SUMS = 64;
  private static final int MOST_NODES = 24;

  /** Elements one by one. */
  static SideBySide none(Axis column) {
    return new SideBySide(column, 1);
  }

  /** How to go along the innermost of these loops around an element. */
  static SideBySide of(List<Axis> loops, Expr element, Nest nest) {
    Axis column = loops.get(loops.size() - 1);
    List<Expr> nodes = Dag.expressions(element);
    List<Expr> sums = nodes.stream().filter(nest::isComputedHere).toList();
    int width = width(column.size());
    boolean fits = !column.isBatch()
        && column.size() >= NARROWEST
        && !sums.isEmpty()
        && sums.size() * width <= MOST_SUMS
        && nodes.size() <= MOST_NODES
        && nodes.stream().noneMatch(If.class::isInstance)
        && sums.stream().allMatch(sum -> sum.axes().contains(column) && isProduct((Reduction) ((Access) sum).tensor(), nest));
    return fits ? new SideBySide(column, width) : none(column);
  }

  /** The widest without a remainder, unless that is narrow. */
  private static int width(int size) {
    return size <= WIDEST
        ? size
        : IntStream.iterate(WIDEST, width -> width > WIDEST / 2, width -> width - 1)
            .filter(width -> size % width == 0)
            .findFirst()
            .orElse(WIDEST);
  }

  /** Of elements in memory, and not of such that lie along a row, which are summed in lanes. */
  private static boolean isProduct(Reduction reduction, Nest nest) {
    List<Expr> factors = reduction.body() instanceof Product product ? product.bases() : List.of(reduction.body());
    return reduction.op() == ReduceOp.SUM
        && factors.stream().allMatch(factor -> factor instanceof Access && !nest.isComputedHere(factor))
        && reduction.bound().stream().noneMatch(axis -> new ReductionLoops(nest).isAlongRows(reduction.body(), axis));
  }

  boolean isWhole() {
    return width == column.size();
  }

  /** The first column that no round of the loop reaches. */
  int rest() {
    return column.size() - column.size() % width;
  }

  /** An expression at each column from the loop's own, or from a fixed one, on. */
  List<Expr> at(Expr first, int count, Expr e, ExprPool pool) {
    List<Expr> neighbours = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      neighbours.add(pool.substitute(e, Map.of(column, pool.add(first, pool.num(i)))));
    }
    return neighbours;
  }
}
