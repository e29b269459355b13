package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.UndefinedException;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.semantic.Value.Shaped;
import dev.nnd.compiler.semantic.Value.Truth;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Parts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Formulas to values: what a formula means where it stands. */
final class ExpressionElaborator implements Expression.Visitor<Value> {
  private final Context context;
  private final ExprPool pool;
  private final Reporter reporter;

  ExpressionElaborator(Context context) {
    this.context = context;
    this.pool = context.pool();
    this.reporter = context.reporter();
  }

  /** @throws Rejection where it has no meaning, which is reported */
  Value value(Expression expression) {
    return context.run().deeper(expression.span(), () -> {
      try {
        Value value = expression.accept(this);
        if (value instanceof Shaped shaped) {
          context.run().limits().checkGrowth(shaped.element(), expression.span());
        }
        return value;
      } catch (UndefinedException e) {
        throw reporter.reject(Diagnostic.of(Code.UNDEFINED_VALUE, expression.span(), e.getMessage()));
      }
    });
  }

  /** A value that must be a number or a tensor of numbers. */
  Quantity quantity(Expression expression) {
    Value value = value(expression);
    if (value instanceof Quantity quantity) {
      return quantity;
    }
    throw reporter.reject(Problems.kind(expression, "a number", value));
  }

  Operand operand(Expression expression) {
    return new Operand(expression, quantity(expression));
  }

  /** A value that must be a single number. */
  Expr scalar(Expression expression) {
    Operand operand = operand(expression);
    if (operand.value().isScalar()) {
      return operand.value().element();
    }
    throw reporter.reject(Diagnostic.of(Code.NOT_SCALAR, expression.span(), operand.text(), Extent.shape(operand.value().extents())));
  }

  private Operand truth(Expression expression) {
    Value value = value(expression);
    if (value instanceof Truth truth) {
      return new Operand(expression, truth);
    }
    throw reporter.reject(Problems.kind(expression, "a truth value", value)
        .help("compare it with something, as in `" + Operand.text(expression) + " > 0`"));
  }

  @Override
  public Value visitNumber(Expression.Number number) {
    return Quantity.scalar(pool.num(Rational.of(number.value())));
  }

  @Override
  public Value visitName(Expression.Name name) {
    return new NameResolver(context).value(name);
  }

  @Override
  public Value visitText(Expression.Text text) {
    throw reporter.reject(Diagnostic.of(Code.WRONG_KIND, text.span(), "a number", "a text"));
  }

  @Override
  public Value visitPath(Expression.Path path) {
    return new NameResolver(context).path(path);
  }

  @Override
  public Value visitTranspose(Expression.Transpose transpose) {
    Operand operand = operand(transpose.operand());
    if (operand.value().rank() != 2) {
      throw reporter.reject(Diagnostic.of(Code.WRONG_RANK, transpose.span(), "`.T`", "a matrix", operand.describe())
          .help("a vector is a column; products of vectors are `dot(x, y)` and `outer(x, y)`, other orders of axes `y[j, i, k] = x[i, j, k]`"));
    }
    Extent rows = operand.value().extents().get(0);
    Extent columns = operand.value().extents().get(1);
    Map<Axis, Expr> swap = Map.of(
        operand.value().axis(0), pool.axis(new Axis(1, rows.size())),
        operand.value().axis(1), pool.axis(new Axis(0, columns.size())));
    return new Quantity(List.of(columns, rows), pool.substitute(operand.value().element(), swap));
  }

  @Override
  public Value visitNegate(Expression.Negate negate) {
    Quantity operand = quantity(negate.operand());
    return new Quantity(operand.extents(), pool.negate(operand.element()));
  }

  /** Nested sums are one sum before they reach the pool, which flattens short ones only. */
  @Override
  public Value visitSum(Expression.Sum sum) {
    List<Expression.Term> terms = flat(sum);
    List<Operand> operands = reporter.all(terms, term -> operand(term.value()));
    List<Extent> extents = Pointwise.extents(operands, terms.get(1).negative() ? "`-`" : "`+`", reporter);
    List<Rational> coefficients = terms.stream().map(term -> term.negative() ? Rational.MINUS_ONE : Rational.ONE).toList();
    List<Expr> elements = operands.stream().map(operand -> operand.value().element()).toList();
    return new Quantity(extents, pool.linear(elements, coefficients, Rational.ZERO));
  }

  private static List<Expression.Term> flat(Expression.Sum sum) {
    List<Expression.Term> flat = new ArrayList<>();
    Deque<Expression.Term> open = new ArrayDeque<>(sum.terms());
    while (!open.isEmpty()) {
      Expression.Term term = open.pop();
      if (term.value() instanceof Expression.Sum inner) {
        for (int i = inner.terms().size() - 1; i >= 0; i--) {
          Expression.Term part = inner.terms().get(i);
          open.push(new Expression.Term(part.negative() != term.negative(), part.value()));
        }
      } else if (term.value() instanceof Expression.Negate negate) {
        open.push(new Expression.Term(!term.negative(), negate.operand()));
      } else {
        flat.add(term);
      }
    }
    return flat;
  }

  @Override
  public Value visitProduct(Expression.Product product) {
    return new Products(context, this).value(product);
  }

