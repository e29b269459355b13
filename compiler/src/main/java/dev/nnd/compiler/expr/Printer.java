package dev.nnd.compiler.expr;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Prints expressions as valid .nnd. A common factor of all coefficients is printed once: {@code 2 * (p - y)}. The
 * batch axis is left out.
 */
public final class Printer implements Expr.Visitor<Printer.Text> {
  /** How tightly a printed text holds together. */
  enum Strength {
    CONDITIONAL,
    OR,
    AND,
    NOT,
    COMPARISON,
    SUM,
    PRODUCT,
    NEGATION,
    POWER,
    ATOM
  }

  /**
   * A printed expression.
   *
   * @param text as it stands
   * @param strength of its outermost operator
   */
  record Text(String text, Strength strength) {
    String within(Strength least) {
      return strength.compareTo(least) < 0 ? "(" + text + ")" : text;
    }
  }

  private static final String AXIS_NAMES = "ijklmnopqrstuvw";
  /** Beyond this a coefficient is clearer as a decimal. */
  private static final BigInteger LARGEST_DENOMINATOR = BigInteger.valueOf(12);

  private static final int LONGEST_DECIMAL = 17;

  private final Map<Axis, String> axisNames = new HashMap<>();
  /** What stands for an axis of a reduction that is read there. */
  private final Map<Axis, Text> positions = new HashMap<>();

  private final Map<Expr, Text> printed = new HashMap<>();
  /** Names of indices around this expression, which those of its reductions must not hide. */
  private final Set<String> outer = new HashSet<>();

  private Printer() {}

  public static Printer plain() {
    return new Printer();
  }

  public String print(Expr e) {
    return whole(e).text();
  }

  private Text whole(Expr e) {
    e.axes().stream().filter(axis -> !positions.containsKey(axis)).forEach(this::axisName);
    for (Expr part : Dag.expressions(e)) {
      text(part);
    }
    return printed.get(e);
  }

  private Text text(Expr e) {
    Text known = printed.get(e);
    if (known == null) {
      known = e.accept(this);
      printed.put(e, known);
    }
    return known;
  }

  private String axisName(Axis axis) {
    String name = axisNames.get(axis);
    if (name == null) {
      name = freshName(axis.id());
      axisNames.put(axis, name);
    }
    return name;
  }

  /** The first free name from this place of the alphabet on. */
  private String freshName(int from) {
    for (int i = from; ; i++) {
      int round = i / AXIS_NAMES.length();
      String name = AXIS_NAMES.charAt(i % AXIS_NAMES.length()) + (round == 0 ? "" : String.valueOf(round));
      if (!outer.contains(name) && !axisNames.containsValue(name)) {
        return name;
      }
    }
  }

  @Override
  public Text visit(Num num) {
    return constant(num.value());
  }

  static Text constant(Rational value) {
    String text = value.toString();
    if (!value.isInteger()) {
      Optional<String> decimal = decimal(value);
      if (decimal.isPresent() && !isSmall(value)) {
        text = decimal.get();
      } else {
        String fraction = value.numerator() + " / " + value.denominator();
        return new Text(fraction, value.signum() < 0 ? Strength.NEGATION : Strength.PRODUCT);
      }
    }
    return new Text(text, value.signum() < 0 ? Strength.NEGATION : Strength.ATOM);
  }

  private static boolean isSmall(Rational fraction) {
    return fraction.denominator().compareTo(LARGEST_DENOMINATOR) <= 0;
  }

  private static Optional<String> decimal(Rational value) {
    return value.asDecimal()
        .map(BigDecimal::stripTrailingZeros)
        .filter(decimal -> decimal.precision() <= LONGEST_DECIMAL)
        .map(decimal -> decimal.toString().replace("E", "e"));
  }

  @Override
  public Text visit(Pi pi) {
    return new Text("pi", Strength.ATOM);
  }

  @Override
  public Text visit(AxisValue axis) {
    Text position = positions.get(axis.axis());
    return position != null ? position : new Text(axisName(axis.axis()), Strength.ATOM);
  }

  @Override
  public Text visit(Access access) {
    Tensor tensor = access.tensor();
    if (tensor instanceof Reduction reduction) {
      return reduction(reduction, access);
    }
    if (tensor instanceof Scatter scatter) {
      return new Text(scattered(scatter), Strength.ATOM);
    }
    String name = tensor instanceof Leaf leaf ? leaf.name() : ((Definition) tensor).name();
    StringJoiner indices = new StringJoiner(", ", "[", "]").setEmptyValue("");
    for (int i = 0; i < access.indices().size(); i++) {
      if (tensor.shape().get(i) != Axis.BATCH) {
        indices.add(text(access.indices().get(i)).text());
      }
    }
    return new Text(name + indices, Strength.ATOM);
  }

