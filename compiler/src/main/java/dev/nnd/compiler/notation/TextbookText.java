package dev.nnd.compiler.notation;

import dev.nnd.compiler.expr.Logic;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes formulas as a textbook does where it has only letters: {@code δh = (W2ᵀ δp) ⊙ (1 - h²)}. */
public final class TextbookText implements Formula.Visitor<Text> {
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  private static final int LONGEST_COEFFICIENT = 8;

  private TextbookText() {}

  /** In index notation the language's own words are the clearest. */
  public static String of(Notation.Equation equation) {
    return equation.indexed() ? NndText.of(equation.right()) : equation.right().accept(new TextbookText()).text();
  }

  /** What stands on the left of it. */
  public static String left(Notation.Equation equation) {
    return equation.left().accept(new TextbookText()).text();
  }

  private Text text(Formula formula) {
    return formula.accept(this);
  }

  private Text call(String function, List<Formula> arguments) {
    return Text.atom(function + arguments.stream().map(argument -> text(argument).text()).collect(Collectors.joining(", ", "(", ")")));
  }

  // ---- leaves

  @Override
  public Text visit(Formula.Number number) {
    return Text.atom(number(number.value()));
  }

  private static String number(Rational value) {
    String exact = value.toString();
    if (value.isInteger() || exact.length() <= 4) {
      return exact;
    }
    String decimal = String.valueOf(value.doubleValue()).replace(".0E", "e").replace("E", "e");
    return decimal.length() <= LONGEST_COEFFICIENT || value.asDecimal().isPresent() ? decimal : exact;
  }

  @Override
  public Text visit(Formula.Constant constant) {
    return Text.atom(constant.name().equals("pi") ? "π" : constant.name());
  }

  @Override
  public Text visit(Formula.Symbol symbol) {
    return Text.atom(symbol.name());
  }

  @Override
  public Text visit(Formula.Derivative derivative) {
    return Text.atom("∂" + derivative.of() + "/∂" + derivative.by());
  }

  @Override
  public Text visit(Formula.Transposed transposed) {
    return Text.atom(text(transposed.matrix()).within(Strength.ATOM) + "ᵀ");
  }

  @Override
  public Text visit(Formula.Part part) {
    return Text.atom(NndText.of(part));
  }

  // ---- sums and products

  @Override
  public Text visit(Formula.Linear linear) {
    List<Formula.Term> terms = Terms.written(linear.terms());
    if (terms.size() == 1 && linear.constant().isZero()) {
      return scaled(terms.get(0).coefficient(), text(terms.get(0).value()));
    }
    Rational common = linear.constant().isZero() ? Terms.commonFactor(linear) : Rational.ONE;
    List<String> parts = new ArrayList<>();
    List<Boolean> negative = new ArrayList<>();
    for (Formula.Term term : terms) {
      parts.add(scaled(term.coefficient().dividedBy(common).abs(), text(term.value())).within(Strength.MATRIX_PRODUCT));
      negative.add(term.coefficient().signum() < 0);
    }
    if (!linear.constant().isZero()) {
      boolean leads = negative.stream().allMatch(sign -> sign);
      parts.add(leads ? 0 : parts.size(), number(linear.constant().abs()));
      negative.add(leads ? 0 : negative.size(), linear.constant().signum() < 0);
    }
    return scaled(common, new Text(Terms.signed(parts, negative), Strength.SUM));
  }

  private static Text scaled(Rational factor, Text term) {
    if (factor.isOne()) {
      return term;
    }
    if (factor.signum() < 0) {
      return new Text("-" + scaled(factor.negate(), term).within(Strength.MATRIX_PRODUCT), Strength.PRODUCT);
    }
    if (factor.numerator().equals(Rational.ONE.numerator()) && factor.denominator().bitLength() < 8) {
      return new Text(term.within(Strength.MATRIX_PRODUCT) + " / " + factor.denominator(), Strength.PRODUCT);
    }
    return new Text(number(factor) + " " + term.within(Strength.MATRIX_PRODUCT), Strength.PRODUCT);
  }

  @Override
  public Text visit(Formula.Product product) {
    List<Text> above = new ArrayList<>();
    List<Text> below = new ArrayList<>();
    long tensors = 0;
    for (Formula.Factor factor : product.factors()) {
      tensors += factor.tensor() && factor.exponent().signum() > 0 ? 1 : 0;
      (factor.exponent().signum() < 0 ? below : above).add(power(factor.base(), factor.exponent().abs()));
    }
    // A matrix product first: (W2ᵀ δ2) ⊙ (1 - h²).
    above.sort((a, b) -> Boolean.compare(b.strength() == Strength.MATRIX_PRODUCT, a.strength() == Strength.MATRIX_PRODUCT));
    String numerator = above.isEmpty() ? "1" : above.stream()
        .map(text -> text.within(above.size() > 1 ? Strength.ATOM : Strength.MATRIX_PRODUCT))
        .collect(Collectors.joining(tensors > 1 ? " ⊙ " : " "));
    if (below.isEmpty()) {
      return above.size() == 1 ? above.get(0) : new Text(numerator, Strength.PRODUCT);
    }
    String denominator = below.stream().map(text -> text.within(Strength.ATOM)).collect(Collectors.joining(" "));
    return new Text(numerator + " / " + (below.size() > 1 ? "(" + denominator + ")" : denominator), Strength.PRODUCT);
  }

