package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.IndexBinding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reductions over named indices and over whole tensors, and definitions by indices. */
final class Reductions {
  private static final String MEAN = "mean";
  private static final Map<String, ReduceOp> OPERATIONS = Map.of(
      "sum", ReduceOp.SUM,
      MEAN, ReduceOp.SUM,
      "max", ReduceOp.MAX,
      "min", ReduceOp.MIN,
      "prod", ReduceOp.PROD,
      "logsumexp", ReduceOp.LOGSUMEXP,
      "norm", ReduceOp.NORM,
      "argmax", ReduceOp.ARGMAX,
      "argmin", ReduceOp.ARGMIN);
  /** Of a whole tensor they are library functions. */
  private static final Set<String> OVER_INDICES_ONLY = Set.of("norm");

  private final Context context;
  private final ExprPool pool;

  Reductions(Context context) {
    this.context = context;
    this.pool = context.pool();
  }

  /** Whether it reduces a whole tensor too. */
  static boolean isReduction(String name) {
    return OPERATIONS.containsKey(name) && !OVER_INDICES_ONLY.contains(name);
  }

  Quantity value(Expression.Reduction reduction) {
    String name = reduction.function().name();
    if (!OPERATIONS.containsKey(name)) {
      throw context.reporter().reject(Problems.suggesting(
          Diagnostic.of(Code.NOT_A_REDUCTION, reduction.function().span(), name), name, OPERATIONS.keySet()));
    }
    Indexed indexed = under(reduction.indices(), reduction.body());
    return new Quantity(indexed.value().extents(), reduced(name, indexed.axes(), indexed.value().element()));
  }

  /** All elements of a tensor to one. */
  Quantity whole(String name, Quantity tensor) {
    return tensor.isScalar() && name.startsWith("arg")
        ? Quantity.scalar(pool.zero())
        : Quantity.scalar(reduced(name, tensor.axes(), tensor.element()));
  }

  private Expr reduced(String name, List<Axis> axes, Expr element) {
    Expr reduced = pool.reduce(OPERATIONS.get(name), axes, element);
    if (!name.equals(MEAN)) {
      return reduced;
    }
    long count = 1;
    for (Axis axis : axes) {
      count *= axis.size();
    }
    return pool.scale(Rational.of(1, count), reduced);
  }

  /** The tensor that {@code C[i, k] = body} defines: the indices first, then the own axes of the body. */
  Quantity definition(List<IndexBinding> indices, Expression body) {
    Indexed indexed = under(indices, body);
    return new Lifting(context, indexed.extents(), indexed.axes()).whole(indexed.value());
  }

  /** A body's value, with the axes of the indices that it stands under. */
  private record Indexed(List<Extent> extents, List<Axis> axes, Quantity value) {}

  private Indexed under(List<IndexBinding> indices, Expression body) {
    indices.forEach(this::refuseHiding);
    refuseTwice(indices);
    boolean solved = indices.stream().allMatch(index -> context.ranges().size(index).isPresent());
    Ranges ranges = solved ? context.ranges() : IndexRanges.solve(indices, body, context);
    Scope scope = context.scope().block();
    Context inside = context.with(scope).with(ranges);
    List<Axis> axes = new ArrayList<>();
    List<Extent> extents = new ArrayList<>();
    for (IndexBinding index : indices) {
      int size = ranges.size(index).orElseThrow();
      Axis axis = inside.nextIndex(size);
      axes.add(axis);
      extents.add(Extent.of(size));
      inside = inside.with(axis);
      scope.define(index.name(), new Symbol.Known(index.span(), Quantity.scalar(pool.axis(axis)), false));
    }
    return new Indexed(extents, axes, inside.expressions().quantity(body));
  }

  private void refuseTwice(List<IndexBinding> indices) {
    Map<String, IndexBinding> seen = new HashMap<>();
    for (IndexBinding index : indices) {
      IndexBinding first = seen.putIfAbsent(index.name(), index);
      if (first != null) {
        throw context.reporter().reject(Problems.duplicate(index.name(), index.span(), first.span())
            .help("a diagonal is written on the right: `a[i] = W[i, i]`"));
      }
    }
  }

  private void refuseHiding(IndexBinding index) {
    Scope scope = context.scope();
    Optional<Symbol> hidden = scope.isOutOfSight(index.name()) ? Optional.empty() : scope.find(index.name());
    if (hidden.isPresent()) {
      throw context.reporter().reject(
          Diagnostic.of(Code.HIDDEN_VALUE, index.span(), index.name()).label(hidden.get().span(), "defined here"));
    }
  }
}
