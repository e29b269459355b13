package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one line's formulas as patterns: names are variables, an index that a reduction names is an axis wherever it
 * stands in the line.
 */
public final class Pattern implements Expression.Visitor<Expr> {
  /** The size of a pattern's axes says nothing. */
  private static final int ANY_SIZE = 2;

  private final ExprPool pool;
  private final Map<String, Axis> axes = new HashMap<>();

  public Pattern(ExprPool pool) {
    this.pool = pool;
  }

  public Expr read(Expression expression) {
    return expression.accept(this);
  }

  private List<Expr> read(List<Expression.Argument> arguments) {
    return arguments.stream().map(argument -> read(argument.value())).toList();
  }

  @Override
  public Expr visitNumber(Expression.Number number) {
    return pool.num(Rational.of(number.value()));
  }

  @Override
  public Expr visitName(Expression.Name name) {
    if (name.name().equals("pi")) {
      return pool.pi();
    }
    Axis axis = axes.get(name.name());
    return axis == null ? pool.variable(name.name()) : pool.axis(axis);
  }

  @Override
  public Expr visitNegate(Expression.Negate negate) {
    return pool.negate(read(negate.operand()));
  }

  @Override
  public Expr visitSum(Expression.Sum sum) {
    List<Expr> terms = new ArrayList<>();
    for (Expression.Term term : sum.terms()) {
      Expr value = read(term.value());
      terms.add(term.negative() ? pool.negate(value) : value);
    }
    return pool.add(terms);
  }

  @Override
  public Expr visitProduct(Expression.Product product) {
    Expr result = read(product.first());
    for (Expression.Factor factor : product.factors()) {
      Expr value = read(factor.value());
      result = switch (factor.operator()) {
        case TIMES, JUXTAPOSED -> pool.multiply(result, value);
        case DIVIDE -> pool.divide(result, value);
        case MATMUL -> throw unsupported(product);
      };
    }
    return result;
  }

  @Override
  public Expr visitPower(Expression.Power power) {
    Expr exponent = read(power.exponent());
    Expr base = read(power.base());
    return exponent instanceof Num num ? pool.power(base, num.value()) : pool.power(base, exponent);
  }

  @Override
  public Expr visitCompare(Expression.Compare compare) {
    dev.nnd.compiler.expr.Comparison relation = dev.nnd.compiler.expr.Comparison.valueOf(compare.comparison().name());
    return pool.compare(relation, read(compare.left()), read(compare.right()));
  }

  @Override
  public Expr visitLogical(Expression.Logical logical) {
    Expr[] operands = logical.operands().stream().map(this::read).toArray(Expr[]::new);
    return logical.connective() == Expression.Connective.AND ? pool.and(operands) : pool.or(operands);
  }

  @Override
  public Expr visitNot(Expression.Not not) {
    return pool.not(read(not.operand()));
  }

  @Override
  public Expr visitIf(Expression.If conditional) {
    return pool.when(read(conditional.condition()), read(conditional.then()), read(conditional.otherwise()));
  }

  @Override
  public Expr visitCall(Expression.Call call) {
    List<Expr> arguments = read(call.arguments());
    if (call.function().name().equals("sqrt")) {
      return pool.sqrt(arguments.get(0));
    }
    return pool.call(
        Primitive.named(call.function().name()).orElseThrow(() -> unsupported(call)), arguments);
  }

  @Override
  public Expr visitReduction(Expression.Reduction reduction) {
    List<Axis> bound = reduction.indices().stream()
        .map(index -> axes.computeIfAbsent(index.name(), name -> new Axis(axes.size(), ANY_SIZE)))
        .toList();
    ReduceOp op = ReduceOp.valueOf(reduction.function().name().toUpperCase(Locale.ROOT));
    return pool.pattern(op, bound, read(reduction.body()));
  }

  @Override
  public Expr visitText(Expression.Text text) {
    throw unsupported(text);
  }

  @Override
  public Expr visitPath(Expression.Path path) {
    throw unsupported(path);
  }

  @Override
  public Expr visitTranspose(Expression.Transpose transpose) {
    throw unsupported(transpose);
  }

  @Override
  public Expr visitApply(Expression.Apply apply) {
    throw unsupported(apply);
  }

  @Override
  public Expr visitIndex(Expression.Index index) {
    throw unsupported(index);
  }

  @Override
  public Expr visitTensor(Expression.Tensor tensor) {
    throw unsupported(tensor);
  }

  private static IllegalArgumentException unsupported(Expression expression) {
    return new IllegalArgumentException("not a pattern: " + expression.span());
  }
}
