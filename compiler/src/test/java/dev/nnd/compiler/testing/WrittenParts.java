package dev.nnd.compiler.testing;

import dev.nnd.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.List;

/** The formulas that a formula is made of. */
final class WrittenParts {
  private WrittenParts() {}

  /** The formula and all that stands in it. */
  static List<Expression> of(Expression e) {
    List<Expression> parts = new ArrayList<>(List.of(e));
    children(e).forEach(child -> parts.addAll(of(child)));
    return parts;
  }

  private static List<Expression> children(Expression e) {
    List<Expression> children = new ArrayList<>();
    if (e instanceof Expression.Negate negate) {
      children.add(negate.operand());
    } else if (e instanceof Expression.Sum sum) {
      sum.terms().forEach(term -> children.add(term.value()));
    } else if (e instanceof Expression.Product product) {
      children.add(product.first());
      product.factors().forEach(factor -> children.add(factor.value()));
    } else if (e instanceof Expression.Power power) {
      children.addAll(List.of(power.base(), power.exponent()));
    } else if (e instanceof Expression.Compare compare) {
      children.addAll(List.of(compare.left(), compare.right()));
    } else if (e instanceof Expression.Logical logical) {
      children.addAll(logical.operands());
    } else if (e instanceof Expression.Not not) {
      children.add(not.operand());
    } else if (e instanceof Expression.If conditional) {
      children.addAll(List.of(conditional.condition(), conditional.then(), conditional.otherwise()));
    } else if (e instanceof Expression.Call call) {
      call.arguments().forEach(argument -> children.add(argument.value()));
    }
    return children;
  }
}
