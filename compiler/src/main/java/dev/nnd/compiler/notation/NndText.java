package dev.nnd.compiler.notation;

import dev.nnd.compiler.expr.Arrangement;
import dev.nnd.compiler.expr.Coefficient;
import dev.nnd.compiler.expr.Logic;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    Text magnitude = magnitude(value.abs());
    return value.signum() < 0 ? new Text("-" + magnitude.text(), Strength.NEGATION) : magnitude;
  }

  private static Text magnitude(Rational value) {
    return Coefficient.decimal(value).map(Text::atom)
        .orElseGet(() -> new Text(value.numerator() + " / " + value.denominator(), Strength.PRODUCT));
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
    return arranged(Terms.arranged(linear));
  }

  private Text arranged(Arrangement<Formula> arrangement) {
    Arrangement.Part<Formula> first = arrangement.first();
    Text leading = magnitude(first);
    if (arrangement.parts().size() == 1) {
      return first.negative() ? negated(leading) : leading;
    }
    StringBuilder line = new StringBuilder(first.negative() ? "-" : "").append(leading.within(Strength.CHAIN));
    for (Arrangement.Part<Formula> part : arrangement.parts()) {
      if (part != first) {
        line.append(part.negative() ? " - " : " + ").append(magnitude(part).within(Strength.CHAIN));
      }
    }
    return new Text(line.toString(), Strength.SUM);
  }

  /** The sign goes to the first factor: {@code -A @ x} is {@code (-A) @ x}, which is the same. */
  private static Text negated(Text positive) {
    boolean matrices = positive.strength() == Strength.MATRIX_PRODUCT;
    return new Text(
        "-" + positive.within(matrices ? Strength.MATRIX_PRODUCT : Strength.PRODUCT), matrices ? Strength.MATRIX_PRODUCT : Strength.NEGATION);
  }

  /** A part without its sign. */
  private Text magnitude(Arrangement.Part<Formula> part) {
    if (part instanceof Arrangement.Group<Formula> group) {
      return quotient(group.factor(), List.of(arranged(group.sum())), List.of());
    }
    Optional<Formula> term = ((Arrangement.Single<Formula>) part).term();
    if (term.isEmpty()) {
      return magnitude(part.factor());
    }
    return term.get() instanceof Formula.Product product
        ? product(part.factor(), product)
        : quotient(part.factor(), List.of(text(term.get())), List.of());
  }

  @Override
  public Text visit(Formula.Product product) {
    return product(Rational.ONE, product);
  }

  private Text product(Rational coefficient, Formula.Product product) {
    List<Text> above = new ArrayList<>();
    List<Text> below = new ArrayList<>();
    for (Formula.Factor factor : product.factors()) {
      (factor.exponent().signum() < 0 ? below : above).add(power(factor.base(), factor.exponent().abs()));
    }
    return quotient(coefficient, above, below);
  }

  /** A number goes to the first factor, also where that is one of matrices: {@code 2 * A @ x} is {@code (2 * A) @ x}. */
  private static Text quotient(Rational coefficient, List<Text> factors, List<Text> divisors) {
    Coefficient written = Coefficient.of(coefficient, !factors.isEmpty());
    List<String> above = new ArrayList<>(written.above().stream().toList());
    List<String> below = new ArrayList<>(written.below().stream().toList());
    boolean matrices = factors.size() == 1 && divisors.isEmpty() && factors.get(0).strength() == Strength.MATRIX_PRODUCT;
    Strength leading = above.isEmpty() && factors.size() == 1 ? Strength.PRODUCT : Strength.NEGATION;
    factors.forEach(factor -> above.add(factor.within(matrices ? Strength.MATRIX_PRODUCT : leading)));
    Strength least = divisors.size() + below.size() > 1 ? Strength.NEGATION : Strength.POWER;
    divisors.forEach(divisor -> below.add(divisor.within(least)));
    if (below.isEmpty() && above.size() == 1) {
      return factors.isEmpty() ? Text.atom(above.get(0)) : factors.get(0);
    }
    boolean juxtaposed = above.size() == 2 && written.above().filter(Terms::isInteger).isPresent() && Terms.isName(above.get(1));
    String numerator = String.join(juxtaposed ? "" : " * ", above);
    String denominator = below.size() > 1 ? "(" + String.join(" * ", below) + ")" : String.join("", below);
    return new Text(
        numerator + (below.isEmpty() ? "" : " / " + denominator), matrices ? Strength.MATRIX_PRODUCT : Strength.PRODUCT);
  }

  private Text power(Formula base, Rational exponent) {
    if (exponent.isOne()) {
      return text(base);
    }
    if (exponent.equals(Rational.HALF)) {
      return call("sqrt", base);
    }
    String written = Coefficient.decimal(exponent).orElse("(" + exponent + ")");
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
