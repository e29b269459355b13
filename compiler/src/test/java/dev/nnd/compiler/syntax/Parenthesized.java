package dev.nnd.compiler.syntax;

import dev.nnd.compiler.syntax.Expression.Argument;
import dev.nnd.compiler.syntax.Expression.Factor;
import dev.nnd.compiler.syntax.Expression.Subscript;
import java.util.List;
import java.util.stream.Collectors;

/** Writes an expression with a parenthesis around every operation, so that a test shows how it was read. */
final class Parenthesized implements Expression.Visitor<String> {

  static String of(Expression expression) {
    return expression.accept(new Parenthesized());
  }

  private String join(List<Expression> expressions, String separator) {
    return expressions.stream().map(expression -> expression.accept(this)).collect(Collectors.joining(separator));
  }

  @Override
  public String visitNumber(Expression.Number number) {
    return number.value().toPlainString();
  }

  @Override
  public String visitName(Expression.Name name) {
    return name.name();
  }

  @Override
  public String visitText(Expression.Text text) {
    return '"' + text.value() + '"';
  }

  @Override
  public String visitPath(Expression.Path path) {
    return path.base().accept(this) + "." + String.join(".", path.members());
  }

  @Override
  public String visitTranspose(Expression.Transpose transpose) {
    return transpose.operand().accept(this) + "ᵀ";
  }

  @Override
  public String visitNegate(Expression.Negate negate) {
    return "(-" + negate.operand().accept(this) + ")";
  }

  @Override
  public String visitSum(Expression.Sum sum) {
    return sum.terms().stream()
        .map(term -> (term.negative() ? "- " : "+ ") + term.value().accept(this))
        .collect(Collectors.joining(" ", "(", ")"))
        .replaceFirst("\\+ ", "");
  }

  @Override
  public String visitProduct(Expression.Product product) {
    return product.factors().stream().map(this::factor).collect(Collectors.joining("", "(" + product.first().accept(this), ")"));
  }

  private String factor(Factor factor) {
    String sign = switch (factor.operator()) {
      case TIMES -> " * ";
      case DIVIDE -> " / ";
      case MATMUL -> " @ ";
      case JUXTAPOSED -> " ";
    };
    return sign + factor.value().accept(this);
  }

  @Override
  public String visitPower(Expression.Power power) {
    return "(" + power.base().accept(this) + " ^ " + power.exponent().accept(this) + ")";
  }

  @Override
  public String visitCompare(Expression.Compare compare) {
    return "(" + compare.left().accept(this) + " " + compare.comparison().sign() + " " + compare.right().accept(this) + ")";
  }

  @Override
  public String visitLogical(Expression.Logical logical) {
    return "(" + join(logical.operands(), logical.connective() == Expression.Connective.AND ? " and " : " or ") + ")";
  }

  @Override
  public String visitNot(Expression.Not not) {
    return "(not " + not.operand().accept(this) + ")";
  }

  @Override
  public String visitIf(Expression.If conditional) {
    return "(if " + join(List.of(conditional.condition()), "") + " then " + conditional.then().accept(this)
        + " else " + conditional.otherwise().accept(this) + ")";
  }

  @Override
  public String visitCall(Expression.Call call) {
    return call.function().name() + arguments(call.arguments());
  }

  @Override
  public String visitApply(Expression.Apply apply) {
    return apply.layer().accept(this) + arguments(apply.arguments());
  }

  private String arguments(List<Argument> arguments) {
    return arguments.stream()
        .map(argument -> argument.name().map(name -> name.name() + " = ").orElse("") + argument.value().accept(this))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  @Override
  public String visitReduction(Expression.Reduction reduction) {
    String indices = reduction.indices().stream()
        .map(index -> index.name() + index.bound().map(bound -> " < " + bound.accept(this)).orElse(""))
        .collect(Collectors.joining(", "));
    return reduction.function().name() + "(" + indices + ": " + reduction.body().accept(this) + ")";
  }

  @Override
  public String visitIndex(Expression.Index index) {
    return index.base().accept(this)
        + index.subscripts().stream().map(this::subscript).collect(Collectors.joining(", ", "[", "]"));
  }

  private String subscript(Subscript subscript) {
    if (subscript instanceof Expression.At at) {
      return at.position().accept(this);
    }
    Expression.Slice slice = (Expression.Slice) subscript;
    return slice.from().map(from -> from.accept(this)).orElse("") + ":" + slice.to().map(to -> to.accept(this)).orElse("");
  }

  @Override
  public String visitTensor(Expression.Tensor tensor) {
    return tensor.rows().stream().map(row -> join(row, ", ")).collect(Collectors.joining("; ", "[", "]"));
  }
}
