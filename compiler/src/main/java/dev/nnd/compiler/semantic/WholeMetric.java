package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.semantic.Model.Fed;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Statement.Definition;
import dev.nnd.runtime.Metric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A metric of all examples together. What an example gives to it is an observation {@code [2, …]}: the prediction, then
 * the target; the runtime makes one result of all of them.
 *
 * <pre>
 *   r2(p, y)          p and y as they are
 *   confusion(p, y)   the class of the greatest element along the last axis; of a number in 0..1 the side of 1/2
 * </pre>
 */
final class WholeMetric {
  static final Set<String> NAMES = Set.of("r2", "confusion");
  private static final List<String> PARAMETERS = List.of("p", "y");

  private final Context context;
  private final ExprPool pool;

  WholeMetric(Context context) {
    this.context = context;
    this.pool = context.pool();
  }

  /** @param observation {@code [2, …]} */
  record Observed(Metric metric, Quantity observation) {}

  /** Whether the definition is a call of one, and not of a user's function of that name. */
  static boolean is(Definition definition, Scope scope) {
    return definition.value() instanceof Expression.Call call
        && definition.indices().isEmpty()
        && definition.shape().isEmpty()
        && NAMES.contains(call.function().name())
        && scope.callable(call.function().name()).isEmpty();
  }

  /** The refusal of one that stands anywhere else. */
  static Diagnostic misplaced(Expression.Call call) {
    String name = call.function().name();
    return Diagnostic.of(Code.WHOLE_METRIC, call.function().span(), name)
        .help("write `metric " + (name.equals("r2") ? "fit = " : "table = ") + call.span().text() + "` on a line of its own");
  }

  /**
   * @param name of the metric
   * @param targets which may have names for their classes
   */
  Observed of(String name, Expression.Call call, Collection<Fed> targets) {
    String function = call.function().name();
    Map<String, Expression> bound =
        Arguments.bind(function, call.span(), PARAMETERS, PARAMETERS, call.arguments(), context.reporter());
    List<Operand> operands =
        context.reporter().all(PARAMETERS, parameter -> context.expressions().operand(bound.get(parameter)));
    Operand p = operands.get(0);
    Operand y = operands.get(1);
    if (!Extent.sameSizes(p.value().extents(), y.value().extents())) {
      throw context.reporter().reject(
          Diagnostic.of(Code.SHAPES_DISAGREE, p.span(), "`" + function + "`", p.describe(), y.describe())
              .label(y.span(), "compared with this"));
    }
    if (!isLearned(p) && isLearned(y)) {
      context.reporter().report(
          Diagnostic.of(Code.SWAPPED, call.span(), function).help("write `" + function + "(" + y.text() + ", " + p.text() + ")`"));
    }
    return function.equals("r2")
        ? new Observed(Metric.r2(name, (int) Limits.elements(Extent.sizes(p.value().extents()))), both(quantity(p), quantity(y)))
        : confusion(name, quantity(p), quantity(y), targets);
  }

  private static Quantity quantity(Operand operand) {
    return (Quantity) operand.value();
  }

  private static boolean isLearned(Operand operand) {
    return Dag.tensors(List.of(operand.value().element())).stream()
        .anyMatch(tensor -> tensor instanceof Leaf leaf && leaf.kind() == Leaf.Kind.PARAMETER);
  }

  private Quantity both(Quantity p, Quantity y) {
    List<Extent> extents = new ArrayList<>(List.of(Extent.of(2)));
    extents.addAll(p.extents());
    Map<Axis, Expr> behind = new HashMap<>();
    p.axes().forEach(axis -> behind.put(axis, pool.axis(new Axis(axis.id() + 1, axis.size()))));
    Expr isFirst = pool.compare(Comparison.EQUAL, pool.axis(new Axis(0, 2)), pool.zero());
    return new Quantity(extents, pool.when(isFirst, pool.substitute(p.element(), behind), pool.substitute(y.element(), behind)));
  }

  private Observed confusion(String name, Quantity p, Quantity y, Collection<Fed> targets) {
    Quantity predicted = classes(p);
    int count = isBinary(p) ? 2 : p.extents().get(p.rank() - 1).size();
    Metric metric = Metric.confusion(name, (int) Limits.elements(Extent.sizes(predicted.extents())), count);
    String[] labels = targets.stream()
        .filter(fed -> y.element() instanceof Access access && access.tensor() == fed.leaf())
        .flatMap(fed -> fed.labels().stream())
        .flatMap(label -> label.names().stream())
        .toArray(String[]::new);
    return new Observed(metric.withLabels(labels), both(predicted, classes(y)));
  }

  private static boolean isBinary(Quantity scores) {
    return scores.isScalar() || scores.extents().get(scores.rank() - 1).size() == 1;
  }

  /** The number of the class at each position. */
  private Quantity classes(Quantity scores) {
    if (scores.isScalar()) {
      return Quantity.scalar(side(scores.element()));
    }
    int last = scores.rank() - 1;
    Axis axis = scores.axis(last);
    Expr element = isBinary(scores)
        ? side(pool.substitute(scores.element(), Map.of(axis, pool.zero())))
        : pool.reduce(ReduceOp.ARGMAX, List.of(axis), scores.element());
    return new Quantity(scores.extents().subList(0, last), element);
  }

  private Expr side(Expr share) {
    return pool.when(pool.compare(Comparison.GREATER, share, pool.num(Rational.of(1, 2))), pool.one(), pool.zero());
  }
}
