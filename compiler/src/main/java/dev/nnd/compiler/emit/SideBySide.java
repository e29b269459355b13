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
import dev.nnd.compiler.schedule.AddedSums;
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
 * @param element in which the first sum of each chain stands for all of it
 * @param chains sums that are added up: each goes on where the one before ended
 */
record SideBySide(Axis column, int width, Expr element, List<List<Access>> chains) {
  private static final int NARROWEST = 3;
  private static final int WIDEST = 8;
  /** So that the method stays short enough for Java's compiler. */
  private static final int MOST_STATEMENTS = 200;
  private static final int MOST_NODES = 24;

  /** How to go along the innermost of these loops around an element. */
  static SideBySide of(List<Axis> loops, Expr element, Nest nest) {
    Axis column = loops.get(loops.size() - 1);
    List<Access> sums = Dag.expressions(element).stream().filter(nest::isComputedHere).map(Access.class::cast).toList();
    boolean areSums = !sums.isEmpty() && sums.stream().allMatch(sum -> sum.axes().contains(column) && isProduct(sum, nest));
    if (column.isBatch() || !areSums) {
      return oneByOne(column, element);
    }
    List<List<Access>> chains = AddedSums.groups(element, sums);
    Expr shorter = element;
    for (List<Access> chain : chains) {
      shorter = AddedSums.asOne(nest.pool(), shorter, chain);
    }
    int width = width(column.size(), MOST_STATEMENTS / sums.size());
    List<Expr> nodes = Dag.expressions(shorter);
    boolean fits = width >= NARROWEST && nodes.size() <= MOST_NODES && nodes.stream().noneMatch(If.class::isInstance);
    return fits ? new SideBySide(column, width, shorter, chains) : oneByOne(column, element);
  }

  private static SideBySide oneByOne(Axis column, Expr element) {
    return new SideBySide(column, 1, element, List.of());
  }

  /** The widest without a remainder, unless that is narrow. */
  private static int width(int size, int most) {
    int widest = Math.min(WIDEST, most);
    return size <= widest
        ? size
        : IntStream.iterate(widest, width -> width > widest / 2, width -> width - 1)
            .filter(width -> size % width == 0)
            .findFirst()
            .orElse(widest);
  }

  /** Of elements in memory, and not of such that lie along a row, which are summed in lanes. */
  private static boolean isProduct(Access sum, Nest nest) {
    Reduction reduction = (Reduction) sum.tensor();
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
