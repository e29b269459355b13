package dev.nnd.compiler.expr;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Prints expressions as valid .nnd. */
public final class Printer extends FormulaPrinter {
  private Printer() {}

  public static Printer plain() {
    return new Printer();
  }

  @Override
  FormulaPrinter inner() {
    return new Printer();
  }

  @Override
  String parenthesised(String text) {
    return "(" + text + ")";
  }

  @Override
  Text number(String literal) {
    return new Text(literal, Strength.ATOM);
  }

  @Override
  public Text visit(Pi pi) {
    return new Text("pi", Strength.ATOM);
  }

  @Override
  Text indexed(String name, List<Text> indices) {
    StringJoiner joined = new StringJoiner(", ", "[", "]").setEmptyValue("");
    indices.forEach(index -> joined.add(index.text()));
    return new Text(name + joined, Strength.ATOM);
  }

  @Override
  String bounded(String name, int bound) {
    return name + " < " + bound;
  }

  @Override
  String clause(List<Text> target, Text body) {
    return target.stream().map(Text::text).collect(Collectors.joining(", ", "[", "]")) + " += " + body.text();
  }

  @Override
  Text scatter(List<String> clauses) {
    return new Text("scatter(" + String.join("; ", clauses) + ")", Strength.ATOM);
  }

  @Override
  Text literal(List<Text> elements, Text index) {
    String vector = elements.stream().map(Text::text).collect(Collectors.joining(", ", "[", "]"));
    return new Text(vector + "[" + index.text() + "]", Strength.ATOM);
  }

  @Override
  Text reduction(ReduceOp op, List<String> bound, Text body) {
    String indices = bound.isEmpty() ? "" : String.join(", ", bound) + ": ";
    return new Text(op.text() + "(" + indices + body.text() + ")", Strength.ATOM);
  }

  @Override
  Text quotient(List<Text> above, List<Text> below) {
    Text numerator = product(above);
    return below.isEmpty()
        ? numerator
        : new Text(within(numerator, Strength.PRODUCT) + " / " + within(product(below), Strength.POWER), Strength.PRODUCT);
  }

  /** Factors side by side; an integer stands directly before a name. */
  private Text product(List<Text> factors) {
    if (factors.size() == 1) {
      return factors.get(0);
    }
    String first = within(factors.get(0), Strength.NEGATION);
    if (factors.size() == 2 && isInteger(first) && isName(factors.get(1).text())) {
      return new Text(first + factors.get(1).text(), Strength.PRODUCT);
    }
    return new Text(
        factors.stream().map(factor -> within(factor, Strength.NEGATION)).collect(Collectors.joining(" * ")), Strength.PRODUCT);
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

  @Override
  Text exponential(Text argument) {
    return new Text("exp(" + argument.text() + ")", Strength.ATOM);
  }

  @Override
  Text power(Text base, Rational exponent) {
    if (exponent.equals(Rational.HALF)) {
      return new Text("sqrt(" + base.text() + ")", Strength.ATOM);
    }
    String written = Coefficient.decimal(exponent).orElse("(" + exponent + ")");
    return new Text(within(base, Strength.ATOM) + "^" + written, Strength.POWER);
  }

  @Override
  public Text visit(Call call) {
    if (call.primitive() == Primitive.POW) {
      String base = within(text(call.arguments().get(0)), Strength.ATOM);
      String exponent = within(text(call.arguments().get(1)), Strength.POWER);
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
            + " then " + within(text(conditional.then()), Strength.OR)
            + " else " + text(conditional.otherwise()).text(),
        Strength.CONDITIONAL);
  }

  @Override
  public Text visit(Compare compare) {
    return new Text(
        within(text(compare.left()), Strength.SUM)
            + " " + compare.relation().text() + " "
            + within(text(compare.right()), Strength.SUM),
        Strength.COMPARISON);
  }

  @Override
  public Text visit(Logic logic) {
    if (logic.operands().isEmpty()) {
      return new Text(logic.isTrue() ? "0 == 0" : "0 == 1", Strength.COMPARISON);
    }
    return switch (logic.connective()) {
      case NOT -> new Text("not " + within(text(logic.operands().get(0)), Strength.NOT), Strength.NOT);
      case AND -> new Text(connected(logic, " and ", Strength.NOT), Strength.AND);
      case OR -> new Text(connected(logic, " or ", Strength.AND), Strength.OR);
    };
  }

  private String connected(Logic logic, String connective, Strength least) {
    StringJoiner joined = new StringJoiner(connective);
    logic.operands().forEach(operand -> joined.add(within(text(operand), least)));
    return joined.toString();
  }

  @Override
  public Text visit(Training training) {
    return new Text("training", Strength.ATOM);
  }
}
