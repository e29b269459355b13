package dev.nnd.compiler.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Prints expressions as LaTeX for math mode, in a textbook's notation: fractions, roots, {@code σ} for the logistic
 * function, subscripts for indices. It needs amsmath and amssymb, or what understands them.
 */
public final class LatexPrinter extends FormulaPrinter {
  /** What makes a formula higher than a line, so that its parentheses must grow. */
  private static final List<String> TALL = List.of(
      "\\frac", "\\sum", "\\prod", "\\max_", "\\min_", "\\operatorname*", "\\begin", "\\sqrt", "^", "\\left");

  private LatexPrinter() {}

  public static LatexPrinter plain() {
    return new LatexPrinter();
  }

  /** A name: {@code h6} is h with the subscript 6, several letters are one word. */
  public static String name(String name) {
    return LatexNames.of(name);
  }

  /** What stands before the parentheses of a call. */
  public static String function(String name) {
    return Primitive.named(name).map(LatexPrinter::function).orElseGet(() -> operator(name));
  }

  @Override
  FormulaPrinter inner() {
    return new LatexPrinter();
  }

  @Override
  String parenthesised(String text) {
    return TALL.stream().anyMatch(text::contains) ? "\\left(" + text + "\\right)" : "(" + text + ")";
  }

  @Override
  Text number(String literal) {
    return decimal(literal);
  }

  /** {@code 1.5e-7} as a power of ten. */
  private static Text decimal(String digits) {
    int e = digits.indexOf('e');
    if (e < 0) {
      return new Text(digits, Strength.ATOM);
    }
    String power = "10^{" + digits.substring(e + 1).replace("+", "") + "}";
    return digits.startsWith("1e") ? new Text(power, Strength.POWER)
        : new Text(digits.substring(0, e) + " \\cdot " + power, Strength.PRODUCT);
  }

  @Override
  public Text visit(Pi pi) {
    return new Text("\\pi", Strength.ATOM);
  }

  @Override
  Text indexed(String name, List<Text> indices) {
    if (indices.isEmpty()) {
      return new Text(LatexNames.of(name), Strength.ATOM);
    }
    return new Text(LatexNames.base(name) + "_{" + joined(indices.stream().map(Text::text).toList()) + "}", Strength.ATOM);
  }

  /** Single letters stand side by side; anything longer is set off. */
  private static String joined(List<String> indices) {
    boolean letters = indices.stream().allMatch(index -> index.length() == 1 && Character.isLetter(index.charAt(0)));
    return String.join(letters ? " " : ", ", indices);
  }

  @Override
  String bounded(String name, int bound) {
    return name + " < " + bound;
  }

  @Override
  String clause(List<Text> target, Text body) {
    return "[" + target.stream().map(Text::text).collect(Collectors.joining(", ")) + "] \\mathrel{+}= " + body.text();
  }

  @Override
  Text scatter(List<String> clauses) {
    return applied("\\operatorname{scatter}", String.join(";\\ ", clauses));
  }

  @Override
  Text literal(List<Text> elements, Text index) {
    String vector = elements.stream().map(Text::text).collect(Collectors.joining(", "));
    return new Text("\\left[" + vector + "\\right]_{" + index.text() + "}", Strength.ATOM);
  }

  /** The operator reaches as far as the product that follows it, so that within a product it stands in parentheses. */
  @Override
  Text reduction(ReduceOp op, List<String> bound, Text body) {
    String operator = switch (op) {
      case SUM -> "\\sum";
      case PROD -> "\\prod";
      case MAX -> "\\max";
      case MIN -> "\\min";
      default -> "\\operatorname*{" + op.text() + "}";
    };
    List<String> indices = bound.stream().map(LatexNames::of).toList();
    String under = indices.isEmpty() ? "" : "_{" + joined(indices) + "}";
    return new Text(operator + under + " " + within(body, Strength.PRODUCT), Strength.PRODUCT);
  }

  private static String fraction(String numerator, String denominator) {
    return "\\frac{" + numerator + "}{" + denominator + "}";
  }

  @Override
  Text quotient(List<Text> above, List<Text> below) {
    String numerator = product(above, !below.isEmpty());
    return below.isEmpty() ? new Text(numerator, Strength.PRODUCT)
        : new Text(fraction(numerator, product(below, true)), Strength.POWER);
  }

