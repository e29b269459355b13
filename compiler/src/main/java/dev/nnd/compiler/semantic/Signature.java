package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.semantic.Value.Function;
import dev.nnd.compiler.semantic.Value.Instance;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Declaration.Parameter;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Shape;
import dev.nnd.compiler.syntax.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Binds the parameters of a function or layer in its scope, its named sizes too. */
final class Signature {
  private final Context inside;
  private final String callee;
  private final FreshVariables variables;

  Signature(Context inside, String callee) {
    this(inside, callee, new FreshVariables(inside));
  }

  Signature(Context inside, String callee, FreshVariables variables) {
    this.inside = inside;
    this.callee = callee;
    this.variables = variables;
  }

  void bind(List<Parameter> parameters, Map<String, Value> arguments) {
    List<Parameter> filled = new ArrayList<>();
    for (Parameter parameter : parameters) {
      Value value = arguments.get(parameter.name().name());
      if (value instanceof Quantity quantity && quantity.isScalar() && !shape(parameter.type()).isEmpty()) {
        filled.add(parameter); // the other arguments may fix its sizes
      } else if (value != null) {
        define(parameter, parameter.type().isPresent() ? matched(parameter, value) : value);
      }
    }
    for (Parameter parameter : filled) {
      define(parameter, fitted(parameter, (Quantity) arguments.get(parameter.name().name())));
    }
    for (Parameter parameter : parameters) {
      if (!arguments.containsKey(parameter.name().name()) && parameter.defaultValue().isPresent()) {
        define(parameter, byDefault(parameter.defaultValue().get()));
      }
    }
  }

  private Value byDefault(Expression value) {
    return value instanceof Expression.Name name && new NameResolver(inside).find(name.name()).isEmpty()
        ? new Function(name.name(), new Calls(inside).callable(name))
        : inside.expressions().value(value);
  }

  private void define(Parameter parameter, Value value) {
    String name = parameter.name().name();
    if (value instanceof Function function) {
      inside.scope().define(name, function.callable());
    } else if (value instanceof Instance instance) {
      inside.scope().define(name, new Callable.Applied(instance));
    } else {
      inside.scope().define(name, new Symbol.Known(parameter.span(), variables.bound(name, value), false));
    }
  }

  private static List<Expression> shape(Optional<Type> type) {
    return type.flatMap(Type::shape).map(Shape::sizes).orElse(List.of());
  }

  private Value matched(Parameter parameter, Value value) {
    Type type = parameter.type().get();
    if (!(value instanceof Quantity quantity)) {
      throw inside.reporter().reject(Diagnostic.of(Code.WRONG_KIND, parameter.span(), "a number", value.kind()));
    }
    if (type.elements() instanceof Type.Indices indices) {
      bindCount(indices.count(), quantity, parameter.span());
    }
    return fitted(parameter, quantity);
  }

  private Quantity fitted(Parameter parameter, Quantity value) {
    Span call = inside.reporter().innermostCall().orElse(parameter.span());
    return fitted(shape(parameter.type()), value, "argument `" + parameter.name().name() + "`", parameter.span(), call);
  }

  /** The V of {@code index[V]} is what the fed index declares. */
  private void bindCount(Expression count, Quantity index, Span span) {
    double high = inside.pool().range(index.element()).high();
    if (count instanceof Expression.Name name && isUnbound(name)) {
      if (!(high < Integer.MAX_VALUE)) {
        throw inside.reporter().reject(Diagnostic.of(Code.WRONG_KIND, span, "an index", "a number without a known range"));
      }
      inside.scope().define(name.name(), constant(span, (int) high + 1));
    }
  }

  private Symbol constant(Span span, int size) {
    return new Symbol.Known(span, Quantity.scalar(inside.pool().num(size)), true);
  }

  /**
   * The value in the declared shape; sizes that are unknown names are bound, a scalar fills.
   *
   * @param span the declaration
   * @param at where to tell that the value does not fit
   */
  Quantity fitted(List<Expression> sizes, Quantity value, String what, Span span, Span at) {
    if (value.isScalar() && sizes.stream().anyMatch(size -> size instanceof Expression.Name name && isUnbound(name))) {
      throw inside.reporter().reject(mismatch(what, value, sizes, span, at));
    }
    if (value.isScalar() && !sizes.isEmpty()) {
      return new Quantity(sizes.stream().map(size -> inside.expressions().extent(size, Optional.of(span))).toList(), value.element());
    }
    if (sizes.size() != value.rank()) {
      throw inside.reporter().reject(mismatch(what, value, sizes, span, at));
    }
    for (int i = 0; i < sizes.size(); i++) {
      Expression size = sizes.get(i);
      if (size instanceof Expression.Name name && isUnbound(name)) {
        inside.scope().define(name.name(), constant(size.span(), value.extents().get(i).size()));
      } else if (inside.expressions().extent(size, Optional.empty()).size() != value.extents().get(i).size()) {
        throw inside.reporter().reject(mismatch(what, value, sizes, span, at));
      }
    }
    return value;
  }

  private Diagnostic mismatch(String what, Quantity value, List<Expression> sizes, Span span, Span at) {
    String wanted = sizes.stream().map(this::known).collect(Collectors.joining(", ", "[", "]"));
    String of = callee.isEmpty() ? "" : " of `" + callee + "`";
    Diagnostic mismatch = Diagnostic.of(
        Code.SHAPE_MISMATCH, at, what + of, value.isScalar() ? "no axes" : "the shape " + Extent.shape(value.extents()), wanted)
        .label(span, "declared here" + (callee.isEmpty() ? "" : bound(sizes)));
    return sizes.size() == 1 && value.rank() > 1 && !callee.isEmpty() && !what.equals("the result")
        ? mismatch.help("`flatten` makes a vector of it")
        : mismatch;
  }

  /** {@code , where n is 3}: sizes that another argument has fixed. */
  private String bound(List<Expression> sizes) {
    String bound = sizes.stream()
        .filter(size -> size instanceof Expression.Name name && !isUnbound(name))
        .map(size -> size.span().text() + " is " + known(size))
        .collect(Collectors.joining(", "));
    return bound.isEmpty() ? "" : ", where " + bound;
  }

  private boolean isUnbound(Expression.Name name) {
    return inside.scope().find(name.name()).isEmpty() || inside.scope().isOutOfSight(name.name());
  }

  /** A size as a number where it is known. */
  private String known(Expression size) {
    return size instanceof Expression.Name name && isUnbound(name)
        ? name.name()
        : Integer.toString(inside.expressions().extent(size, Optional.empty()).size());
  }

  Quantity result(Type type, Quantity value, Span span) {
    return fitted(shape(Optional.of(type)), value, "the result", type.span(), span);
  }
}
