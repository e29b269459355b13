package dev.nnd.compiler.notation;

import dev.nnd.compiler.expr.Arrangement;
import dev.nnd.compiler.expr.Coefficient;
import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Logic;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.notation.Box.Fence;
import dev.nnd.compiler.notation.Box.Signs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sets formulas as a textbook does: fractions, subscripts for indices, {@code ⊙} for pointwise products, cases. */
final class Typesetter implements Formula.Visitor<Typesetter.Typeset> {
  /**
   * A formula that is set.
   *
   * @param strength of its outermost operator
   */
  record Typeset(Box box, Strength strength) {
    Box within(Strength least) {
      return strength.compareTo(least) < 0 ? Box.fenced(box) : box;
    }
  }

  static Box of(Formula formula) {
    return formula.accept(new Typesetter()).box();
  }

  private Typeset set(Formula formula) {
    return formula.accept(this);
  }

  private static Typeset atom(Box box) {
    return new Typeset(box, Strength.ATOM);
  }

  private Typeset call(Box function, List<Formula> arguments) {
    return atom(Box.row(function, Box.fenced(listed(arguments))));
  }

  private Typeset call(String function, Formula argument) {
    return call(new Box.Function(function), List.of(argument));
  }

  private Box listed(List<Formula> formulas) {
    return Boxes.separated(formulas.stream().map(formula -> set(formula).box()).toList(), Signs.COMMA);
  }

  // ---- leaves

  @Override
  public Typeset visit(Formula.Number number) {
    return number.value().signum() < 0
        ? new Typeset(Box.row(Box.sign(Signs.MINUS), Boxes.magnitude(number.value().abs())), Strength.NEGATION)
        : new Typeset(Boxes.magnitude(number.value()), Boxes.isFraction(number.value()) ? Strength.POWER : Strength.ATOM);
  }

  @Override
  public Typeset visit(Formula.Constant constant) {
    return atom(constant.name().equals("pi") ? Box.sign(Signs.PI) : new Box.Words(constant.name()));
  }

  @Override
  public Typeset visit(Formula.Symbol symbol) {
    return atom(new Box.Name(symbol.name()));
  }

  @Override
  public Typeset visit(Formula.Derivative derivative) {
    return atom(derivative(derivative.of(), new Box.Name(derivative.by())));
  }

  private static Box derivative(String of, Box by) {
    return new Box.Fraction(
        Box.row(Box.sign(Signs.PARTIAL), new Box.Name(of)), Box.row(Box.sign(Signs.PARTIAL), by));
  }

  @Override
  public Typeset visit(Formula.Transposed transposed) {
    return new Typeset(
        new Box.Superscript(set(transposed.matrix()).within(Strength.ATOM), Box.sign(Signs.TRANSPOSE)), Strength.POWER);
  }

  @Override
  public Typeset visit(Formula.Part part) {
    List<Box> subscripts = new ArrayList<>();
    for (Formula.Subscript subscript : part.subscripts()) {
      if (subscript instanceof Formula.At at) {
        subscripts.add(set(at.position()).box());
      } else if (subscript instanceof Formula.Range range) {
        subscripts.add(Box.row(
            new Box.Digits(String.valueOf(range.from())), Box.sign(Signs.COLON), new Box.Digits(String.valueOf(range.to()))));
      } else {
        subscripts.add(Box.sign(Signs.COLON));
      }
    }
    return atom(new Box.Subscript(set(part.tensor()).box(), Boxes.separated(subscripts, Signs.COMMA)));
  }

  // ---- sums and products

  @Override
  public Typeset visit(Formula.Linear linear) {
    return arranged(Terms.arranged(linear));
  }

  private Typeset arranged(Arrangement<Formula> arrangement) {
    Arrangement.Part<Formula> first = arrangement.first();
    Typeset leading = magnitude(first);
    if (arrangement.parts().size() == 1 && !first.negative()) {
      return leading;
    }
    List<Box> row = new ArrayList<>();
    if (first.negative()) {
      row.add(Box.sign(Signs.MINUS));
    }
    row.add(leading.within(Strength.CHAIN));
    for (Arrangement.Part<Formula> part : arrangement.parts()) {
      if (part != first) {
        row.add(Box.sign(part.negative() ? Signs.MINUS : Signs.PLUS));
        row.add(magnitude(part).within(Strength.CHAIN));
      }
    }
    return new Typeset(new Box.Row(row), arrangement.parts().size() == 1 ? Strength.NEGATION : Strength.SUM);
  }

  /** A part without its sign. */
  private Typeset magnitude(Arrangement.Part<Formula> part) {
    if (part instanceof Arrangement.Group<Formula> group) {
      return quotient(group.factor(), List.of(arranged(group.sum())), List.of(), Signs.JUXTAPOSED);
    }
    Optional<Formula> term = ((Arrangement.Single<Formula>) part).term();
    if (term.isEmpty()) {
      return visit(new Formula.Number(part.factor()));
    }
    return term.get() instanceof Formula.Product product
        ? product(part.factor(), product)
        : quotient(part.factor(), List.of(set(term.get())), List.of(), Signs.JUXTAPOSED);
  }

