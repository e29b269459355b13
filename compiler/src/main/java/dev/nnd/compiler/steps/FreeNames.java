package dev.nnd.compiler.steps;

import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Expression.Argument;
import dev.nnd.compiler.syntax.Expression.At;
import dev.nnd.compiler.syntax.Expression.Slice;
import dev.nnd.compiler.syntax.Expression.Subscript;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names of values in an expression, without those of functions and of the indices that reductions bind. */
final class FreeNames implements Expression.Visitor<Void> {
  private static final Set<String> CONSTANTS = Set.of("pi", "training");

  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> bound = new HashSet<>();

  private FreeNames() {}

  static Set<String> of(Expression expression) {
    FreeNames free = new FreeNames();
    free.visit(expression);
    return free.names;
  }

  private void visit(Expression expression) {
    expression.accept(this);
  }

  private Void all(List<? extends Expression> expressions) {
    expressions.forEach(this::visit);
    return null;
  }

  @Override
  public Void visitNumber(Expression.Number number) {
    return null;
  }

  @Override
  public Void visitName(Expression.Name name) {
    if (!bound.contains(name.name()) && !CONSTANTS.contains(name.name())) {
      names.add(name.name());
    }
    return null;
  }

  @Override
  public Void visitText(Expression.Text text) {
    return null;
  }

  @Override
  public Void visitPath(Expression.Path path) {
    return path.base().accept(this);
  }

  @Override
  public Void visitTranspose(Expression.Transpose transpose) {
    return transpose.operand().accept(this);
  }

  @Override
  public Void visitNegate(Expression.Negate negate) {
    return negate.operand().accept(this);
  }

  @Override
  public Void visitSum(Expression.Sum sum) {
    return all(sum.terms().stream().map(Expression.Term::value).toList());
  }

  @Override
  public Void visitProduct(Expression.Product product) {
    visit(product.first());
    return all(product.factors().stream().map(Expression.Factor::value).toList());
  }

  @Override
  public Void visitPower(Expression.Power power) {
    return all(List.of(power.base(), power.exponent()));
  }

  @Override
  public Void visitCompare(Expression.Compare compare) {
    return all(List.of(compare.left(), compare.right()));
  }

  @Override
  public Void visitLogical(Expression.Logical logical) {
    return all(logical.operands());
  }

  @Override
  public Void visitNot(Expression.Not not) {
    return not.operand().accept(this);
  }

  @Override
  public Void visitIf(Expression.If conditional) {
    return all(List.of(conditional.condition(), conditional.then(), conditional.otherwise()));
  }

  @Override
  public Void visitCall(Expression.Call call) {
    return all(call.arguments().stream().map(Argument::value).toList());
  }

  @Override
  public Void visitApply(Expression.Apply apply) {
    visit(apply.layer());
    return all(apply.arguments().stream().map(Argument::value).toList());
  }

  @Override
  public Void visitReduction(Expression.Reduction reduction) {
    List<String> added = reduction.indices().stream().map(index -> index.name()).filter(bound::add).toList();
    visit(reduction.body());
    added.forEach(bound::remove);
    return null;
  }

  @Override
  public Void visitIndex(Expression.Index index) {
    visit(index.base());
    for (Subscript subscript : index.subscripts()) {
      if (subscript instanceof At at) {
        visit(at.position());
      } else if (subscript instanceof Slice slice) {
        slice.from().ifPresent(this::visit);
        slice.to().ifPresent(this::visit);
      }
    }
    return null;
  }

  @Override
  public Void visitTensor(Expression.Tensor tensor) {
    tensor.rows().forEach(this::all);
    return null;
  }
}
