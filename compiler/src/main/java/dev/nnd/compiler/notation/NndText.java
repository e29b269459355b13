package dev.nnd.compiler.notation;

import dev.nnd.compiler.expr.Decimals;
import dev.nnd.compiler.expr.Logic;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Writes formulas in the language: {@code 2 * A @ x}, {@code A + A.T}, {@code outer(a, b)}, {@code sum(j: A[i, j])}. */
public final class NndText implements Formula.Visitor<Text> {
  private NndText() {}

  public static String of(Formula formula) {
    return formula.accept(new NndText()).text();
  }

  /** {@code name = formula}. */
  public static String of(Notation.Equation equation) {
    return left(equation) + " = " + of(equation.right());
  }

  /** What stands on the left; a derivative by a parameter has the sign of a textbook. */
  public static String left(Notation.Equation equation) {
    Formula name = equation.left() instanceof Formula.Element element ? element.tensor() : equation.left();
    return name instanceof Formula.Derivative ? TextbookText.left(equation) : of(equation.left());
  }

  private Text text(Formula formula) {
    return formula.accept(this);
  }

  private Text call(String function, Formula... arguments) {
    return call(function, List.of(arguments));
  }

  private Text call(String function, List<Formula> arguments) {
    return Text.atom(function + arguments.stream().map(argument -> text(argument).text()).collect(Collectors.joining(", ", "(", ")")));
  }

  // ---- leaves

  @Override
  public Text visit(Formula.Number number) {
    return number(number.value());
  }

  private static Text number(Rational value) {
    Decimals.Ratio ratio = Decimals.ratio(value.abs());
    String text = (value.signum() < 0 ? "-" : "") + ratio.numerator() + ratio.denominator().map(digits -> " / " + digits).orElse("");
    Strength positive = ratio.denominator().isPresent() ? Strength.PRODUCT : Strength.ATOM;
    return new Text(text, value.signum() < 0 ? Strength.NEGATION : positive);
  }

  @Override
  public Text visit(Formula.Constant constant) {
    return Text.atom(constant.name());
  }

  @Override
  public Text visit(Formula.Symbol symbol) {
    return Text.atom(symbol.name());
  }

  @Override
  public Text visit(Formula.Derivative derivative) {
    return call("grad", new Formula.Symbol(derivative.of()), new Formula.Symbol(derivative.by()));
  }

  @Override
  public Text visit(Formula.Transposed transposed) {
    return Text.atom(text(transposed.matrix()).within(Strength.ATOM) + ".T");
  }

  @Override
  public Text visit(Formula.Part part) {
    StringJoiner subscripts = new StringJoiner(", ", "[", "]");
    for (Formula.Subscript subscript : part.subscripts()) {
      if (subscript instanceof Formula.At at) {
        subscripts.add(text(at.position()).text());
      } else {
        subscripts.add(subscript instanceof Formula.Range range ? range.from() + ":" + range.to() : ":");
      }
    }
    return Text.atom(text(part.tensor()).text() + subscripts);
  }

  // ---- sums and products

  @Override
  public Text visit(Formula.Linear linear) {
    List<Formula.Term> terms = Terms.matrixProductsFirst(linear.terms());
    if (terms.size() == 1 && linear.constant().isZero()) {
      return scaled(terms.get(0).coefficient(), text(terms.get(0).value()));
    }
    Rational common = Terms.commonFactor(linear);
    List<Text> parts = new ArrayList<>();
    List<Boolean> negative = new ArrayList<>();
    for (Formula.Term term : terms) {
      parts.add(scaled(term.coefficient().dividedBy(common).abs(), text(term.value())));
      negative.add(term.coefficient().signum() < 0);
    }
    if (!linear.constant().isZero()) {
      parts.add(number(linear.constant().dividedBy(common).abs()));
      negative.add(linear.constant().signum() < 0);
    }
    String sum = Terms.signed(parts.stream().map(part -> part.within(Strength.CHAIN)).toList(), negative);
    return scaled(common, new Text(sum, Strength.SUM));
  }

  private static Text scaled(Rational factor, Text term) {
    if (factor.isOne()) {
      return term;
    }
    if (factor.signum() < 0) {
      Text positive = scaled(factor.negate(), term);
      boolean product = positive.strength() == Strength.MATRIX_PRODUCT;
      return new Text("-" + positive.within(product ? Strength.MATRIX_PRODUCT : Strength.PRODUCT), product ? Strength.MATRIX_PRODUCT : Strength.NEGATION);
    }
    String inner = term.within(Strength.MATRIX_PRODUCT);
    Strength strength = term.strength() == Strength.MATRIX_PRODUCT ? Strength.MATRIX_PRODUCT : Strength.PRODUCT;
    Decimals.Ratio ratio = Decimals.ratio(factor);
    if (ratio.denominator().isPresent()) {
      String numerator = ratio.isUnitFraction() ? "" : ratio.numerator() + " * ";
      return new Text(numerator + inner + " / " + ratio.denominator().get(), strength);
    }
    return new Text(ratio.numerator() + (ratio.isInteger() && Terms.isName(inner) ? "" : " * ") + inner, strength);
  }