  /** Clause by clause, each with indices of its own. */
  private static String scattered(Scatter scatter) {
    StringJoiner clauses = new StringJoiner("; ", "scatter(", ")");
    for (Scatter.Clause clause : scatter.clauses()) {
      Printer inner = new Printer();
      clause.axes().stream().filter(axis -> !axis.isBatch()).forEach(inner::axisName);
      StringJoiner target = new StringJoiner(", ", "[", "]");
      for (int i = 0; i < clause.target().size(); i++) {
        if (scatter.shape().get(i) != Axis.BATCH) {
          target.add(inner.print(clause.target().get(i)));
        }
      }
      clauses.add(target + " += " + inner.print(clause.body()));
    }
    return clauses.toString();
  }

  private Text reduction(Reduction reduction, Access access) {
    Printer inner = new Printer();
    inner.outer.addAll(outer);
    inner.outer.addAll(axisNames.values());
    for (int i = 0; i < reduction.rank(); i++) {
      inner.positions.put(new Axis(i, reduction.shape().get(i)), text(access.indices().get(i)));
    }
    StringJoiner bound = new StringJoiner(", ");
    for (Axis axis : reduction.bound()) {
      if (!axis.isBatch()) {
        bound.add(inner.axisName(axis));
      }
    }
    Text body = inner.whole(reduction.body());
    // A sum over the batch alone is left out, as the batch is.
    return bound.length() == 0 && reduction.op() == ReduceOp.SUM
        ? body
        : new Text(reduction.op().text() + "(" + (bound.length() == 0 ? "" : bound + ": ") + body.text() + ")", Strength.ATOM);
  }

  @Override
  public Text visit(Sum sum) {
    if (sum.isScaling()) {
      return scaled(sum.coefficients().get(0), text(sum.terms().get(0)), sum.terms().get(0));
    }
    Rational factor = sum.commonFactor();
    if (!factor.isOne()) {
      List<Rational> reduced = sum.coefficients().stream().map(c -> c.dividedBy(factor)).toList();
      Text inner = new Text(terms(sum.terms(), reduced, sum.constant().dividedBy(factor)), Strength.SUM);
      return scaled(factor, inner, sum);
    }
    return new Text(terms(sum.terms(), sum.coefficients(), sum.constant()), Strength.SUM);
  }

