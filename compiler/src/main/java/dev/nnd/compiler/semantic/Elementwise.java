package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Declaration.Parameter;
import dev.nnd.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arguments for parameters that are declared as scalars, {@code []} or a single index, are taken element by element. */
final class Elementwise {
  private final Context caller;
  private final String callee;
  private final List<Parameter> parameters;

  Elementwise(Context caller, String callee, List<Parameter> parameters) {
    this.caller = caller;
    this.callee = callee;
    this.parameters = parameters;
  }

  /** What is called, where it is called with these arguments. */
  interface Body {
    Value value(Context caller, Map<String, Value> arguments);
  }

  Value call(Span call, Map<String, Value> arguments, Body body) {
    List<Operand> pointwise = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (isScalar(parameter) && arguments.get(parameter.name().name()) instanceof Quantity quantity && !quantity.isScalar()) {
        pointwise.add(new Operand(new Expression.Name(call, parameter.name().name()), quantity));
      }
    }
    if (pointwise.isEmpty()) {
      return body.value(caller, arguments);
    }
    List<Extent> extents = Pointwise.extents(pointwise, "`" + callee + "`", caller.reporter());
    Map<String, Value> elements = new LinkedHashMap<>(arguments);
    Lifting lifting = Lifting.over(caller, extents);
    pointwise.forEach(operand -> elements.put(((Expression.Name) operand.source()).name(), lifting.element((Quantity) operand.value())));
    Value result = body.value(lifting.inside(), elements);
    return result instanceof Quantity quantity ? lifting.whole(quantity) : result;
  }

  private static boolean isScalar(Parameter parameter) {
    return parameter.type().map(type -> type.shape().map(shape -> shape.sizes().isEmpty()).orElse(true)).orElse(false);
  }
}
