package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.diagnostics.Suggestions;
import dev.nnd.compiler.syntax.Declaration.Parameter;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Expression.Argument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings the arguments of a call to the parameters of what is called. */
final class Arguments {
  /** What other libraries name the parameter that says along which axes to reduce. */
  private static final Set<String> AXES = Set.of("axis", "axes", "dim", "dims", "keepdims", "keepdim");

  private Arguments() {}

  /**
   * The argument for each parameter that gets one.
   *
   * @param parameters their names, in order
   * @param required those without a default
   */
  static Map<String, Expression> bind(
      String callee, Span call, List<String> parameters, List<String> required, List<Argument> arguments, Reporter reporter) {
    Map<String, Expression> bound = new LinkedHashMap<>();
    boolean sound = true;
    int position = 0;
    for (Argument argument : arguments) {
      Optional<String> name = argument.name().map(Expression.Name::name);
      if (name.isEmpty() && position >= parameters.size()) {
        throw reporter.reject(arity(callee, call, parameters, required, arguments.size()));
      }
      String parameter = name.isPresent() ? name.get() : parameters.get(position++);
      if (!parameters.contains(parameter)) {
        Span span = argument.name().get().span();
        Diagnostic unknown = Diagnostic.of(Code.UNKNOWN_ARGUMENT, span, callee, parameter);
        reporter.report(AXES.contains(parameter)
            ? unknown.help("an axis is told with indices: `s[i] = sum(j: x[i, j])`")
            : Suggestions.closest(parameter, parameters).isEmpty() && !parameters.isEmpty()
            ? unknown.help("its parameters: " + String.join(", ", parameters))
            : Problems.suggesting(unknown, parameter, parameters));
        sound = false;
      } else if (bound.putIfAbsent(parameter, argument.value()) != null) {
        reporter.report(Diagnostic.of(Code.ARGUMENT_TWICE, argument.value().span(), callee, parameter)
            .label(bound.get(parameter).span(), "given here"));
        sound = false;
      }
    }
    if (sound && !bound.keySet().containsAll(required)) {
      throw reporter.reject(arity(callee, call, parameters, required, arguments.size()));
    }
    if (!sound) {
      throw new Rejection();
    }
    return bound;
  }

  /** Said of a call with too many or too few arguments. */
  static Diagnostic arity(Expression.Call call, List<Parameter> parameters) {
    List<String> names = parameters.stream().map(parameter -> parameter.name().name()).toList();
    List<String> required = parameters.stream()
        .filter(parameter -> parameter.defaultValue().isEmpty())
        .map(parameter -> parameter.name().name())
        .toList();
    return arity(call.function().name(), call.span(), names, required, call.arguments().size());
  }

  private static Diagnostic arity(String callee, Span call, List<String> parameters, List<String> required, int given) {
    String wanted = required.size() == parameters.size()
        ? counted(parameters.size())
        : required.size() + " to " + counted(parameters.size());
    Diagnostic diagnostic = Diagnostic.of(Code.WRONG_ARITY, call, callee, wanted, given);
    return parameters.isEmpty() ? diagnostic : diagnostic.help("its parameters: " + String.join(", ", parameters));
  }

  private static String counted(int count) {
    return count == 0 ? "no arguments" : count + (count == 1 ? " argument" : " arguments");
  }
}
