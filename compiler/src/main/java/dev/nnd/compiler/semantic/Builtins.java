package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.semantic.Value.Function;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The functions that the compiler knows; all others are library code. */
final class Builtins {
  private static final Set<Primitive> OTHERWISE = EnumSet.of(
      Primitive.LOGISTIC, Primitive.SOFTPLUS, Primitive.LOG1MEXP, Primitive.LOGIT, Primitive.LOGADDEXP, Primitive.HYPOT,
      Primitive.POW, Primitive.MIN, Primitive.MAX, Primitive.GIVEN_DERIVATIVE);
  private static final Set<String> NAMED =
      Set.of("sqrt", "pow", "min", "max", "clamp", "concat", "stack", "reshape", "flatten", "pad", "rowwise", "size");

  private final Context context;
  private final ExprPool pool;
  private final Reporter reporter;

  Builtins(Context context) {
    this.context = context;
    this.pool = context.pool();
    this.reporter = context.reporter();
  }

  static boolean isBuiltin(String name) {
    return NAMED.contains(name) || WholeMetric.NAMES.contains(name) || Derivatives.isDerivative(name)
        || NoiseFunctions.names().contains(name) || Reductions.isReduction(name) || pointwise(name).isPresent();
  }

  static Set<String> names() {
    Set<String> names = new TreeSet<>(NAMED);
    names.addAll(Derivatives.names());
    names.addAll(NoiseFunctions.names());
    names.addAll(WholeMetric.NAMES);
    Arrays.stream(Primitive.values()).filter(primitive -> !OTHERWISE.contains(primitive)).forEach(primitive -> names.add(primitive.text()));
    names.addAll(List.of("sum", "mean", "prod", "logsumexp", "argmax", "argmin"));
    return names;
  }

  private static Optional<Primitive> pointwise(String name) {
    return Primitive.named(name).filter(primitive -> !OTHERWISE.contains(primitive));
  }

  Quantity call(String name, Expression.Call call) {
    if (WholeMetric.NAMES.contains(name)) {
      throw reporter.reject(WholeMetric.misplaced(call));
    }
    if (Derivatives.isDerivative(name)) {
      return new Derivatives(context).call(name, call);
    }
    if (NoiseFunctions.names().contains(name)) {
      return new NoiseFunctions(context).call(name, call);
    }
    Optional<Primitive> primitive = pointwise(name);
    if (primitive.isPresent()) {
      if (primitive.get() == Primitive.BATCH_MEAN && !context.run().hasExamples()) {
        throw reporter.reject(Diagnostic.of(Code.OUTSIDE_OF_NETWORK, call.span(), name));
      }
      Quantity argument = operands(call, List.of("x")).get(0);
      return new Quantity(argument.extents(), pool.call(primitive.get(), argument.element()));
    }
    return switch (name) {
      case "sqrt" -> sqrt(operands(call, List.of("x")).get(0));
      case "pow" -> power(call);
      case "min", "max" -> extremum(name, call);
      case "clamp" -> clamp(call);
      case "concat", "stack", "reshape", "flatten", "pad" -> new Reshaping(context).call(name, call);
      case "rowwise" -> rowwise(call);
      case "size" -> size(call);
      default -> new Reductions(context).whole(name, operands(call, List.of("x")).get(0));
    };
  }

  /** {@code size(x)}: how many elements; {@code size(x, 0)}: how long the first axis is. */
  private Quantity size(Expression.Call call) {
    List<String> parameters = List.of("x", "axis");
    Map<String, Expression> bound =
        Arguments.bind("size", call.span(), parameters, parameters.subList(0, 1), call.arguments(), reporter);
    Operand x = context.expressions().operand(bound.get("x"));
    if (!bound.containsKey("axis")) {
      return Quantity.scalar(pool.num(Limits.elements(Extent.sizes(x.value().extents()))));
    }
    int axis = context.expressions().integer(bound.get("axis"), "the axis");
    if (axis < 0 || axis >= x.value().rank()) {
      throw reporter.reject(
          Diagnostic.of(Code.WRONG_RANK, call.span(), "`size`", "a tensor with an axis " + axis, x.describe()));
    }
    return Quantity.scalar(pool.num(x.value().extents().get(axis).size()));
  }

  private Quantity sqrt(Quantity x) {
    return new Quantity(x.extents(), pool.sqrt(x.element()));
  }

  private Quantity power(Expression.Call call) {
    List<Operand> operands = sources(call, List.of("x", "y"));
    return context.expressions().power(operands.get(0), operands.get(1));
  }

  private Quantity extremum(String name, Expression.Call call) {
    if (call.arguments().size() == 1) {
      return new Reductions(context).whole(name, operands(call, List.of("x")).get(0));
    }
    List<Operand> operands = sources(call, List.of("x", "y"));
    return new Quantity(
        Pointwise.extents(operands, "`" + name + "`", reporter),
        pool.call(name.equals("min") ? Primitive.MIN : Primitive.MAX, elements(operands)));
  }

  private Quantity clamp(Expression.Call call) {
    List<Operand> operands = sources(call, List.of("x", "lo", "hi"));
    List<Expr> elements = elements(operands);
    Expr raised = pool.call(Primitive.MAX, elements.get(1), elements.get(0));
    return new Quantity(Pointwise.extents(operands, "`clamp`", reporter), pool.call(Primitive.MIN, elements.get(2), raised));
  }

  /** {@code rowwise(f, x)}: f of each vector along the last axis of x. */
  private Quantity rowwise(Expression.Call call) {
    Map<String, Value> values = new Calls(context).values(call, List.of("f", "x"));
    if (!(values.get("f") instanceof Function function && function.callable() instanceof Callable.Defined defined)) {
      throw reporter.reject(Diagnostic.of(Code.WRONG_KIND, call.span(), "a function defined with `fn`", values.get("f").kind()));
    }
    if (!(values.get("x") instanceof Quantity tensor) || tensor.isScalar()) {
      throw reporter.reject(Diagnostic.of(Code.WRONG_KIND, call.span(), "a tensor", values.get("x").kind()));
    }
    Lifting lifting = Lifting.over(context, tensor.extents().subList(0, tensor.rank() - 1));
    String parameter = defined.declaration().parameters().get(0).name().name();
    Value row = new FunctionBody(lifting.inside(), defined).call(call.span(), Map.of(parameter, lifting.element(tensor)));
    if (row instanceof Quantity quantity) {
      return lifting.whole(quantity);
    }
    throw reporter.reject(Diagnostic.of(Code.WRONG_KIND, call.span(), "a number", row.kind()));
  }

  private List<Operand> sources(Expression.Call call, List<String> parameters) {
    Map<String, Expression> bound =
        Arguments.bind(call.function().name(), call.span(), parameters, parameters, call.arguments(), reporter);
    return reporter.all(parameters, name -> context.expressions().operand(bound.get(name)));
  }

  private List<Quantity> operands(Expression.Call call, List<String> parameters) {
    return sources(call, parameters).stream().map(operand -> (Quantity) operand.value()).toList();
  }

  private static List<Expr> elements(List<Operand> operands) {
    return new ArrayList<>(operands.stream().map(operand -> operand.value().element()).toList());
  }
}