  @Override
  public Typeset visit(Formula.Product product) {
    return product(Rational.ONE, product);
  }

  private Typeset product(Rational coefficient, Formula.Product product) {
    List<Typeset> above = new ArrayList<>();
    List<Typeset> below = new ArrayList<>();
    long tensors = 0;
    for (Formula.Factor factor : product.factors()) {
      tensors += factor.tensor() && factor.exponent().signum() > 0 ? 1 : 0;
      (factor.exponent().signum() < 0 ? below : above).add(power(factor.base(), factor.exponent().abs()));
    }
    return quotient(coefficient, above, below, tensors > 1 ? Signs.POINTWISE : Signs.JUXTAPOSED);
  }

  private static Typeset quotient(Rational coefficient, List<Typeset> factors, List<Typeset> divisors, Signs times) {
    Coefficient written = Coefficient.of(coefficient, !factors.isEmpty());
    Typeset numerator = multiplied(written.above(), factors, times);
    return divisors.isEmpty() && written.below().isEmpty()
        ? numerator
        : new Typeset(
            new Box.Fraction(numerator.box(), multiplied(written.below(), divisors, Signs.JUXTAPOSED).box()), Strength.PRODUCT);
  }

  /** A number goes before a product of matrices without parentheses. */
  private static Typeset multiplied(Optional<String> number, List<Typeset> factors, Signs times) {
    if (factors.size() == 1) {
      Typeset only = factors.get(0);
      return number
          .map(literal -> new Typeset(
              Box.row(Boxes.digits(literal), Box.sign(Signs.JUXTAPOSED), only.within(Strength.CHAIN)), Strength.PRODUCT))
          .orElse(only);
    }
    if (factors.isEmpty()) {
      return atom(Boxes.digits(number.orElseThrow()));
    }
    Box product = Boxes.separated(factors.stream().map(factor -> factor.within(Strength.POWER)).toList(), times);
    return new Typeset(
        number.<Box>map(literal -> Box.row(Boxes.digits(literal), Box.sign(Signs.JUXTAPOSED), product)).orElse(product),
        Strength.PRODUCT);
  }

  private Typeset power(Formula base, Rational exponent) {
    if (exponent.isOne()) {
      return set(base);
    }
    if (exponent.equals(Rational.HALF)) {
      return atom(new Box.Root(set(base).box()));
    }
    return new Typeset(new Box.Superscript(set(base).within(Strength.ATOM), Boxes.magnitude(exponent)), Strength.POWER);
  }

  private static Typeset joined(Box left, Box right) {
    return new Typeset(Box.row(left, Box.sign(Signs.JUXTAPOSED), right), Strength.MATRIX_PRODUCT);
  }

  @Override
  public Typeset visit(Formula.MatrixProduct product) {
    return joined(set(product.left()).within(Strength.POWER), matrixFactor(product.right()));
  }

  /** A product of matrices needs no parentheses on its right. */
  private Box matrixFactor(Formula right) {
    return set(right).within(right instanceof Formula.MatrixProduct ? Strength.MATRIX_PRODUCT : Strength.POWER);
  }

  private Box transposed(Formula formula) {
    return new Box.Superscript(set(formula).within(Strength.ATOM), Box.sign(Signs.TRANSPOSE));
  }

  @Override
  public Typeset visit(Formula.Outer outer) {
    return joined(set(outer.left()).within(Strength.POWER), transposed(outer.right()));
  }

  @Override
  public Typeset visit(Formula.Dot dot) {
    return joined(transposed(dot.left()), matrixFactor(dot.right()));
  }

  @Override
  public Typeset visit(Formula.Trace trace) {
    return call("tr", trace.matrix());
  }

  @Override
  public Typeset visit(Formula.Norm norm) {
    return atom(new Box.Fenced(Fence.DOUBLE_BARS, set(norm.tensor()).box()));
  }

  // ---- functions

  @Override
  public Typeset visit(Formula.Whole whole) {
    return reduced(whole.op(), Optional.empty(), whole.tensor());
  }

  /** A sum or product goes before its terms without parentheses; the others are functions of theirs. */
  private Typeset reduced(ReduceOp op, Optional<Box> below, Formula body) {
    if (op == ReduceOp.SUM || op == ReduceOp.PROD) {
      Box operator = new Box.Large(Box.sign(op == ReduceOp.SUM ? Signs.SUM : Signs.PRODUCT), below);
      return new Typeset(Box.row(operator, set(body).within(Strength.CHAIN)), Strength.PRODUCT);
    }
    if (op == ReduceOp.NORM) {
      Box bars = new Box.Fenced(Fence.DOUBLE_BARS, set(body).box());
      return atom(below.<Box>map(indices -> new Box.Subscript(bars, indices)).orElse(bars));
    }
    Box operator = new Box.Function(op.text());
    return atom(Box.row(below.isPresent() ? new Box.Large(operator, below) : operator, Box.fenced(set(body).box())));
  }