  private String terms(List<Expr> terms, List<Rational> coefficients, Rational constant) {
    List<Text> parts = new ArrayList<>();
    List<Boolean> negative = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      parts.add(scaled(coefficients.get(i).abs(), text(terms.get(i)), terms.get(i)));
      negative.add(coefficients.get(i).signum() < 0);
    }
    if (!constant.isZero()) {
      parts.add(constant(constant.abs()));
      negative.add(constant.signum() < 0);
    }
    int first = Math.max(0, negative.indexOf(false));
    StringBuilder line = new StringBuilder();
    append(line, parts.get(first), negative.get(first), true);
    for (int i = 0; i < parts.size(); i++) {
      if (i != first) {
        append(line, parts.get(i), negative.get(i), false);
      }
    }
    return line.toString();
  }

  private static void append(StringBuilder line, Text part, boolean negative, boolean first) {
    String text = part.within(Strength.PRODUCT);
    if (first) {
      line.append(negative ? "-" : "").append(text);
    } else {
      line.append(negative ? " - " : " + ").append(text);
    }
  }

  private static Text scaled(Rational factor, Text term, Expr expr) {
    if (factor.isOne()) {
      return term;
    }
    if (factor.signum() < 0) {
      Text positive = scaled(factor.negate(), term, expr);
      return new Text("-" + positive.within(Strength.PRODUCT), Strength.NEGATION);
    }
    String inner = term.within(Strength.PRODUCT);
    boolean unitFraction = factor.numerator().equals(Rational.ONE.numerator());
    if (!factor.isInteger() && isSmall(factor)) {
      String numerator = unitFraction ? "" : factor.numerator() + " * ";
      return new Text(numerator + inner + " / " + factor.denominator(), Strength.PRODUCT);
    }
    Optional<String> decimal = factor.isInteger() ? Optional.of(factor.toString()) : decimal(factor);
    if (decimal.isEmpty()) {
      String numerator = unitFraction ? "" : factor.numerator() + " * ";
      return new Text(numerator + inner + " / " + factor.denominator(), Strength.PRODUCT);
    }
    return isName(inner) && !decimal.get().contains("e") && factor.isInteger()
        ? new Text(decimal.get() + inner, Strength.PRODUCT)
        : new Text(decimal.get() + " * " + inner, Strength.PRODUCT);
  }

  /** Whether a number may stand directly before it: a name or its whole power, not beginning with e. */
  private static boolean isName(String text) {
    int caret = text.indexOf('^');
    String name = caret < 0 ? text : text.substring(0, caret);
    String exponent = caret < 0 ? "" : text.substring(caret + 1);
    return !name.isEmpty()
        && name.codePoints().allMatch(Character::isUnicodeIdentifierPart)
        && Character.isUnicodeIdentifierStart(name.codePointAt(0))
        && !name.toLowerCase(Locale.ROOT).startsWith("e")
        && exponent.chars().allMatch(Character::isDigit);
  }

  @Override
  public Text visit(Product product) {
    StringJoiner above = new StringJoiner(" * ");
    List<Text> below = new ArrayList<>();
    int factors = 0;
    Text only = new Text("1", Strength.ATOM);
    for (int i = 0; i < product.bases().size(); i++) {
      Rational exponent = product.exponents().get(i);
      Text power = power(product.bases().get(i), exponent.abs());
      if (exponent.signum() < 0) {
        below.add(power);
      } else {
        only = power;
        factors++;
        above.add(power.within(Strength.NEGATION));
      }
    }
    if (below.isEmpty() && factors == 1) {
      return only;
    }
    String numerator = factors == 0 ? "1" : above.toString();
    if (below.isEmpty()) {
      return new Text(numerator, Strength.PRODUCT);
    }
    if (below.size() == 1) {
      return new Text(numerator + " / " + below.get(0).within(Strength.POWER), Strength.PRODUCT);
    }
    StringJoiner denominator = new StringJoiner(" * ", "(", ")");
    below.forEach(text -> denominator.add(text.within(Strength.NEGATION)));
    return new Text(numerator + " / " + denominator, Strength.PRODUCT);
  }

  private Text power(Expr base, Rational exponent) {
    if (exponent.isOne()) {
      return text(base);
    }
    if (exponent.equals(Rational.HALF)) {
      return new Text("sqrt(" + text(base).text() + ")", Strength.ATOM);
    }
    String printedExponent = exponent.isInteger() ? exponent.toString() : "(" + exponent + ")";
    return new Text(text(base).within(Strength.ATOM) + "^" + printedExponent, Strength.POWER);
  }

  @Override
  public Text visit(Call call) {
    if (call.primitive() == Primitive.POW) {
      String base = text(call.arguments().get(0)).within(Strength.ATOM);
      String exponent = text(call.arguments().get(1)).within(Strength.POWER);
      return new Text(base + "^" + exponent, Strength.POWER);
    }
    StringJoiner arguments = new StringJoiner(", ", "(", ")");
    call.arguments().forEach(argument -> arguments.add(text(argument).text()));
    return new Text(call.primitive().text() + arguments, Strength.ATOM);
  }

  @Override
  public Text visit(If conditional) {
    return new Text(
        "if " + text(conditional.condition()).text()
            + " then " + text(conditional.then()).within(Strength.OR)
            + " else " + text(conditional.otherwise()).text(),
        Strength.CONDITIONAL);
  }

  @Override
  public Text visit(Compare compare) {
    return new Text(
        text(compare.left()).within(Strength.SUM)
            + " " + compare.relation().text() + " "
            + text(compare.right()).within(Strength.SUM),
        Strength.COMPARISON);
  }

  @Override
  public Text visit(Logic logic) {
    if (logic.operands().isEmpty()) {
      return new Text(logic.isTrue() ? "0 == 0" : "0 == 1", Strength.COMPARISON);
    }
    return switch (logic.connective()) {
      case NOT -> new Text("not " + text(logic.operands().get(0)).within(Strength.NOT), Strength.NOT);
      case AND -> new Text(connected(logic, " and ", Strength.NOT), Strength.AND);
      case OR -> new Text(connected(logic, " or ", Strength.AND), Strength.OR);
    };
  }

  private String connected(Logic logic, String connective, Strength least) {
    StringJoiner joined = new StringJoiner(connective);
    logic.operands().forEach(operand -> joined.add(text(operand).within(least)));
    return joined.toString();
  }

  @Override
  public Text visit(Training training) {
    return new Text("training", Strength.ATOM);
  }
}
