package dev.nnd.compiler.semantic;

import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Expression.Operator;
import dev.nnd.compiler.syntax.IndexBinding;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A subscript as an integer combination of indices whose sizes may not be known yet. */
record AffineForm(Map<IndexBinding, Long> coefficients, long offset) {

  /** The index that this is, if it is one and nothing else. */
  Optional<IndexBinding> alone() {
    return coefficients.size() == 1 && offset == 0 && coefficients.containsValue(1L)
        ? Optional.of(coefficients.keySet().iterator().next())
        : Optional.empty();
  }

  /** @param indices the indices in force, by name */
  static Optional<AffineForm> of(Expression expression, Map<String, IndexBinding> indices, Context context) {
    if (expression instanceof Expression.Number number) {
      return integer(number.value().doubleValue());
    }
    if (expression instanceof Expression.Name name) {
      return indices.containsKey(name.name())
          ? Optional.of(new AffineForm(Map.of(indices.get(name.name()), 1L), 0))
          : constant(name, context);
    }
    if (expression instanceof Expression.Negate negate) {
      return of(negate.operand(), indices, context).map(form -> form.times(-1));
    }
    if (expression instanceof Expression.Sum sum) {
      Optional<AffineForm> total = integer(0);
      for (Expression.Term term : sum.terms()) {
        Optional<AffineForm> part = of(term.value(), indices, context).map(form -> term.negative() ? form.times(-1) : form);
        total = total.flatMap(left -> part.map(left::plus));
      }
      return total;
    }
    return expression instanceof Expression.Product product ? product(product, indices, context) : Optional.empty();
  }

  private static Optional<AffineForm> product(Expression.Product product, Map<String, IndexBinding> indices, Context context) {
    Optional<AffineForm> result = of(product.first(), indices, context);
    for (Expression.Factor factor : product.factors()) {
      boolean times = factor.operator() == Operator.TIMES || factor.operator() == Operator.JUXTAPOSED;
      Optional<AffineForm> part = times ? of(factor.value(), indices, context) : Optional.empty();
      result = result.flatMap(left -> part.flatMap(left::product));
    }
    return result;
  }

  private static Optional<AffineForm> constant(Expression.Name name, Context context) {
    try {
      return new NameResolver(context).find(name.name())
          .filter(value -> value instanceof Quantity quantity && quantity.element() instanceof Num)
          .flatMap(value -> integer(((Num) ((Quantity) value).element()).value().doubleValue()));
    } catch (Rejection rejection) {
      return Optional.empty();
    }
  }

  private static Optional<AffineForm> integer(double value) {
    return value == Math.rint(value) && Math.abs(value) < Integer.MAX_VALUE
        ? Optional.of(new AffineForm(Map.of(), (long) value))
        : Optional.empty();
  }

  private Optional<AffineForm> product(AffineForm other) {
    return coefficients.isEmpty()
        ? Optional.of(other.times(offset))
        : other.coefficients.isEmpty() ? Optional.of(times(other.offset)) : Optional.empty();
  }

  private AffineForm times(long factor) {
    Map<IndexBinding, Long> scaled = new HashMap<>();
    coefficients.forEach((index, coefficient) -> put(scaled, index, coefficient * factor));
    return new AffineForm(scaled, offset * factor);
  }

  private AffineForm plus(AffineForm other) {
    Map<IndexBinding, Long> sum = new HashMap<>(coefficients);
    other.coefficients.forEach((index, coefficient) -> put(sum, index, sum.getOrDefault(index, 0L) + coefficient));
    return new AffineForm(sum, offset + other.offset);
  }

  private static void put(Map<IndexBinding, Long> coefficients, IndexBinding index, long coefficient) {
    if (coefficient == 0) {
      coefficients.remove(index);
    } else {
      coefficients.put(index, coefficient);
    }
  }
}