  /** @param enclosed whether the line of a fraction holds the product together */
  private String product(List<Text> factors, boolean enclosed) {
    if (factors.size() == 1 && enclosed) {
      return factors.get(0).text();
    }
    return factors.stream().map(this::factor).reduce(LatexPrinter::juxtaposed).orElse("1");
  }

  private String factor(Text factor) {
    return within(factor, Strength.POWER);
  }

  /** Side by side, with a dot where two numbers would run together. */
  private static String juxtaposed(String left, String right) {
    boolean numbers = Character.isDigit(left.charAt(left.length() - 1)) && right.startsWith("\\frac");
    return left + (Character.isDigit(right.charAt(0)) || numbers ? " \\cdot " : " ") + right;
  }

  @Override
  Text exponential(Text argument) {
    return new Text("e^{" + argument.text() + "}", Strength.POWER);
  }

  @Override
  Text power(Text base, Rational exponent) {
    return exponent.equals(Rational.HALF)
        ? new Text("\\sqrt{" + base.text() + "}", Strength.ATOM)
        : raised(base, exponent.toString());
  }

  private Text raised(Text base, String exponent) {
    return new Text(within(base, Strength.ATOM) + "^{" + exponent + "}", Strength.POWER);
  }

  @Override
  public Text visit(Call call) {
    Text x = text(call.argument());
    return switch (call.primitive()) {
      case POW -> raised(x, text(call.arguments().get(1)).text());
      case EXP -> exponential(x);
      case ABS -> new Text("\\left|" + x.text() + "\\right|", Strength.ATOM);
      case FLOOR -> new Text("\\left\\lfloor " + x.text() + " \\right\\rfloor", Strength.ATOM);
      case CBRT -> new Text("\\sqrt[3]{" + x.text() + "}", Strength.ATOM);
      default -> applied(
          function(call.primitive()),
          call.arguments().stream().map(argument -> text(argument).text()).collect(Collectors.joining(", ")));
    };
  }

  private Text applied(String function, String arguments) {
    return new Text(function + parenthesised(arguments), Strength.ATOM);
  }

  private static String function(Primitive primitive) {
    return switch (primitive) {
      case EXP, LOG, SIN, COS, TAN, SINH, COSH, TANH, MIN, MAX -> "\\" + primitive.text();
      case LOG2 -> "\\log_{2}";
      case LOG10 -> "\\log_{10}";
      case ASIN, ACOS, ATAN -> "\\arc" + primitive.text().substring(1);
      case ASINH, ACOSH, ATANH -> "\\operatorname{ar" + primitive.text().substring(1) + "}";
      case LOGISTIC -> "\\sigma";
      default -> operator(primitive.text());
    };
  }

  private static String operator(String name) {
    return "\\operatorname{" + LatexNames.escaped(name) + "}";
  }

  @Override
  public Text visit(If conditional) {
    return new Text(
        "\\begin{cases} " + text(conditional.then()).text()
            + " & \\text{if } " + text(conditional.condition()).text()
            + " \\\\ " + text(conditional.otherwise()).text() + " & \\text{otherwise} \\end{cases}",
        Strength.CONDITIONAL);
  }

  @Override
  public Text visit(Compare compare) {
    String relation = switch (compare.relation()) {
      case LESS -> "<";
      case LESS_EQUAL -> "\\le";
      case GREATER -> ">";
      case GREATER_EQUAL -> "\\ge";
      case EQUAL -> "=";
      case NOT_EQUAL -> "\\ne";
    };
    String left = within(text(compare.left()), Strength.SUM);
    return new Text(left + " " + relation + " " + within(text(compare.right()), Strength.SUM), Strength.COMPARISON);
  }

  @Override
  public Text visit(Logic logic) {
    if (logic.operands().isEmpty()) {
      return new Text(logic.isTrue() ? "\\top" : "\\bot", Strength.ATOM);
    }
    return switch (logic.connective()) {
      case NOT -> new Text("\\lnot " + within(text(logic.operands().get(0)), Strength.SUM), Strength.NOT);
      case AND -> new Text(connected(logic, " \\land ", Strength.NOT), Strength.AND);
      case OR -> new Text(connected(logic, " \\lor ", Strength.NOT), Strength.OR);
    };
  }

  private String connected(Logic logic, String connective, Strength least) {
    return logic.operands().stream().map(operand -> within(text(operand), least)).collect(Collectors.joining(connective));
  }

  @Override
  public Text visit(Training training) {
    return new Text("\\text{training}", Strength.ATOM);
  }
}
