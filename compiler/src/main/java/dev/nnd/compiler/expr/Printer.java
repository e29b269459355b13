package dev.nnd.compiler.expr;

import java.util.List;
import java.util.Locale;
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
  Text number(Decimals.Ratio magnitude, boolean negative) {
    String text = (negative ? "-" : "") + magnitude.numerator();
    return magnitude.denominator()
        .map(denominator -> new Text(text + " / " + denominator, negative ? Strength.NEGATION : Strength.PRODUCT))
        .orElseGet(() -> new Text(text, negative ? Strength.NEGATION : Strength.ATOM));
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
  String clause(List<Text> target, Text body) {
    return target.stream().map(Text::text).collect(Collectors.joining(", ", "[", "]")) + " += " + body.text();
  }

  @Override
  Text scatter(List<String> clauses) {
    return new Text("scatter(" + String.join("; ", clauses) + ")", Strength.ATOM);
  }

  @Override
  Text reduction(ReduceOp op, List<String> bound, Text body) {
    String indices = bound.isEmpty() ? "" : String.join(", ", bound) + ": ";
    return new Text(op.text() + "(" + indices + body.text() + ")", Strength.ATOM);
  }

  @Override
  Text scaled(Decimals.Ratio factor, Text term, Expr expr) {
    String inner = within(term, Strength.PRODUCT);
    String scaled = factor.isUnitFraction() ? inner
        : factor.isInteger() && isName(inner) ? factor.numerator() + inner
        : factor.numerator() + " * " + inner;
    return new Text(factor.denominator().map(denominator -> scaled + " / " + denominator).orElse(scaled), Strength.PRODUCT);
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
  Text quotient(List<Text> above, List<Text> below) {
    String numerator = above.isEmpty() ? "1" : product(above);
    String text = below.isEmpty() ? numerator
        : below.size() == 1 ? numerator + " / " + within(below.get(0), Strength.POWER)
        : numerator + " / (" + product(below) + ")";
    return new Text(text, Strength.PRODUCT);
  }

  private String product(List<Text> factors) {
    return factors.stream().map(factor -> within(factor, Strength.NEGATION)).collect(Collectors.joining(" * "));
  }

  @Override
  Text power(Text base, Rational exponent) {
    if (exponent.equals(Rational.HALF)) {
      return new Text("sqrt(" + base.text() + ")", Strength.ATOM);
    }
    String printedExponent = exponent.isInteger() ? exponent.toString() : "(" + exponent + ")";
    return new Text(within(base, Strength.ATOM) + "^" + printedExponent, Strength.POWER);
  }

  @Override
  public Text visit(Call call) {
    if (call.primitive() == Primitive.POW) {
      String base = within(text(call.arguments().get(0)), Strength.ATOM);
      String exponent = within(text(call.arguments().get(1)), Strength.POWER);
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