  private Text power(Formula base, Rational exponent) {
    if (exponent.isOne()) {
      return text(base);
    }
    if (exponent.equals(Rational.HALF)) {
      return Text.atom("√(" + text(base).text() + ")");
    }
    String written = text(base).within(Strength.ATOM);
    if (!exponent.isInteger()) {
      return Text.atom(written + "^(" + exponent + ")");
    }
    StringBuilder digits = new StringBuilder();
    exponent.toString().chars().forEach(digit -> digits.append(SUPERSCRIPTS.charAt(digit - '0')));
    return Text.atom(written + digits);
  }

  @Override
  public Text visit(Formula.MatrixProduct product) {
    return new Text(
        text(product.left()).within(Strength.ATOM) + " " + text(product.right()).within(rightStrength(product.right())),
        Strength.MATRIX_PRODUCT);
  }

  /** A product of matrices needs no parentheses on its right. */
  private static Strength rightStrength(Formula right) {
    return right instanceof Formula.MatrixProduct ? Strength.MATRIX_PRODUCT : Strength.ATOM;
  }

  @Override
  public Text visit(Formula.Outer outer) {
    return new Text(
        text(outer.left()).within(Strength.ATOM) + " " + text(outer.right()).within(Strength.ATOM) + "ᵀ", Strength.MATRIX_PRODUCT);
  }

  /** Of two names the product, of longer formulas the sum: there the reader looks for the signs. */
  @Override
  public Text visit(Formula.Dot dot) {
    boolean names = dot.left() instanceof Formula.Symbol && !(dot.right() instanceof Formula.Softmax)
        && (dot.right() instanceof Formula.Symbol || dot.right() instanceof Formula.MatrixProduct);
    return names
        ? new Text(
            text(dot.left()).text() + "ᵀ " + text(dot.right()).within(rightStrength(dot.right())), Strength.MATRIX_PRODUCT)
        : new Text(
            "Σ " + text(dot.left()).within(Strength.ATOM) + " ⊙ " + text(dot.right()).within(Strength.ATOM), Strength.PRODUCT);
  }

  @Override
  public Text visit(Formula.Trace trace) {
    return call("tr", List.of(trace.matrix()));
  }

  @Override
  public Text visit(Formula.Norm norm) {
    return Text.atom("‖" + text(norm.tensor()).text() + "‖");
  }

  // ---- functions

  @Override
  public Text visit(Formula.Whole whole) {
    return switch (whole.op()) {
      case SUM -> new Text("Σ " + text(whole.tensor()).within(Strength.MATRIX_PRODUCT), Strength.PRODUCT);
      case PROD -> new Text("Π " + text(whole.tensor()).within(Strength.MATRIX_PRODUCT), Strength.PRODUCT);
      default -> call(whole.op().text(), List.of(whole.tensor()));
    };
  }

  @Override
  public Text visit(Formula.Softmax softmax) {
    return call(softmax.logarithm() ? "log_softmax" : "softmax", List.of(softmax.scores()));
  }

  @Override
  public Text visit(Formula.Applied applied) {
    if (applied.primitive() == Primitive.POW) {
      return Text.atom(text(applied.arguments().get(0)).within(Strength.ATOM) + "^"
          + text(applied.arguments().get(1)).within(Strength.ATOM));
    }
    return call(applied.primitive().text(), applied.arguments());
  }

  /** What is 0 unless a condition holds has Iverson's brackets. */
  @Override
  public Text visit(Formula.Choice choice) {
    String condition = text(choice.condition()).text();
    if (choice.otherwise() instanceof Formula.Number number && number.value().isZero()) {
      boolean one = choice.then() instanceof Formula.Number then && then.value().isOne();
      String then = one ? "" : text(choice.then()).within(Strength.ATOM) + (choice.tensor() ? " ⊙ " : " ");
      return one ? Text.atom("[" + condition + "]") : new Text(then + "[" + condition + "]", Strength.PRODUCT);
    }
    return new Text(
        "if " + condition + " then " + text(choice.then()).text() + " else " + text(choice.otherwise()).text(), Strength.SUM);
  }

  @Override
  public Text visit(Formula.Related related) {
    return new Text(
        text(related.left()).text() + " " + related.relation().text() + " " + text(related.right()).text(), Strength.SUM);
  }

  @Override
  public Text visit(Formula.Joined joined) {
    String connective = switch (joined.connective()) {
      case AND -> " and ";
      case OR -> " or ";
      case NOT -> "not ";
    };
    List<String> operands = joined.operands().stream().map(operand -> text(operand).text()).toList();
    return new Text(
        joined.connective() == Logic.Connective.NOT ? connective + operands.get(0) : String.join(connective, operands), Strength.SUM);
  }

  // ---- index notation

  @Override
  public Text visit(Formula.Index index) {
    return Text.atom(index.name());
  }

  /** The ranges of indices are seen from the shape. */
  @Override
  public Text visit(Formula.Element element) {
    return Text.atom(text(element.tensor()).text() + element.indices().stream()
        .map(index -> index instanceof Formula.Related related ? related.left() : index)
        .map(NndText::of)
        .collect(Collectors.joining(", ", "[", "]")));
  }

  @Override
  public Text visit(Formula.Over over) {
    return Text.atom(NndText.of(over));
  }
}
