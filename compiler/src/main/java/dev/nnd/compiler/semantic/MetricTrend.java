package dev.nnd.compiler.semantic;

import dev.nnd.compiler.syntax.Comparison;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Expression.Factor;
import dev.nnd.compiler.syntax.Expression.Operator;
import dev.nnd.compiler.syntax.Expression.Term;
import dev.nnd.compiler.syntax.Statement.Definition;
import dev.nnd.runtime.MetricDirection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which way a metric is better, as its formula tells.
 *
 * <pre>
 *   r2, if c then 1 else 0                   high
 *   if c then 0 else 1, if a != b then 1 …   low
 *   -m, 1 - m                                the other way than m
 *   100 m, m / 2, m + 1, sqrt(m), mean(m)    as m
 *   f(…)                                     as the formula that f is; low where that tells nothing
 * </pre>
 *
 * So a loss is low, and any other formula that tells nothing is taken for an error, too.
 */
final class MetricTrend {
  private static final Set<String> RISING = Set.of("sqrt", "cbrt", "exp", "log", "mean", "sum");

  /** A longer chain of functions calls itself, which is told elsewhere. */
  private static final int MOST_NESTED_CALLS = 20;

  private final Scope scope;
  private final Map<String, Expression> values;
  private final int depth;
  private final Map<String, Integer> known = new HashMap<>();

  /**
   * @param scope of the functions
   * @param values what the names of the network stand for, each defined without itself
   */
  MetricTrend(Scope scope, Map<String, Expression> values) {
    this(scope, values, 0);
  }

  private MetricTrend(Scope scope, Map<String, Expression> values, int depth) {
    this.scope = scope;
    this.values = Map.copyOf(values);
    this.depth = depth;
  }

  MetricDirection of(Definition metric) {
    return trend(metric.value()) > 0 ? MetricDirection.HIGHER : MetricDirection.LOWER;
  }

  /** 1 for better when high, -1 for better when low, 0 where nothing is known. */
  private int trend(Expression e) {
    if (e instanceof Expression.Name name) {
      return ofName(name.name());
    }
    if (e instanceof Expression.Negate negated) {
      return -trend(negated.operand());
    }
    if (e instanceof Expression.Sum sum) {
      return ofSum(sum.terms());
    }
    if (e instanceof Expression.Product product) {
      return ofProduct(product);
    }
    if (e instanceof Expression.If conditional) {
      return ofIndicator(conditional);
    }
    return e instanceof Expression.Call call ? ofCall(call) : 0;
  }

  private int ofName(String name) {
    if (!known.containsKey(name)) {
      known.put(name, Optional.ofNullable(values.get(name)).map(this::trend).orElse(0));
    }
    return known.get(name);
  }

  private int ofCall(Expression.Call call) {
    String name = call.function().name();
    Optional<Callable> callable = scope.callable(name);
    if (callable.isPresent()) {
      int trend = callable.get() instanceof Callable.Defined function && depth < MOST_NESTED_CALLS ? ofFunction(function) : 0;
      return trend == 0 ? -1 : trend;
    }
    if (name.equals("r2")) {
      return 1;
    }
    return RISING.contains(name) && call.arguments().size() == 1 ? trend(call.arguments().get(0).value()) : 0;
  }

  private int ofFunction(Callable.Defined function) {
    Map<String, Expression> own = new HashMap<>();
    function.declaration().body().forEach(statement -> {
      if (statement instanceof Definition definition) {
        own.put(definition.name().name(), definition.value());
      }
    });
    return new MetricTrend(function.home(), own, depth + 1).trend(function.declaration().result());
  }

  /** All terms that are no numbers must agree. */
  private int ofSum(List<Term> terms) {
    List<Integer> trends = terms.stream()
        .filter(term -> !(term.value() instanceof Expression.Number))
        .map(term -> term.negative() ? -trend(term.value()) : trend(term.value()))
        .distinct()
        .toList();
    return trends.size() == 1 ? trends.get(0) : 0;
  }

  /** Of one part and numbers. */
  private int ofProduct(Expression.Product product) {
    int trend = isNumber(product.first()) ? sign(product.first()) : trend(product.first());
    boolean found = !isNumber(product.first());
    for (Factor factor : product.factors()) {
      if (isNumber(factor.value())) {
        trend *= sign(factor.value());
      } else if (found || factor.operator() == Operator.DIVIDE || factor.operator() == Operator.MATMUL) {
        return 0;
      } else {
        found = true;
        trend *= trend(factor.value());
      }
    }
    return found ? trend : 0;
  }

  private static boolean isNumber(Expression e) {
    return e instanceof Expression.Number || e instanceof Expression.Negate negated && isNumber(negated.operand());
  }

  private static int sign(Expression e) {
    return e instanceof Expression.Negate negated ? -sign(negated.operand()) : ((Expression.Number) e).value().signum();
  }

  /** Where one number is given and where another: what is asked for is what is hoped for. */
  private static int ofIndicator(Expression.If conditional) {
    if (!(conditional.then() instanceof Expression.Number then && conditional.otherwise() instanceof Expression.Number otherwise)) {
      return 0;
    }
    int gain = Integer.signum(then.value().compareTo(otherwise.value()));
    boolean differs = conditional.condition() instanceof Expression.Compare compare
        && compare.comparison() == Comparison.NOT_EQUAL;
    return differs ? -gain : gain;
  }
}
