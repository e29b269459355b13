package dev.nnd.compiler.expr;

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

  private static Text constant(Rational value) {
    Text magnitude = magnitude(value.abs());
    return value.signum() < 0 ? new Text("-" + magnitude.text(), Strength.NEGATION) : magnitude;
  }

  private static Text magnitude(Rational value) {
    return Coefficient.decimal(value)
        .map(decimal -> new Text(decimal, Strength.ATOM))
        .orElseGet(() -> new Text(value.numerator() + " / " + value.denominator(), Strength.PRODUCT));
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
    return arranged(Arrangement.of(sum));
  }

  private Text arranged(Arrangement arrangement) {
    Arrangement.Part first = arrangement.first();
    Text leading = magnitude(first);
    if (arrangement.parts().size() == 1) {
      return first.negative() ? new Text("-" + leading.within(Strength.PRODUCT), Strength.NEGATION) : leading;
    }
    StringBuilder line = new StringBuilder(first.negative() ? "-" : "").append(leading.within(Strength.PRODUCT));
    for (Arrangement.Part part : arrangement.parts()) {
      if (part != first) {
        line.append(part.negative() ? " - " : " + ").append(magnitude(part).within(Strength.PRODUCT));
      }
    }
    return new Text(line.toString(), Strength.SUM);
  }

  /** A part without its sign. */
  private Text magnitude(Arrangement.Part part) {
    if (part instanceof Arrangement.Group group) {
      return quotient(group.factor(), List.of(arranged(group.sum())), List.of());
    }
    Optional<Expr> term = ((Arrangement.Single) part).term();
    if (term.isEmpty()) {
      return magnitude(part.factor());
    }
    if (part.factor().isOne()) {
      return text(term.get());
    }
    return term.get() instanceof Product product
        ? quotient(part.factor(), Factors.of(product))
        : quotient(part.factor(), List.of(text(term.get())), List.of());
  }

  @Override
  public Text visit(Product product) {
    return quotient(Rational.ONE, Factors.of(product));
  }

  private Text quotient(Rational coefficient, Factors factors) {
    return quotient(
        coefficient,
        factors.above().stream().map(this::power).toList(),
        factors.below().stream().map(this::power).toList());
  }

  private static Text quotient(Rational coefficient, List<Text> factors, List<Text> divisors) {
    Coefficient written = Coefficient.of(coefficient, !factors.isEmpty());
    List<Text> above = withNumber(written.above(), factors);
    List<Text> below = withNumber(written.below(), divisors);
    if (below.isEmpty()) {
      return product(above);
    }
    return new Text(product(above).within(Strength.PRODUCT) + " / " + product(below).within(Strength.POWER), Strength.PRODUCT);
  }

  private static List<Text> withNumber(Optional<String> number, List<Text> factors) {
    List<Text> all = new ArrayList<>();
    number.ifPresent(text -> all.add(new Text(text, Strength.ATOM)));
    all.addAll(factors);
    return all;
  }

  /** Factors side by side; an integer stands directly before a name. */
  private static Text product(List<Text> factors) {
    if (factors.size() == 1) {
      return factors.get(0);
    }
    String first = factors.get(0).within(Strength.NEGATION);
    if (factors.size() == 2 && isInteger(first) && isName(factors.get(1).text())) {
      return new Text(first + factors.get(1).text(), Strength.PRODUCT);
    }
    StringJoiner joined = new StringJoiner(" * ");
    factors.forEach(factor -> joined.add(factor.within(Strength.NEGATION)));
    return new Text(joined.toString(), Strength.PRODUCT);
  }

  private static boolean isInteger(String text) {
    return text.chars().allMatch(Character::isDigit);
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
        && isInteger(exponent);
  }

  private Text raised(Factors.Together together) {
    return quotient(together.coefficient(), together.inside());
  }

  private Text power(Factors.Power power) {
    Text base = power instanceof Factors.Single single
        ? text(single.base())
        : raised((Factors.Together) power);
    Rational exponent = power.exponent();
    if (exponent.isOne()) {
      return base;
    }
    if (exponent.equals(Rational.HALF)) {
      return new Text("sqrt(" + base.text() + ")", Strength.ATOM);
    }
    String written = Coefficient.decimal(exponent).orElse("(" + exponent + ")");
    return new Text(base.within(Strength.ATOM) + "^" + written, Strength.POWER);
  }

  @Override
  public Text visit(Call call) {
    if (call.primitive() == Primitive.POW) {
      String base = text(call.arguments().get(0)).within(Strength.ATOM);
      String exponent = text(call.arguments().get(1)).within(Strength.POWER);
      return new Text(base + "^" + exponent, Strength.POWER);
    }
    Optional<Clamp> clamp = Clamp.of(call);
    if (clamp.isPresent()) {
      Clamp c = clamp.get();
      return new Text("clamp(" + text(c.x()).text() + ", " + text(c.low()).text() + ", " + text(c.high()).text() + ")", Strength.ATOM);
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
