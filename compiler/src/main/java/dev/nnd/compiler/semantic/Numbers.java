package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Expression.Argument;
import dev.nnd.compiler.syntax.Expression.Name;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numeric arguments of initialisers, optimisers and schedules: compile-time numbers by position or name. */
final class Numbers {
  /** The smallest and the greatest value that an argument may have. */
  enum Domain {
    ANY("a number") {
      @Override
      boolean contains(double value) {
        return true;
      }
    },
    POSITIVE("positive") {
      @Override
      boolean contains(double value) {
        return value > 0;
      }
    },
    NON_NEGATIVE("0 or more") {
      @Override
      boolean contains(double value) {
        return value >= 0;
      }
    },
    FRACTION("at least 0 and less than 1") {
      @Override
      boolean contains(double value) {
        return value >= 0 && value < 1;
      }
    },
    WHOLE("a positive integer") {
      @Override
      boolean contains(double value) {
        return value >= 1 && value == Math.rint(value) && value <= Integer.MAX_VALUE;
      }
    },
    FLAG("`true` or `false`") {
      @Override
      boolean contains(double value) {
        return value == 0 || value == 1;
      }
    };

    private final String words;

    Domain(String words) {
      this.words = words;
    }

    abstract boolean contains(double value);

    String words() {
      return words;
    }
  }

  /** @param otherwise the value where no argument is given; none where one is required */
  record Item(String name, Domain domain, Optional<Double> otherwise) {
    static Item required(String name, Domain domain) {
      return new Item(name, domain, Optional.empty());
    }

    static Item optional(String name, Domain domain, double otherwise) {
      return new Item(name, domain, Optional.of(otherwise));
    }
  }

  private final Context context;

  Numbers(Context context) {
    this.context = context;
  }

  /** The values of all items, in their order. */
  List<Double> of(String callee, Span call, List<Argument> arguments, List<Item> items) {
    List<String> names = items.stream().map(Item::name).toList();
    List<String> required = items.stream().filter(item -> item.otherwise().isEmpty()).map(Item::name).toList();
    Map<String, Expression> bound = Arguments.bind(callee, call, names, required, arguments, context.reporter());
    return context.reporter().all(items, item -> bound.containsKey(item.name())
        ? number(item.name(), bound.get(item.name()), item.domain())
        : item.otherwise().orElseThrow());
  }

  /** One compile-time number of a domain. */
  double number(String name, Expression expression, Domain domain) {
    if (domain == Domain.FLAG && expression instanceof Name word && flag(expression).isEmpty()) {
      throw context.reporter().reject(Problems.suggesting(
          Diagnostic.of(Code.BAD_SETTING, expression.span(), name, domain.words()), word.name(), List.of("true", "false")));
    }
    double value = flag(expression)
        .filter(flag -> domain == Domain.FLAG)
        .orElseGet(() -> ConstantValues.of(
            context.expressions().scalar(expression), expression.span(), "`" + name + "`", context.reporter()));
    if (!domain.contains(value)) {
      throw context.reporter().reject(Diagnostic.of(Code.BAD_SETTING, expression.span(), name, domain.words()));
    }
    return value;
  }

  private static Optional<Double> flag(Expression expression) {
    return Optional.of(expression)
        .filter(Name.class::isInstance)
        .map(name -> ((Name) name).name())
        .filter(name -> name.equals("true") || name.equals("false"))
        .map(name -> name.equals("true") ? 1.0 : 0.0);
  }
}
