package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Span;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A formula as it was written. Parentheses leave no trace but the nesting; spans leave them out. */
public sealed interface Expression {

  Span span();

  <R> R accept(Visitor<R> visitor);

  /** An exact decimal, never negative. */
  record Number(Span span, BigDecimal value) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNumber(this);
    }
  }

  /** A name in normal form NFC. */
  record Name(Span span, String name) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitName(this);
    }
  }

  /** A string, its escapes resolved. It stands only where a setting takes one. */
  record Text(Span span, String value) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitText(this);
    }
  }

  /** {@code h.W} or {@code h.0.W}; a member is a name or a number. The base is itself no path. */
  record Path(Span span, Expression base, List<String> members) implements Expression {
    public Path {
      members = List.copyOf(members);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitPath(this);
    }
  }

  /** {@code W.T}. */
  record Transpose(Span span, Expression operand) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitTranspose(this);
    }
  }

  /** {@code -x}. */
  record Negate(Span span, Expression operand) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNegate(this);
    }
  }

  /** {@code a + b - c}: two or more terms, the first never negative. */
  record Sum(Span span, List<Term> terms) implements Expression {
    public Sum {
      terms = List.copyOf(terms);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSum(this);
    }
  }

  /** A term with the sign before it. */
  record Term(boolean negative, Expression value) {}

  /** {@code a * b / c @ d}, or {@code 3x}: one or more factors after the first, from left to right. */
  record Product(Span span, Expression first, List<Factor> factors) implements Expression {
    public Product {
      factors = List.copyOf(factors);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitProduct(this);
    }
  }

  /** A factor with the sign before it; a juxtaposed one has an empty operator span right before it. */
  record Factor(Operator operator, Span operatorSpan, Expression value) {}

  /** How a factor joins the product. A juxtaposed factor stands alone in a product whose first is a number. */
  enum Operator {
    TIMES,
    DIVIDE,
    MATMUL,
    JUXTAPOSED
  }

  /** {@code a^b}. */
  record Power(Span span, Expression base, Expression exponent) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitPower(this);
    }
  }

  /** {@code a < b}, a truth value. */
  record Compare(Span span, Comparison comparison, Expression left, Expression right) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCompare(this);
    }
  }

  /** {@code a and b and c}: two or more operands. */
  record Logical(Span span, Connective connective, List<Expression> operands) implements Expression {
    public Logical {
      operands = List.copyOf(operands);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitLogical(this);
    }
  }

  /** What joins truth values. */
  enum Connective {
    AND,
    OR
  }

  /** {@code not a}. */
  record Not(Span span, Expression operand) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNot(this);
    }
  }

  /** {@code if c then a else b}. */
  record If(Span span, Expression condition, Expression then, Expression otherwise) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIf(this);
    }
  }

  /** {@code f(x, axis = 0)}. */
  record Call(Span span, Name function, List<Argument> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCall(this);
    }
  }

  /** A layer with its settings, applied: {@code dense(8, tanh)(x)}. */
  record Apply(Span span, Call layer, List<Argument> arguments) implements Expression {
    public Apply {
      arguments = List.copyOf(arguments);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitApply(this);
    }
  }

  /** A positional or a named argument. */
  record Argument(Optional<Name> name, Expression value) {}

  /** {@code sum(j: A[i, j])}. */
  record Reduction(Span span, Name function, List<IndexBinding> indices, Expression body) implements Expression {
    public Reduction {
      indices = List.copyOf(indices);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitReduction(this);
    }
  }

  /** {@code x[0, :]}. */
  record Index(Span span, Expression base, List<Subscript> subscripts) implements Expression {
    public Index {
      subscripts = List.copyOf(subscripts);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIndex(this);
    }
  }

  /** What stands for one axis of an {@link Index}. */
  sealed interface Subscript {}

  /** One position. */
  record At(Expression position) implements Subscript {}

  /** The positions from one up to but not including another; from the first and to the last where none is given. */
  record Slice(Optional<Expression> from, Optional<Expression> to) implements Subscript {}

  /** {@code [1, 2]}, or a matrix {@code [1, 2; 3, 4]}. A list has one row and a matrix two or more, all of one length. */
  record Tensor(Span span, List<List<Expression>> rows, boolean matrix) implements Expression {
    public Tensor {
      rows = rows.stream().map(List::copyOf).toList();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitTensor(this);
    }
  }

  /** One result a form. */
  interface Visitor<R> {
    R visitNumber(Number number);

    R visitName(Name name);

    R visitText(Text text);

    R visitPath(Path path);

    R visitTranspose(Transpose transpose);

    R visitNegate(Negate negate);

    R visitSum(Sum sum);

    R visitProduct(Product product);

    R visitPower(Power power);

    R visitCompare(Compare compare);

    R visitLogical(Logical logical);

    R visitNot(Not not);

    R visitIf(If conditional);

    R visitCall(Call call);

    R visitApply(Apply apply);

    R visitReduction(Reduction reduction);

    R visitIndex(Index index);

    R visitTensor(Tensor tensor);
  }
}