  @Override
  public Typeset visit(Formula.Softmax softmax) {
    return softmax.logarithm()
        ? atom(Box.row(new Box.Function("log"), Box.sign(Signs.JUXTAPOSED), call("softmax", softmax.scores()).box()))
        : call("softmax", softmax.scores());
  }

  @Override
  public Typeset visit(Formula.Applied applied) {
    Formula argument = applied.arguments().get(0);
    return switch (applied.primitive()) {
      case POW -> new Typeset(
          new Box.Superscript(set(argument).within(Strength.ATOM), set(applied.arguments().get(1)).box()), Strength.POWER);
      case ABS -> atom(new Box.Fenced(Fence.BARS, set(argument).box()));
      case FLOOR -> atom(new Box.Fenced(Fence.FLOOR, set(argument).box()));
      default -> call(new Box.Function(applied.primitive().text()), applied.arguments());
    };
  }

  /** What is 1 or 0 is set in Iverson's brackets. */
  @Override
  public Typeset visit(Formula.Choice choice) {
    boolean indicator = choice.then() instanceof Formula.Number one && one.value().isOne()
        && choice.otherwise() instanceof Formula.Number zero && zero.value().isZero();
    return indicator
        ? atom(new Box.Fenced(Fence.BRACKETS, set(choice.condition()).box()))
        : new Typeset(
            new Box.Cases(List.of(
                new Box.Case(set(choice.then()).box(), Optional.of(set(choice.condition()).box())),
                new Box.Case(set(choice.otherwise()).box(), Optional.empty()))),
            Strength.SUM);
  }

  @Override
  public Typeset visit(Formula.Related related) {
    return new Typeset(
        Box.row(
            set(related.left()).within(Strength.SUM), Box.sign(sign(related.relation())), set(related.right()).within(Strength.SUM)),
        Strength.COMPARISON);
  }

  private static Signs sign(Comparison relation) {
    return switch (relation) {
      case LESS -> Signs.LESS;
      case LESS_EQUAL -> Signs.LESS_EQUAL;
      case GREATER -> Signs.GREATER;
      case GREATER_EQUAL -> Signs.GREATER_EQUAL;
      case EQUAL -> Signs.EQUALS;
      case NOT_EQUAL -> Signs.NOT_EQUAL;
    };
  }

  @Override
  public Typeset visit(Formula.Joined joined) {
    if (joined.operands().isEmpty()) {
      return atom(new Box.Words(joined.connective() == Logic.Connective.AND ? "true" : "false"));
    }
    return switch (joined.connective()) {
      case NOT -> new Typeset(
          Box.row(Box.sign(Signs.NOT), set(joined.operands().get(0)).within(Strength.SUM)), Strength.NOT);
      case AND -> connected(joined, Signs.AND, Strength.NOT, Strength.AND);
      case OR -> connected(joined, Signs.OR, Strength.AND, Strength.OR);
    };
  }

  private Typeset connected(Formula.Joined joined, Signs sign, Strength least, Strength strength) {
    return new Typeset(Boxes.separated(joined.operands().stream().map(part -> set(part).within(least)).toList(), sign), strength);
  }

  // ---- index notation

  @Override
  public Typeset visit(Formula.Index index) {
    return atom(new Box.Name(index.name()));
  }

  /** The indices of a derivative are those of what it is by; their ranges are left to the text. */
  @Override
  public Typeset visit(Formula.Element element) {
    Box indices = Boxes.separated(element.indices().stream().map(this::index).toList(), Signs.COMMA);
    if (element.tensor() instanceof Formula.Derivative derivative) {
      return atom(derivative(derivative.of(), new Box.Subscript(new Box.Name(derivative.by()), indices)));
    }
    return atom(new Box.Subscript(set(element.tensor()).box(), indices));
  }

  private Box index(Formula index) {
    boolean ranged = index instanceof Formula.Related related && related.left() instanceof Formula.Index;
    return set(ranged ? ((Formula.Related) index).left() : index).box();
  }

  @Override
  public Typeset visit(Formula.Over over) {
    List<Box> indices = new ArrayList<>();
    for (Formula.Bound bound : over.indices()) {
      Box index = new Box.Name(bound.index());
      indices.add(bound.told()
          ? Box.row(index, Box.sign(Signs.LESS), new Box.Digits(String.valueOf(bound.size())))
          : index);
    }
    return reduced(over.op(), indices.isEmpty() ? Optional.empty() : Optional.of(Boxes.separated(indices, Signs.COMMA)), over.body());
  }
}
