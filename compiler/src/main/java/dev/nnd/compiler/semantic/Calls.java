package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.semantic.Value.Function;
import dev.nnd.compiler.semantic.Value.Instance;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Declaration.Parameter;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Expression.Argument;
import dev.nnd.compiler.syntax.ForeignNames;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Calls of functions and layers: what is called, and with which values. */
final class Calls {
  private final Context context;
  private final Reporter reporter;

  Calls(Context context) {
    this.context = context;
    this.reporter = context.reporter();
  }

  Value call(Expression.Call call) {
    Callable callable = orTellArguments(call.arguments(), () -> callable(call.function()));
    if (callable instanceof Callable.Builtin builtin) {
      return new Builtins(context).call(builtin.name(), call);
    }
    if (callable instanceof Callable.Layer layer) {
      return instance(layer, call);
    }
    if (callable instanceof Callable.Applied applied) {
      return new LayerBody(context).apply(applied.instance(), call.function(), call.span(), call.arguments());
    }
    Callable.Defined function = (Callable.Defined) callable;
    return new FunctionBody(context, function).call(call.span(), values(
        call.function().name(), call.span(), function.declaration().parameters(), call.arguments()));
  }

  /** Where the call itself is wrong, what is wrong within its arguments is told all the same. */
  private <T> T orTellArguments(List<Argument> arguments, Supplier<T> lookup) {
    try {
      return lookup.get();
    } catch (Rejection rejection) {
      for (Argument argument : arguments) {
        try {
          argument("", argument.value());
        } catch (Rejection told) {
          // It has been reported; the call is rejected anyway.
          continue;
        }
      }
      throw rejection;
    }
  }

  Value apply(Expression.Apply apply) {
    Expression.Call layer = apply.layer();
    Callable callable = callable(layer.function());
    if (!(callable instanceof Callable.Layer declared)) {
      String name = layer.function().name();
      Diagnostic none = Diagnostic.of(Code.NOT_A_LAYER, layer.function().span(), name);
      throw reporter.reject(callable instanceof Callable.Applied
          ? none.help("`" + name + "` has its settings already, and takes its input only: `" + name + "(…)`")
          : none.help("a function takes all its arguments at once: `" + name + "(…)`"));
    }
    Instance instance = instance(declared, layer);
    return new LayerBody(context).apply(instance, layer.function(), apply.span(), apply.arguments());
  }

  private Instance instance(Callable.Layer layer, Expression.Call call) {
    List<Parameter> settings = layer.declaration().settings();
    if (call.arguments().size() > settings.size() && !layer.declaration().inputs().isEmpty()) {
      String list = layer.declaration().inputs().stream().map(input -> input.name().name()).collect(Collectors.joining(", "));
      throw reporter.reject(Arguments.arity(call, settings).help(
          "what it is applied to stands in a second list: `" + call.function().name() + "(…)(" + list + ")`"));
    }
    Map<String, Value> values = values(call.function().name(), call.span(), settings, call.arguments());
    settings.forEach(setting -> refuseTensorForFunction(layer, call, setting, values));
    Optional<Owner> owner = Optional.ofNullable(context.site().instances().get(call.span()));
    if (owner.isEmpty() && Ownership.owns(layer)) {
      throw reporter.reject(Diagnostic.of(Code.NO_OWNER, call.span(), call.function().name())
          .help("write a `layer` instead of the function, or apply `" + call.function().name() + "` in the network"));
    }
    return new Instance(layer, values, owner.orElseGet(() -> new Owner("")));
  }

  /** A setting that is a function by default, such as an activation, is no tensor. */
  private void refuseTensorForFunction(Callable.Layer layer, Expression.Call call, Parameter setting, Map<String, Value> values) {
    boolean function = setting.defaultValue().orElse(setting.name()) instanceof Expression.Name name
        && layer.home().callable(name.name()).isPresent() && layer.home().find(name.name()).isEmpty();
    if (function && values.get(setting.name().name()) instanceof Quantity quantity) {
      throw reporter.reject(Diagnostic.of(
              Code.WRONG_KIND, call.span(), "a function for `" + setting.name().name() + "`", quantity.kind())
          .help(quantity.isScalar()
              ? "its parameters: " + String.join(", ", values.keySet())
              : "what it is applied to stands in a second list: `" + call.function().name() + "(…)(x)`"));
    }
  }

