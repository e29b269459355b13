package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Scatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The adjoint of an access: what an element of a tensor contributes, over the tensor's own axes. */
final class AccessAdjoint {
  private AccessAdjoint() {}

  /**
   * The sum over all positions of the loop that read an element, as an expression over the tensor's axes. An axis that
   * is read twice, as along a diagonal, or an index that stays free is a Kronecker delta there.
   */
  static Expr of(ExprPool pool, Access access, Expr adjoint, List<Axis> loop) {
    Set<Axis> read = new TreeSet<>();
    access.indices().forEach(index -> read.addAll(index.axes()));
    List<Axis> unread = loop.stream().filter(axis -> !read.contains(axis)).toList();
    Expr summed = pool.reduce(ReduceOp.SUM, unread, adjoint);
    Map<Axis, Expr> renaming = new HashMap<>();
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < access.indices().size(); i++) {
      int size = access.tensor().shape().get(i);
      Expr index = access.indices().get(i);
      boolean whole = index instanceof AxisValue value
          && value.axis().size() == size
          && loop.contains(value.axis())
          && renaming.putIfAbsent(value.axis(), pool.axis(new Axis(i, size))) == null;
      if (!whole && size != 1) {
        others.add(i);
      }
    }
    if (others.isEmpty()) {
      return pool.substitute(summed, renaming);
    }
    boolean delta = others.stream()
        .map(access.indices()::get)
        .allMatch(index -> index instanceof AxisValue value
            && (renaming.containsKey(value.axis()) || !loop.contains(value.axis())));
    return delta ? ofDelta(pool, access, summed, renaming, others) : scattered(pool, access, summed, loop);
  }

  private static Expr ofDelta(
      ExprPool pool, Access access, Expr summed, Map<Axis, Expr> renaming, List<Integer> others) {
    List<Axis> axes = others.stream().map(i -> new Axis(i, access.tensor().shape().get(i))).toList();
    List<Expr> positions = others.stream().map(i -> pool.substitute(access.indices().get(i), renaming)).toList();
    return KroneckerDelta.of(pool, axes, positions, pool.substitute(summed, renaming));
  }

  /** Axes that stay free follow those of the tensor. */
  private static Expr scattered(ExprPool pool, Access access, Expr summed, List<Axis> loop) {
    Set<Axis> all = new TreeSet<>(summed.axes());
    access.indices().forEach(index -> all.addAll(index.axes()));
    List<Axis> free = all.stream().filter(axis -> !loop.contains(axis)).toList();
    Map<Axis, Expr> numbering = new HashMap<>();
    List<Axis> axes = new ArrayList<>();
    for (Axis axis : all) {
      Axis here = new Axis(axes.size(), axis.size());
      axes.add(here);
      numbering.put(axis, pool.axis(here));
    }
    List<Expr> target = new ArrayList<>();
    access.indices().forEach(index -> target.add(pool.substitute(index, numbering)));
    List<Integer> shape = new ArrayList<>(access.tensor().shape());
    List<Expr> element = new ArrayList<>(access.tensor().axes().stream().map(pool::axis).toList());
    for (Axis axis : free) {
      target.add(numbering.get(axis));
      shape.add(axis.size());
      element.add(pool.axis(axis));
    }
    Scatter.Clause clause = new Scatter.Clause(axes, target, pool.substitute(summed, numbering));
    return pool.access(pool.scatter(shape, List.of(clause)), element);
  }
}