  @Override
  public Value visitPower(Expression.Power power) {
    List<Operand> operands = reporter.all(List.of(power.base(), power.exponent()), this::operand);
    return power(operands.get(0), operands.get(1));
  }

  Quantity power(Operand base, Operand exponent) {
    List<Extent> extents = Pointwise.extents(List.of(base, exponent), "`^`", reporter);
    Expr e = exponent.value().element();
    return new Quantity(extents, e instanceof Num num
        ? pool.power(base.value().element(), num.value())
        : pool.power(base.value().element(), e));
  }

  @Override
  public Value visitCompare(Expression.Compare compare) {
    List<Operand> operands = reporter.all(List.of(compare.left(), compare.right()), this::operand);
    List<Extent> extents = Pointwise.extents(operands, "`" + compare.comparison().sign() + "`", reporter);
    return new Truth(extents, pool.compare(
        relation(compare.comparison()), operands.get(0).value().element(), operands.get(1).value().element()));
  }

  private static Comparison relation(dev.nnd.compiler.syntax.Comparison comparison) {
    return switch (comparison) {
      case LESS -> Comparison.LESS;
      case LESS_EQUAL -> Comparison.LESS_EQUAL;
      case GREATER -> Comparison.GREATER;
      case GREATER_EQUAL -> Comparison.GREATER_EQUAL;
      case EQUAL -> Comparison.EQUAL;
      case NOT_EQUAL -> Comparison.NOT_EQUAL;
    };
  }

  @Override
  public Value visitLogical(Expression.Logical logical) {
    boolean and = logical.connective() == Expression.Connective.AND;
    List<Operand> operands = reporter.all(logical.operands(), this::truth);
    List<Extent> extents = Pointwise.extents(operands, and ? "`and`" : "`or`", reporter);
    Expr[] elements = operands.stream().map(operand -> operand.value().element()).toArray(Expr[]::new);
    return new Truth(extents, and ? pool.and(elements) : pool.or(elements));
  }

  @Override
  public Value visitNot(Expression.Not not) {
    Shaped operand = truth(not.operand()).value();
    return new Truth(operand.extents(), pool.not(operand.element()));
  }

  @Override
  public Value visitIf(Expression.If conditional) {
    Operand condition = truth(conditional.condition());
    Expr holds = condition.value().element();
    ExpressionElaborator then = context.given(holds).expressions();
    ExpressionElaborator otherwise = context.given(pool.not(holds)).expressions();
    List<Operand> branches = reporter.all(
        List.of(0, 1), i -> i == 0 ? then.operand(conditional.then()) : otherwise.operand(conditional.otherwise()));
    List<Extent> extents =
        Pointwise.extents(List.of(condition, branches.get(0), branches.get(1)), "`if`", reporter);
    return new Quantity(
        extents, pool.when(holds, branches.get(0).value().element(), branches.get(1).value().element()));
  }

  @Override
  public Value visitCall(Expression.Call call) {
    return new Calls(context).call(call);
  }

  @Override
  public Value visitApply(Expression.Apply apply) {
    return new Calls(context).apply(apply);
  }

  @Override
  public Value visitReduction(Expression.Reduction reduction) {
    return new Reductions(context).value(reduction);
  }

  @Override
  public Value visitIndex(Expression.Index index) {
    return new Subscripts(context).value(index);
  }

  @Override
  public Value visitTensor(Expression.Tensor tensor) {
    return new Assembly(context).literal(tensor);
  }

  /** A number that must be known now. */
  Rational constant(Expression expression, String what) {
    if (scalar(expression) instanceof Num num) {
      return num.value();
    }
    throw reporter.reject(Diagnostic.of(Code.NOT_CONSTANT, expression.span(), what));
  }

  /** A whole number that must be known now. */
  int integer(Expression expression, String what) {
    Rational value = constant(expression, what);
    if (!value.isSmallInteger()) {
      throw reporter.reject(Diagnostic.of(Code.NOT_AN_INTEGER, expression.span(), what, value));
    }
    return value.intValue();
  }

  /** A size. */
  Extent extent(Expression expression, Optional<Span> declared) {
    Rational value = constant(expression, "a size");
    if (!value.isSmallInteger() || value.signum() <= 0) {
      throw reporter.reject(Diagnostic.of(Code.BAD_SIZE, expression.span(), value).label(partsOf(expression)));
    }
    return new Extent(value.intValue(), Operand.text(expression), declared);
  }

  /** What the names in the formula of a size stand for: {@code n is 4, heads is 3}. */
  private String partsOf(Expression formula) {
    Map<String, String> parts = new LinkedHashMap<>();
    Deque<Expression> open = new ArrayDeque<>(List.of(formula));
    while (!open.isEmpty()) {
      Expression part = open.pop();
      if (part instanceof Expression.Name name && part != formula
          && value(name) instanceof Quantity quantity && quantity.element() instanceof Num num) {
        parts.put(name.name(), name.name() + " is " + num.value());
      }
      List<Expression> inner = Parts.of(part);
      for (int i = inner.size() - 1; i >= 0; i--) {
        open.push(inner.get(i));
      }
    }
    return String.join(", ", parts.values());
  }
}
