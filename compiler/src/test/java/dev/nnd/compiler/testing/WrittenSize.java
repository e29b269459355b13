package dev.nnd.compiler.testing;

import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.syntax.Expression;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The number of operators and calls of a formula as it is written. A call of the library counts as its definition, its
 * arguments as often as they stand there, unless it is a stable primitive.
 */
public final class WrittenSize implements Expression.Visitor<Integer> {
  private static final Set<String> STABLE = Set.of(
      "sqrt", "clamp", "sigmoid", "log1mexp", "logaddexp", "hypot", "logit", "logsumexp", "softmax", "log_softmax");

  private final Map<String, Integer> names;

  private WrittenSize(Map<String, Integer> names) {
    this.names = names;
  }

  public static int of(Expression e) {
    return e.accept(new WrittenSize(Map.of()));
  }

  public static int of(String formula) {
    return of(Library.parse(formula));
  }

  private int all(List<Expression> parts) {
    return parts.stream().mapToInt(part -> part.accept(this)).sum();
  }

  @Override
  public Integer visitNumber(Expression.Number number) {
    return 0;
  }

  @Override
  public Integer visitName(Expression.Name name) {
    return names.getOrDefault(name.name(), 0);
  }

  @Override
  public Integer visitText(Expression.Text text) {
    return 0;
  }

  @Override
  public Integer visitPath(Expression.Path path) {
    return 0;
  }

  @Override
  public Integer visitTranspose(Expression.Transpose transpose) {
    return 1 + transpose.operand().accept(this);
  }

  @Override
  public Integer visitNegate(Expression.Negate negate) {
    return 1 + negate.operand().accept(this);
  }

  @Override
  public Integer visitSum(Expression.Sum sum) {
    return sum.terms().size() - 1 + all(sum.terms().stream().map(Expression.Term::value).toList());
  }

  @Override
  public Integer visitProduct(Expression.Product product) {
    return product.factors().size() + product.first().accept(this) + all(product.factors().stream().map(Expression.Factor::value).toList());
  }

  @Override
  public Integer visitPower(Expression.Power power) {
    return 1 + all(List.of(power.base(), power.exponent()));
  }

  @Override
  public Integer visitCompare(Expression.Compare compare) {
    return 1 + all(List.of(compare.left(), compare.right()));
  }

  @Override
  public Integer visitLogical(Expression.Logical logical) {
    return logical.operands().size() - 1 + all(logical.operands());
  }

  @Override
  public Integer visitNot(Expression.Not not) {
    return 1 + not.operand().accept(this);
  }

  @Override
  public Integer visitIf(Expression.If conditional) {
    return 1 + all(List.of(conditional.condition(), conditional.then(), conditional.otherwise()));
  }

  @Override
  public Integer visitCall(Expression.Call call) {
    String name = call.function().name();
    List<Expression> arguments = call.arguments().stream().map(Expression.Argument::value).toList();
    if (STABLE.contains(name) || Primitive.named(name).isPresent()) {
      return 1 + all(arguments);
    }
    Library.Function function = Library.function(name);
    Map<String, Integer> inner = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      inner.put(function.parameters().get(i), arguments.get(i).accept(this));
    }
    return function.body().accept(new WrittenSize(inner));
  }

  @Override
  public Integer visitApply(Expression.Apply apply) {
    throw new UnsupportedOperationException(apply.span().text());
  }

  @Override
  public Integer visitReduction(Expression.Reduction reduction) {
    return 1 + reduction.body().accept(this);
  }

  @Override
  public Integer visitIndex(Expression.Index index) {
    return index.base().accept(this);
  }

  @Override
  public Integer visitTensor(Expression.Tensor tensor) {
    return tensor.rows().stream().mapToInt(this::all).sum();
  }
}
