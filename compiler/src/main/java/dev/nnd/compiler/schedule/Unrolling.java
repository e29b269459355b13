package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Logic;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Elements of small tensors as formulas of single numbers: {@code sum(i: x[i]^2)} over two is {@code x[0]^2 + x[1]^2}. What
 * has a name keeps it, element by element.
 */
public final class Unrolling {
  private static final int LONGEST_AXIS = 4;
  private static final int MOST_ELEMENTS = 1_000;

  private final ExprPool pool;
  private final Map<Expr, Map<List<Integer>, Expr>> expressions = new HashMap<>();
  private final Map<Tensor, Map<List<Integer>, Expr>> tensors = new HashMap<>();
  private int count;

  public Unrolling(ExprPool pool) {
    this.pool = pool;
  }

  /** There are too many elements, or reductions that only a loop computes well. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal() {
      super("not unrolled", null, false, false);
    }
  }

  /** All elements of each root over its axes, row-major; nothing where loops are better. */
  public Optional<List<List<Expr>>> elements(List<Expr> roots, List<List<Integer>> shapes) {
    try {
      List<List<Expr>> elements = new ArrayList<>();
      for (int i = 0; i < roots.size(); i++) {
        List<Expr> own = new ArrayList<>();
        for (Map<Axis, Integer> at : positions(axes(shapes.get(i)))) {
          own.add(element(roots.get(i), at));
        }
        elements.add(own);
      }
      return Optional.of(elements);
    } catch (Refusal refusal) {
      return Optional.empty();
    }
  }

  private static List<Axis> axes(List<Integer> shape) {
    List<Axis> axes = new ArrayList<>();
    for (int size : shape) {
      axes.add(new Axis(axes.size(), size));
    }
    return axes;
  }

  private static List<Map<Axis, Integer>> positions(List<Axis> axes) {
    List<Map<Axis, Integer>> positions = List.of(Map.of());
    for (Axis axis : axes) {
      if (axis.size() > LONGEST_AXIS) {
        throw new Refusal();
      }
      List<Map<Axis, Integer>> longer = new ArrayList<>();
      for (Map<Axis, Integer> position : positions) {
        for (int i = 0; i < axis.size(); i++) {
          Map<Axis, Integer> at = new HashMap<>(position);
          at.put(axis, i);
          longer.add(at);
        }
      }
      positions = longer;
    }
    return positions;
  }

  private Expr element(Expr e, Map<Axis, Integer> at) {
    Map<List<Integer>, Expr> known = expressions.computeIfAbsent(e, key -> new HashMap<>());
    List<Integer> position = e.axes().stream().map(at::get).toList();
    Expr element = known.get(position);
    if (element == null) {
      if (++count > MOST_ELEMENTS) {
        throw new Refusal();
      }
      element = made(e, at);
      known.put(position, element);
    }
    return element;
  }

  private Expr made(Expr e, Map<Axis, Integer> at) {
    if (e instanceof AxisValue value) {
      return pool.num(at.get(value.axis()));
    }
    if (e instanceof If conditional) {
      // A branch that is not taken may read outside of a tensor.
      Expr condition = element(conditional.condition(), at);
      if (condition instanceof Logic logic && logic.operands().isEmpty()) {
        return element(logic.isTrue() ? conditional.then() : conditional.otherwise(), at);
      }
      return pool.when(condition, element(conditional.then(), at), element(conditional.otherwise(), at));
    }
    List<Expr> children = e.children().stream().map(child -> element(child, at)).toList();
    if (e instanceof Access access) {
      return read(access.tensor(), children.stream().map(Unrolling::position).toList());
    }
    return e.children().isEmpty() ? e : pool.rebuild(e, children);
  }

  private static int position(Expr index) {
    if (index instanceof Num num && num.value().isSmallInteger()) {
      return num.value().intValue();
    }
    throw new Refusal();
  }

  private Expr read(Tensor tensor, List<Integer> position) {
    Map<List<Integer>, Expr> known = tensors.computeIfAbsent(tensor, key -> new HashMap<>());
    Expr element = known.get(position);
    if (element == null) {
      element = tensor.accept(new Elements(position));
      known.put(position, element);
    }
    return element;
  }

  private static Map<Axis, Integer> at(List<Axis> axes, List<Integer> position) {
    Map<Axis, Integer> at = new HashMap<>();
    for (int i = 0; i < axes.size(); i++) {
      at.put(axes.get(i), position.get(i));
    }
    return at;
  }

  /** The element of a tensor at a position. */
  private final class Elements implements Tensor.Visitor<Expr> {
    private final List<Integer> position;

    Elements(List<Integer> position) {
      this.position = position;
    }

    @Override
    public Expr visit(Leaf leaf) {
      return pool.access(leaf, position.stream().map(i -> pool.num(i)).toList());
    }

    @Override
    public Expr visit(Definition definition) {
      StringBuilder name = new StringBuilder(definition.name());
      if (!position.isEmpty()) {
        name.append(position);
      }
      Expr body = element(definition.body(), at(definition.axes(), position));
      return body.children().isEmpty() || body instanceof Access
          ? body
          : pool.element(pool.define(name.toString(), List.of(), body));
    }

    @Override
    public Expr visit(Reduction reduction) {
      List<Expr> terms = new ArrayList<>();
      Map<Axis, Integer> outer = at(reduction.axes(), position);
      for (Map<Axis, Integer> inner : positions(reduction.bound())) {
        inner = new HashMap<>(inner);
        inner.putAll(outer);
        terms.add(element(reduction.body(), inner));
      }
      return switch (reduction.op()) {
        case SUM -> pool.add(terms);
        case PROD -> terms.stream().reduce(pool.one(), pool::multiply);
        case MAX, MIN -> extremum(reduction.op() == ReduceOp.MAX ? Primitive.MAX : Primitive.MIN, terms);
        // The first two are scaled so that nothing overflows, which takes loops.
        case LOGSUMEXP, NORM, ARGMAX, ARGMIN -> throw new Refusal();
      };
    }

    private Expr extremum(Primitive primitive, List<Expr> terms) {
      return terms.stream().reduce((a, b) -> pool.call(primitive, a, b)).orElseThrow();
    }

    @Override
    public Expr visit(Scatter scatter) {
      List<Expr> terms = new ArrayList<>();
      for (Scatter.Clause clause : scatter.clauses()) {
        for (Map<Axis, Integer> at : positions(clause.axes())) {
          List<Integer> target = clause.target().stream().map(index -> position(element(index, at))).toList();
          if (target.equals(position)) {
            terms.add(element(clause.body(), at));
          }
        }
      }
      return pool.add(terms);
    }
  }
}
