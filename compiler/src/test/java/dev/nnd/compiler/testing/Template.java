package dev.nnd.compiler.testing;

import static dev.nnd.compiler.testing.RandomExpression.leaf;
import static dev.nnd.compiler.testing.RandomExpression.of;

import dev.nnd.compiler.syntax.Expression;
import java.util.List;

/** Puts parts in the places of the names a, b, c of a pattern. */
final class Template {
  private final List<RandomExpression> parts;

  Template(List<RandomExpression> parts) {
    this.parts = parts;
  }

  RandomExpression fill(Expression pattern) {
    if (pattern instanceof Expression.Number number) {
      return leaf(number.value().toPlainString());
    }
    if (pattern instanceof Expression.Name name) {
      return name.name().equals("x") ? leaf("x") : parts.get(name.name().charAt(0) - 'a');
    }
    if (pattern instanceof Expression.Negate negate) {
      return of("negative", fill(negate.operand()));
    }
    if (pattern instanceof Expression.Sum sum) {
      RandomExpression result = fill(sum.terms().get(0).value());
      for (Expression.Term term : sum.terms().subList(1, sum.terms().size())) {
        result = of(term.negative() ? "-" : "+", result, fill(term.value()));
      }
      return result;
    }
    if (pattern instanceof Expression.Product product) {
      RandomExpression result = fill(product.first());
      for (Expression.Factor factor : product.factors()) {
        result = of(sign(factor.operator()), result, fill(factor.value()));
      }
      return result;
    }
    if (pattern instanceof Expression.Power power) {
      return of("^", fill(power.base()), fill(power.exponent()));
    }
    if (pattern instanceof Expression.Compare compare) {
      return of(sign(compare), fill(compare.left()), fill(compare.right()));
    }
    if (pattern instanceof Expression.Logical logical) {
      return of(logical.connective() == Expression.Connective.AND ? "and" : "or",
          fill(logical.operands().get(0)), fill(logical.operands().get(1)));
    }
    if (pattern instanceof Expression.Not not) {
      return of("not", fill(not.operand()));
    }
    if (pattern instanceof Expression.If conditional) {
      return of("if", fill(conditional.condition()), fill(conditional.then()), fill(conditional.otherwise()));
    }
    Expression.Call call = (Expression.Call) pattern;
    return of(call.function().name(),
        call.arguments().stream().map(argument -> fill(argument.value())).toArray(RandomExpression[]::new));
  }

  private static String sign(Expression.Operator operator) {
    return switch (operator) {
      case TIMES, MATMUL -> "*";
      case DIVIDE -> "/";
      case JUXTAPOSED -> "juxtaposed";
    };
  }

  private static String sign(Expression.Compare compare) {
    return switch (compare.comparison()) {
      case LESS -> "<";
      case LESS_EQUAL -> "<=";
      case GREATER -> ">";
      case GREATER_EQUAL -> ">=";
      case EQUAL -> "==";
      case NOT_EQUAL -> "!=";
    };
  }
}
