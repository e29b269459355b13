package dev.nnd.compiler.notation;

import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Logic;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.ReduceOp;
import java.util.List;

/**
 * A formula as it is to be read: of whole vectors and matrices, or element by element. It says what stands where;
 * signs, parentheses and fractions are the renderers'.
 */
public sealed interface Formula {

  <R> R accept(Visitor<R> visitor);

  /** An exact constant. */
  record Number(Rational value) implements Formula {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A name that the language has: {@code pi}, {@code training}. */
  record Constant(String name) implements Formula {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A tensor as a whole. */
  record Symbol(String name) implements Formula {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The derivative of {@code of} by a parameter, as a whole. */
  record Derivative(String of, String by) implements Formula {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A matrix with rows and columns exchanged. */
  record Transposed(Formula matrix) implements Formula {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A part of a tensor, {@code W[:, 0]}, {@code E[w]}; the axes that are left out at the end are whole. */
  record Part(Formula tensor, List<Subscript> subscripts) implements Formula {
    public Part {
      subscripts = List.copyOf(subscripts);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** What stands for an axis of a {@link Part}. */
  sealed interface Subscript {}

  /** One position. */
  record At(Formula position) implements Subscript {}

  /** The positions from one up to but not including another. */
  record Range(int from, int to) implements Subscript {}

  /** All positions. */
  record All() implements Subscript {}

  /** {@code c0 + c1 t1 + c2 t2 + …}; scalars go along with tensors. */
  record Linear(List<Term> terms, Rational constant) implements Formula {
    public Linear {
      terms = List.copyOf(terms);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A term and its coefficient. */
  record Term(Rational coefficient, Formula value) {}

  /** A product of powers, element by element. */
  record Product(List<Factor> factors) implements Formula {
    public Product {
      factors = List.copyOf(factors);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** @param tensor whether it has an element for each position, rather than being one number for all */
  record Factor(Formula base, Rational exponent, boolean tensor) {}

  /** A matrix times a matrix, or times a vector. */
  record MatrixProduct(Formula left, Formula right, boolean vector) implements Formula {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The matrix of all products of the elements of two vectors. */
  record Outer(Formula left, Formula right) implements Formula {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The scalar product of two vectors. */
  record Dot(Formula left, Formula right) implements Formula {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The sum of a matrix's diagonal. */
  record Trace(Formula matrix) implements Formula {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The square root of the sum of squares. */
  record Norm(Formula tensor) implements Formula {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A reduction of all elements. */
  record Whole(ReduceOp op, Formula tensor) implements Formula {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Along the last axis; the logarithm of it where {@code logarithm} says so. */
  record Softmax(Formula scores, boolean logarithm) implements Formula {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A primitive, element by element. */
  record Applied(Primitive primitive, List<Formula> arguments) implements Formula {
    public Applied {
      arguments = List.copyOf(arguments);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** @param tensor whether it has an element for each position */
  record Choice(Formula condition, Formula then, Formula otherwise, boolean tensor) implements Formula {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The truth value of a relation. */
  record Related(Comparison relation, Formula left, Formula right) implements Formula {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Truth values joined; true or false where there is none. */
  record Joined(Logic.Connective connective, List<Formula> operands) implements Formula {
    public Joined {
      operands = List.copyOf(operands);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  // ---- index notation

  /** An index as a number. */
  record Index(String name) implements Formula {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** An element, {@code A[i, k + 1]}. */
  record Element(Formula tensor, List<Formula> indices) implements Formula {
    public Element {
      indices = List.copyOf(indices);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A reduction over indices. */
  record Over(ReduceOp op, List<Bound> indices, Formula body) implements Formula {
    public Over {
      indices = List.copyOf(indices);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * An index of a reduction.
   *
   * @param size its number of values
   * @param told whether the body does not fix it
   */
  record Bound(String index, int size, boolean told) {}

  /** One method for each form. */
  interface Visitor<R> {
    R visit(Number number);

    R visit(Constant constant);

    R visit(Symbol symbol);

    R visit(Derivative derivative);

    R visit(Transposed transposed);

    R visit(Part part);

    R visit(Linear linear);

    R visit(Product product);

    R visit(MatrixProduct product);

    R visit(Outer outer);

    R visit(Dot dot);

    R visit(Trace trace);

    R visit(Norm norm);

    R visit(Whole whole);

    R visit(Softmax softmax);

    R visit(Applied applied);

    R visit(Choice choice);

    R visit(Related related);

    R visit(Joined joined);

    R visit(Index index);

    R visit(Element element);

    R visit(Over over);
  }
}
