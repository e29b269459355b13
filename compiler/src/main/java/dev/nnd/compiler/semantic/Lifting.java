package dev.nnd.compiler.semantic;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.semantic.Value.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A computation for each position of a shape, as under indices. */
record Lifting(Context inside, List<Extent> extents, List<Axis> axes) {

  static Lifting over(Context context, List<Extent> extents) {
    Context inside = context;
    List<Axis> axes = new ArrayList<>();
    for (Extent extent : extents) {
      Axis axis = inside.nextIndex(extent.size());
      axes.add(axis);
      inside = inside.with(axis);
    }
    return new Lifting(inside, extents, axes);
  }

  /** What such a tensor has at the current position; further axes of its own come first then. */
  Quantity element(Quantity tensor) {
    Map<Axis, Expr> numbering = new HashMap<>();
    for (int i = 0; i < tensor.rank(); i++) {
      Axis to = i < axes.size() ? axes.get(i) : new Axis(i - axes.size(), tensor.extents().get(i).size());
      numbering.put(tensor.axis(i), inside.pool().axis(to));
    }
    List<Extent> rest = tensor.extents().subList(axes.size(), tensor.rank());
    return new Quantity(rest, inside.pool().substitute(tensor.element(), numbering));
  }

  /** The tensor of what was computed at each position. */
  Quantity whole(Quantity element) {
    Map<Axis, Expr> numbering = new HashMap<>();
    for (int i = 0; i < axes.size(); i++) {
      numbering.put(axes.get(i), inside.pool().axis(new Axis(i, axes.get(i).size())));
    }
    for (int i = 0; i < element.rank(); i++) {
      Axis to = new Axis(axes.size() + i, element.extents().get(i).size());
      numbering.put(element.axis(i), inside.pool().axis(to));
    }
    List<Extent> all = new ArrayList<>(extents);
    all.addAll(element.extents());
    return new Quantity(all, inside.pool().substitute(element.element(), numbering));
  }
}