  /** The callable of this name: the user's hide the library's, and these the compiler's. */
  Callable callable(Expression.Name name) {
    Optional<Callable> defined = find(name.name());
    if (defined.isPresent()) {
      return defined.get();
    }
    Optional<Symbol> symbol = context.scope().find(name.name());
    if (symbol.filter(Symbol.Poisoned.class::isInstance).isPresent()) {
      throw new Rejection();
    }
    if (symbol.isPresent()) {
      throw reporter.reject(Diagnostic.of(Code.NOT_A_FUNCTION, name.span(), name.name())
          .label(symbol.get().span(), "defined here")
          .help("write `*` for a product, `" + name.name() + "[…]` for an element"));
    }
    TreeSet<String> known = new TreeSet<>(context.scope().callableNames());
    known.addAll(Builtins.names());
    Diagnostic undefined = Diagnostic.of(Code.UNDEFINED_FUNCTION, name.span(), name.name());
    throw reporter.reject(ForeignNames.function(name.name())
        .map(here -> undefined.help("it is written `" + here + "`"))
        .orElseGet(() -> Problems.suggesting(undefined, name.name(), known)));
  }

  private Optional<Callable> find(String name) {
    Optional<Callable> defined = context.scope().callable(name);
    return defined.isPresent() || !Builtins.isBuiltin(name) ? defined : Optional.of(new Callable.Builtin(name));
  }

  /** The values of the parameters that get an argument, by name and in the parameters' order. */
  Map<String, Value> values(String callee, Span call, List<Parameter> parameters, List<Argument> arguments) {
    List<String> names = parameters.stream().map(parameter -> parameter.name().name()).toList();
    if (new HashSet<>(names).size() < names.size()) {
      throw new Rejection(); // two parameters of one name, which was reported where they stand
    }
    List<String> required = parameters.stream()
        .filter(parameter -> parameter.defaultValue().isEmpty())
        .map(parameter -> parameter.name().name())
        .toList();
    Map<String, Expression> bound =
        orTellArguments(arguments, () -> Arguments.bind(callee, call, names, required, arguments, reporter));
    List<String> given = names.stream().filter(bound::containsKey).toList();
    List<Value> values = reporter.all(given, name -> argument(name, bound.get(name)));
    Map<String, Value> result = new LinkedHashMap<>();
    for (int i = 0; i < given.size(); i++) {
      result.put(given.get(i), values.get(i));
    }
    context.run().together(values);
    return result;
  }

  /** The values of these parameters, all of them required. */
  Map<String, Value> values(Expression.Call call, List<String> parameters) {
    Map<String, Expression> bound =
        Arguments.bind(call.function().name(), call.span(), parameters, parameters, call.arguments(), reporter);
    Map<String, Value> values = new LinkedHashMap<>();
    parameters.forEach(name -> values.put(name, argument(name, bound.get(name))));
    context.run().together(values.values());
    return values;
  }

  /** An argument's value under the parameter's name; a function goes by its name. */
  private Value argument(String parameter, Expression expression) {
    if (expression instanceof Expression.Name name && new NameResolver(context).find(name.name()).isEmpty()) {
      Optional<Callable> callable = find(name.name());
      if (callable.isPresent()) {
        return new Function(name.name(), callable.get());
      }
    }
    Value value = context.expressions().value(expression);
    if (value instanceof Quantity quantity) {
      String name = context.site().name().isEmpty() ? parameter : context.site().name() + "." + parameter;
      return context.run().hoist(name, quantity, context, expression.span());
    }
    return value;
  }
}