  @Override
  public Text visit(Formula.Product product) {
    List<Text> above = new ArrayList<>();
    List<Text> below = new ArrayList<>();
    for (Formula.Factor factor : product.factors()) {
      (factor.exponent().signum() < 0 ? below : above).add(power(factor.base(), factor.exponent().abs()));
    }
    if (below.isEmpty() && above.size() == 1) {
      return above.get(0);
    }
    String numerator = above.isEmpty() ? "1" : above.stream().map(text -> text.within(Strength.NEGATION)).collect(Collectors.joining(" * "));
    if (below.isEmpty()) {
      return new Text(numerator, Strength.PRODUCT);
    }
    String denominator = below.size() == 1
        ? below.get(0).within(Strength.POWER)
        : below.stream().map(text -> text.within(Strength.NEGATION)).collect(Collectors.joining(" * ", "(", ")"));
    return new Text(numerator + " / " + denominator, Strength.PRODUCT);
  }

  private Text power(Formula base, Rational exponent) {
    if (exponent.isOne()) {
      return text(base);
    }
    if (exponent.equals(Rational.HALF)) {
      return call("sqrt", base);
    }
    String written = exponent.isInteger() ? exponent.toString() : "(" + exponent + ")";
    return new Text(text(base).within(Strength.ATOM) + "^" + written, Strength.POWER);
  }

  /** Matrices before a vector are read from the right, as the language does; a product of matrices from the left. */
  @Override
  public Text visit(Formula.MatrixProduct product) {
    Text right = text(product.right());
    boolean chain = product.vector() && product.right() instanceof Formula.MatrixProduct;
    boolean fromLeft = !product.vector() && product.left() instanceof Formula.MatrixProduct;
    return new Text(
        text(product.left()).within(fromLeft ? Strength.MATRIX_PRODUCT : Strength.NEGATION) + " @ " + (chain ? right.text() : right.within(Strength.POWER)),
        chain ? Strength.CHAIN : Strength.MATRIX_PRODUCT);
  }

  @Override
  public Text visit(Formula.Outer outer) {
    return call("outer", outer.left(), outer.right());
  }

  @Override
  public Text visit(Formula.Dot dot) {
    return call("dot", dot.left(), dot.right());
  }

  @Override
  public Text visit(Formula.Trace trace) {
    return call("trace", trace.matrix());
  }

  @Override
  public Text visit(Formula.Norm norm) {
    return call("norm", norm.tensor());
  }

  // ---- functions

  @Override
  public Text visit(Formula.Whole whole) {
    return call(whole.op().text(), whole.tensor());
  }

  @Override
  public Text visit(Formula.Softmax softmax) {
    return call(softmax.logarithm() ? "log_softmax" : "softmax", softmax.scores());
  }

  @Override
  public Text visit(Formula.Applied applied) {
    if (applied.primitive() == Primitive.POW) {
      String base = text(applied.arguments().get(0)).within(Strength.ATOM);
      return new Text(base + "^" + text(applied.arguments().get(1)).within(Strength.POWER), Strength.POWER);
    }
    return call(applied.primitive().text(), applied.arguments());
  }

  @Override
  public Text visit(Formula.Choice choice) {
    return new Text(
        "if " + text(choice.condition()).text() + " then " + text(choice.then()).within(Strength.OR)
            + " else " + text(choice.otherwise()).text(),
        Strength.CONDITIONAL);
  }

  @Override
  public Text visit(Formula.Related related) {
    return new Text(
        text(related.left()).within(Strength.SUM) + " " + related.relation().text() + " "
            + text(related.right()).within(Strength.SUM),
        Strength.COMPARISON);
  }

  @Override
  public Text visit(Formula.Joined joined) {
    if (joined.operands().isEmpty()) {
      return new Text(joined.connective() == Logic.Connective.AND ? "0 == 0" : "0 == 1", Strength.COMPARISON);
    }
    return switch (joined.connective()) {
      case NOT -> new Text("not " + text(joined.operands().get(0)).within(Strength.NOT), Strength.NOT);
      case AND -> new Text(connected(joined, " and ", Strength.NOT), Strength.AND);
      case OR -> new Text(connected(joined, " or ", Strength.AND), Strength.OR);
    };
  }

  private String connected(Formula.Joined joined, String connective, Strength least) {
    return joined.operands().stream().map(operand -> text(operand).within(least)).collect(Collectors.joining(connective));
  }

  // ---- index notation

  @Override
  public Text visit(Formula.Index index) {
    return Text.atom(index.name());
  }

  @Override
  public Text visit(Formula.Element element) {
    return Text.atom(text(element.tensor()).text()
        + element.indices().stream().map(index -> text(index).text()).collect(Collectors.joining(", ", "[", "]")));
  }

  @Override
  public Text visit(Formula.Over over) {
    String indices = over.indices().stream()
        .map(bound -> bound.index() + (bound.told() ? " < " + bound.size() : ""))
        .collect(Collectors.joining(", "));
    String body = text(over.body()).text();
    return Text.atom(over.op().text() + "(" + (indices.isEmpty() ? "" : indices + ": ") + body + ")");
  }
}
