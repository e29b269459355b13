package dev.nnd.compiler.steps;

import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Expression.Argument;
import dev.nnd.compiler.syntax.Expression.Factor;
import dev.nnd.compiler.syntax.Expression.Name;
import dev.nnd.compiler.syntax.Expression.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands for the value of an expression in the step that reads it: the name of a step or variable, or a constant as it
 * is written. Nothing where the value is no single number.
 */
final class Operands implements Expression.Visitor<Optional<Expression>> {
  private final Decomposition decomposition;

  Operands(Decomposition decomposition) {
    this.decomposition = decomposition;
  }

  @Override
  public Optional<Expression> visitNumber(Expression.Number number) {
    return Optional.of(number);
  }

  @Override
  public Optional<Expression> visitName(Name name) {
    return Optional.of(name);
  }

  @Override
  public Optional<Expression> visitText(Expression.Text text) {
    return Optional.empty();
  }

  @Override
  public Optional<Expression> visitPath(Expression.Path path) {
    return Optional.empty();
  }

  @Override
  public Optional<Expression> visitTranspose(Expression.Transpose transpose) {
    return Optional.empty();
  }

  @Override
  public Optional<Expression> visitTensor(Expression.Tensor tensor) {
    return Optional.empty();
  }

  @Override
  public Optional<Expression> visitApply(Expression.Apply apply) {
    return Optional.empty();
  }

  @Override
  public Optional<Expression> visitNegate(Expression.Negate negate) {
    return negate.operand().accept(this)
        .flatMap(operand -> step(new Expression.Negate(negate.span(), operand), List.of(operand)));
  }

  @Override
  public Optional<Expression> visitSum(Expression.Sum sum) {
    Optional<Expression> total = sum.terms().get(0).value().accept(this);
    for (Term term : sum.terms().subList(1, sum.terms().size())) {
      Optional<Expression> next = total.isPresent() ? term.value().accept(this) : Optional.empty();
      if (next.isEmpty()) {
        return next;
      }
      Expression left = total.get();
      Expression right = next.get();
      List<Term> pair = List.of(new Term(false, left), new Term(term.negative(), right));
      total = step(new Expression.Sum(left.span().to(right.span()), pair), List.of(left, right));
    }
    return total;
  }

  @Override
  public Optional<Expression> visitProduct(Expression.Product product) {
    Optional<Expression> total = product.first().accept(this);
    for (Factor factor : product.factors()) {
      Optional<Expression> next = total.isPresent() ? factor.value().accept(this) : Optional.empty();
      if (next.isEmpty()) {
        return next;
      }
      Expression left = total.get();
      Expression right = next.get();
      List<Factor> second = List.of(new Factor(factor.operator(), factor.operatorSpan(), right));
      total = step(new Expression.Product(left.span().to(right.span()), left, second), List.of(left, right));
    }
    return total;
  }

  @Override
  public Optional<Expression> visitPower(Expression.Power power) {
    return all(List.of(power.base(), power.exponent())).flatMap(parts ->
        step(new Expression.Power(power.span(), parts.get(0), parts.get(1)), parts));
  }

  /** A condition is part of the step that it decides, the numbers that it compares are steps of their own. */
  @Override
  public Optional<Expression> visitIf(Expression.If conditional) {
    List<Expression> compared = new ArrayList<>();
    Optional<Expression> condition = condition(conditional.condition(), compared);
    Optional<List<Expression>> branches = all(List.of(conditional.then(), conditional.otherwise()));
    if (condition.isEmpty() || branches.isEmpty()) {
      return Optional.empty();
    }
    compared.addAll(branches.get());
    return step(
        new Expression.If(conditional.span(), condition.get(), branches.get().get(0), branches.get().get(1)), compared);
  }

  private Optional<Expression> condition(Expression condition, List<Expression> compared) {
    if (condition instanceof Expression.Compare compare) {
      return all(List.of(compare.left(), compare.right())).map(sides -> {
        compared.addAll(sides);
        return new Expression.Compare(compare.span(), compare.comparison(), sides.get(0), sides.get(1));
      });
    }
    if (condition instanceof Expression.Not not) {
      return condition(not.operand(), compared).map(operand -> new Expression.Not(not.span(), operand));
    }
    if (condition instanceof Expression.Logical logical) {
      List<Expression> operands = new ArrayList<>();
      for (Expression operand : logical.operands()) {
        condition(operand, compared).ifPresent(operands::add);
      }
      return operands.size() < logical.operands().size() ? Optional.empty()
          : Optional.of(new Expression.Logical(logical.span(), logical.connective(), operands));
    }
    return Optional.of(condition).filter(Name.class::isInstance);
  }

  @Override
  public Optional<Expression> visitCompare(Expression.Compare compare) {
    return Optional.empty();
  }

  @Override
  public Optional<Expression> visitLogical(Expression.Logical logical) {
    return Optional.empty();
  }

  @Override
  public Optional<Expression> visitNot(Expression.Not not) {
    return Optional.empty();
  }

  @Override
  public Optional<Expression> visitCall(Expression.Call call) {
    int mark = decomposition.mark();
    Optional<Expression> step = all(call.arguments().stream().map(Argument::value).toList()).flatMap(values -> {
      List<Argument> arguments = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        arguments.add(new Argument(call.arguments().get(i).name(), values.get(i)));
      }
      Expression.Call elementary = new Expression.Call(call.span(), call.function(), arguments);
      return isConstant(values) ? decomposition.whole(elementary) : decomposition.step(elementary, values);
    });
    if (step.isPresent()) {
      return step;
    }
    decomposition.back(mark);
    return decomposition.whole(call);
  }

  @Override
  public Optional<Expression> visitReduction(Expression.Reduction reduction) {
    return decomposition.whole(reduction);
  }

  @Override
  public Optional<Expression> visitIndex(Expression.Index index) {
    return decomposition.whole(index);
  }

  /** Constants make constants. */
  private Optional<Expression> step(Expression elementary, List<Expression> operands) {
    return isConstant(operands) ? Optional.of(elementary) : decomposition.step(elementary, operands);
  }

  private boolean isConstant(List<Expression> operands) {
    return operands.stream().noneMatch(decomposition::isName);
  }

  private Optional<List<Expression>> all(List<Expression> expressions) {
    List<Expression> operands = new ArrayList<>();
    for (Expression expression : expressions) {
      Optional<Expression> operand = expression.accept(this);
      if (operand.isEmpty()) {
        return Optional.empty();
      }
      operands.add(operand.get());
    }
    return Optional.of(operands);
  }
}
