package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** {@code grad}, {@code d}, {@code jacobian}, {@code hessian}, {@code jvp}, {@code vjp}, {@code hvp} in formulas. */
final class Derivatives {
  private static final Map<String, List<String>> PARAMETERS = Map.of(
      "grad", List.of("s", "x"),
      "d", List.of("u", "t"),
      "jacobian", List.of("y", "x"),
      "hessian", List.of("s", "x"),
      "jvp", List.of("y", "x", "v"),
      "vjp", List.of("y", "x", "v"),
      "hvp", List.of("s", "x", "v"));

  private final Context context;
  private final ExprPool pool;
  private final Differentiation.Differentiator differentiator;

  Derivatives(Context context) {
    this.context = context;
    this.pool = context.pool();
    this.differentiator = context.run().differentiator();
  }

  static boolean isDerivative(String name) {
    return PARAMETERS.containsKey(name);
  }

  static Set<String> names() {
    return PARAMETERS.keySet();
  }

  Quantity call(String name, Expression.Call call) {
    List<String> parameters = parameters(name, call.arguments().size());
    Map<String, Expression> bound =
        Arguments.bind(name, call.span(), parameters, parameters, call.arguments(), context.reporter());
    List<Expression> arguments = parameters.stream().map(bound::get).toList();
    List<Operand> operands = context.reporter().all(
        IntStream.range(0, arguments.size()).boxed().toList(), i -> operand(arguments.get(i), isVariable(name, i)));
    Operand of = operands.get(0);
    Variable x = variable(arguments.get(1));
    refuseMeanOverBatch(of, x);
    warnIfIndependent(of, x);
    return switch (name) {
      case "grad" -> new Quantity(x.extents(), gradient(scalar(of, name, x), x));
      case "d" -> repeated(of, arguments.subList(1, arguments.size()));
      case "jacobian" -> jacobian(quantity(of), x);
      case "hessian" -> jacobian(new Quantity(x.extents(), gradient(scalar(of, name, x), x)), x);
      case "jvp" -> new Quantity(
          quantity(of).extents(), along(quantity(of), x, like(operands.get(2), x.source(), x.extents())));
      case "vjp" -> new Quantity(
          x.extents(), pullback(quantity(of), like(operands.get(2), of.source(), quantity(of).extents()), x));
      case "hvp" -> new Quantity(x.extents(), along(
          new Quantity(x.extents(), gradient(scalar(of, name, x), x)), x, like(operands.get(2), x.source(), x.extents())));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static List<String> parameters(String name, int given) {
    List<String> parameters = new ArrayList<>(PARAMETERS.get(name));
    if (name.equals("d")) {
      IntStream.range(2, given).forEach(i -> parameters.add("t" + i));
    }
    return parameters;
  }

  private static boolean isVariable(String name, int position) {
    return position == 1 || position > 1 && name.equals("d");
  }

  // ---- arguments

  private Operand operand(Expression argument, boolean isVariable) {
    return isVariable ? new Operand(argument, variable(argument).value()) : context.expressions().operand(argument);
  }

  private Variable variable(Expression source) {
    return Variable.of(source, context);
  }

  private static Quantity quantity(Operand operand) {
    return (Quantity) operand.value();
  }

  private Expr scalar(Operand operand, String name, Variable x) {
    if (operand.value().isScalar()) {
      return operand.value().element();
    }
    Diagnostic diagnostic =
        Diagnostic.of(Code.NOT_SCALAR, operand.span(), operand.text(), Extent.shape(operand.value().extents()));
    throw context.reporter().reject(name.equals("grad")
        ? diagnostic.help(
            "`jacobian(" + operand.text() + ", " + Operand.text(x.source()) + ")` has the derivative of each element")
        : diagnostic.help("name one element of it, or its sum"));
  }

  /** The direction in the shape that it must have; a scalar fills. */
  private Expr like(Operand direction, Expression other, List<Extent> extents) {
    Quantity v = quantity(direction);
    if (v.isScalar() || Extent.sameSizes(v.extents(), extents)) {
      return v.element();
    }
    throw context.reporter().reject(Diagnostic.of(
            Code.SHAPE_MISMATCH, direction.span(), "the direction `" + direction.text() + "`",
            "the shape " + Extent.shape(v.extents()), Extent.shape(extents))
        .label(other.span(), extents.isEmpty() ? "a scalar" : "shape " + Extent.shape(extents)));
  }

  private void refuseMeanOverBatch(Operand of, Variable x) {
    boolean through = Dag.nodes(List.of(of.value().element())).stream().anyMatch(node ->
        node instanceof Call call
            && call.primitive() == Primitive.BATCH_MEAN
            && Dag.tensors(List.of(call.argument())).contains(x.tensor()));
    if (through) {
      throw context.reporter().reject(Diagnostic.of(Code.DERIVATIVE_THROUGH_BATCH, of.span(), of.text())
          .help("hold the mean fixed by `stop_gradient(batch_mean(…))`, or differentiate what goes into it"));
    }
  }

  private void warnIfIndependent(Operand of, Variable x) {
    if (!Dag.tensors(List.of(of.value().element())).contains(x.tensor())) {
      context.reporter().report(Diagnostic.of(Code.INDEPENDENT, x.source().span(), of.text(), Operand.text(x.source())));
    }
  }

  // ---- derivatives

  private Expr gradient(Expr scalar, Variable x) {
    return x.own(pool, 0, differentiator.pullback(scalar, List.of(), pool.one(), x.tensor()));
  }

  private Expr pullback(Quantity y, Expr v, Variable x) {
    return x.own(pool, 0, differentiator.pullback(y.element(), y.axes(), v, x.tensor()));
  }

  Expr along(Quantity y, Variable x, Expr v) {
    return differentiator.pushforward(y.element(), x.tensor(), x.whole(pool, v));
  }

  /** Of each component of y by each of x; where y is a scalar, its gradient. */
  Quantity jacobian(Quantity y, Variable x) {
    List<Extent> extents = new ArrayList<>(y.extents());
    extents.addAll(x.extents());
    Expr jacobian = y.isScalar()
        ? gradient(y.element(), x)
        : x.own(pool, y.rank(), differentiator.jacobian(y.element(), y.axes(), x.tensor()));
    return new Quantity(extents, jacobian);
  }

  /** {@code d(u, t)}, {@code d(u, x, x)}: by one after another. */
  private Quantity repeated(Operand of, List<Expression> variables) {
    Operand u = of;
    for (Expression source : variables) {
      u = new Operand(of.source(), elementwise(u, variable(source)));
    }
    return quantity(u);
  }

  private Quantity elementwise(Operand of, Variable t) {
    Quantity u = quantity(of);
    if (t.extents().isEmpty()) {
      return new Quantity(u.extents(), along(u, t, pool.one()));
    }
    if (!Extent.sameSizes(u.extents(), t.extents())) {
      throw notPointwise(of, t, "the shapes are " + Extent.shape(u.extents()) + " and " + Extent.shape(t.extents()));
    }
    return diagonal(u, t).orElseThrow(() ->
        notPointwise(of, t, "its elements depend on more than the same element of `" + Operand.text(t.source()) + "`"));
  }

  /** Of each element of u by the same element of t, which has the same shape; nothing where u is not pointwise in t. */
  Optional<Quantity> diagonal(Quantity u, Variable t) {
    return differentiator.pointwise(t.whole(pool, u.element()), t.tensor().axes(), t.tensor())
        .map(diagonal -> new Quantity(u.extents(), t.own(pool, 0, diagonal)));
  }

  private Rejection notPointwise(Operand of, Variable t, String why) {
    String x = Operand.text(t.source());
    String proposal = of.value().isScalar() ? "grad(" : "jacobian(";
    return context.reporter().reject(Diagnostic.of(Code.NOT_POINTWISE, of.span(), of.text(), x).label(why)
        .help("`" + proposal + of.text() + ", " + x + ")` has all derivatives"));
  }
}
