package dev.nnd.compiler.steps;

import dev.nnd.compiler.expr.LatexPrinter;
import dev.nnd.compiler.syntax.Comparison;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Expression.Operator;
import java.util.Locale;
import java.util.stream.Collectors;

/** An expression as it was written, in LaTeX for math mode. */
public final class SourceLatex extends SourcePrinter {
  private static final String SPECIAL = "{}$&#_%";

  private SourceLatex() {}

  public static String of(Expression expression) {
    return new SourceLatex().text(expression).text();
  }

  @Override
  String parenthesised(String text) {
    return "\\left(" + text + "\\right)";
  }

  @Override
  Text verbatim(String source) {
    String escaped = source.codePoints().mapToObj(c -> escaped(Character.toString(c))).collect(Collectors.joining());
    return new Text("\\texttt{" + escaped + "}", Strength.ATOM);
  }

  private static String escaped(String c) {
    return switch (c) {
      case "\\" -> "\\textbackslash{}";
      case "^", "~" -> "\\" + c + "{}";
      default -> SPECIAL.contains(c) ? "\\" + c : c;
    };
  }

  @Override
  public Text visitNumber(Expression.Number number) {
    String digits = number.span().text();
    int e = digits.toLowerCase(Locale.ROOT).indexOf('e');
    return e < 0 ? new Text(digits, Strength.ATOM)
        : new Text(digits.substring(0, e) + " \\cdot 10^{" + digits.substring(e + 1).replace("+", "") + "}", Strength.PRODUCT);
  }

  @Override
  public Text visitName(Expression.Name name) {
    return new Text(name.name().equals("pi") ? "\\pi" : LatexPrinter.name(name.name()), Strength.ATOM);
  }

  @Override
  public Text visitProduct(Expression.Product product) {
    Text result = text(product.first());
    Expression left = product.first();
    for (Expression.Factor factor : product.factors()) {
      if (factor.operator() == Operator.DIVIDE) {
        result = new Text("\\frac{" + result.text() + "}{" + text(factor.value()).text() + "}", Strength.POWER);
      } else {
        String before = result.strength().compareTo(Strength.PRODUCT) < 0 ? parenthesised(result.text()) : result.text();
        String after = within(factor.value(), Strength.POWER);
        boolean dot = !(left instanceof Expression.Number) || !(factor.value() instanceof Expression.Name);
        result = new Text(before + (dot ? " \\cdot " : " ") + after, Strength.PRODUCT);
      }
      left = factor.value();
    }
    return result;
  }

  @Override
  public Text visitPower(Expression.Power power) {
    return new Text(within(power.base(), Strength.ATOM) + "^{" + text(power.exponent()).text() + "}", Strength.POWER);
  }

  @Override
  String relation(Comparison comparison) {
    return switch (comparison) {
      case LESS -> "<";
      case LESS_EQUAL -> "\\le";
      case GREATER -> ">";
      case GREATER_EQUAL -> "\\ge";
      case EQUAL -> "=";
      case NOT_EQUAL -> "\\ne";
    };
  }

  @Override
  public Text visitLogical(Expression.Logical logical) {
    String connective = logical.connective() == Expression.Connective.AND ? " \\land " : " \\lor ";
    return new Text(
        logical.operands().stream().map(operand -> within(operand, Strength.NOT)).collect(Collectors.joining(connective)),
        Strength.LOGICAL);
  }

  @Override
  public Text visitNot(Expression.Not not) {
    return new Text("\\lnot " + within(not.operand(), Strength.SUM), Strength.NOT);
  }

  @Override
  public Text visitIf(Expression.If conditional) {
    return new Text(
        "\\begin{cases} " + text(conditional.then()).text()
            + " & \\text{if } " + text(conditional.condition()).text()
            + " \\\\ " + text(conditional.otherwise()).text() + " & \\text{otherwise} \\end{cases}",
        Strength.CONDITIONAL);
  }

  @Override
  public Text visitCall(Expression.Call call) {
    String name = call.function().name();
    String arguments = String.join(", ", arguments(call));
    return call.arguments().size() == 1 ? ofOne(name, arguments) : applied(name, arguments);
  }

  private Text ofOne(String name, String argument) {
    return switch (name) {
      case "exp" -> new Text("e^{" + argument + "}", Strength.POWER);
      case "sqrt" -> new Text("\\sqrt{" + argument + "}", Strength.ATOM);
      case "cbrt" -> new Text("\\sqrt[3]{" + argument + "}", Strength.ATOM);
      case "abs" -> new Text("\\left|" + argument + "\\right|", Strength.ATOM);
      case "floor" -> new Text("\\left\\lfloor " + argument + " \\right\\rfloor", Strength.ATOM);
      default -> applied(name, argument);
    };
  }

  private static Text applied(String name, String arguments) {
    return new Text(LatexPrinter.function(name) + "(" + arguments + ")", Strength.ATOM);
  }
}
