package dev.nnd.compiler.syntax;

import java.util.ArrayList;
import java.util.List;

/** What a formula is directly made of, in the order of the text. */
public final class Parts implements Expression.Visitor<List<Expression>> {
  private Parts() {}

  public static List<Expression> of(Expression expression) {
    return expression.accept(new Parts());
  }

  @Override
  public List<Expression> visitNumber(Expression.Number number) {
    return List.of();
  }

  @Override
  public List<Expression> visitName(Expression.Name name) {
    return List.of();
  }

  @Override
  public List<Expression> visitText(Expression.Text text) {
    return List.of();
  }

  @Override
  public List<Expression> visitPath(Expression.Path path) {
    return List.of(path.base());
  }

  @Override
  public List<Expression> visitTranspose(Expression.Transpose transpose) {
    return List.of(transpose.operand());
  }

  @Override
  public List<Expression> visitNegate(Expression.Negate negate) {
    return List.of(negate.operand());
  }

  @Override
  public List<Expression> visitSum(Expression.Sum sum) {
    return sum.terms().stream().map(Expression.Term::value).toList();
  }

  @Override
  public List<Expression> visitProduct(Expression.Product product) {
    List<Expression> parts = new ArrayList<>(List.of(product.first()));
    product.factors().forEach(factor -> parts.add(factor.value()));
    return parts;
  }

  @Override
  public List<Expression> visitPower(Expression.Power power) {
    return List.of(power.base(), power.exponent());
  }

  @Override
  public List<Expression> visitCompare(Expression.Compare compare) {
    return List.of(compare.left(), compare.right());
  }

  @Override
  public List<Expression> visitLogical(Expression.Logical logical) {
    return logical.operands();
  }

  @Override
  public List<Expression> visitNot(Expression.Not not) {
    return List.of(not.operand());
  }

  @Override
  public List<Expression> visitIf(Expression.If conditional) {
    return List.of(conditional.condition(), conditional.then(), conditional.otherwise());
  }

  @Override
  public List<Expression> visitCall(Expression.Call call) {
    return call.arguments().stream().map(Expression.Argument::value).toList();
  }

  @Override
  public List<Expression> visitApply(Expression.Apply apply) {
    List<Expression> parts = new ArrayList<>(List.of(apply.layer()));
    apply.arguments().forEach(argument -> parts.add(argument.value()));
    return parts;
  }

  @Override
  public List<Expression> visitReduction(Expression.Reduction reduction) {
    return List.of(reduction.body());
  }

  @Override
  public List<Expression> visitIndex(Expression.Index index) {
    List<Expression> parts = new ArrayList<>(List.of(index.base()));
    for (Expression.Subscript subscript : index.subscripts()) {
      if (subscript instanceof Expression.At at) {
        parts.add(at.position());
      } else if (subscript instanceof Expression.Slice slice) {
        slice.from().ifPresent(parts::add);
        slice.to().ifPresent(parts::add);
      }
    }
    return parts;
  }

  @Override
  public List<Expression> visitTensor(Expression.Tensor tensor) {
    return tensor.rows().stream().flatMap(List::stream).toList();
  }
}
