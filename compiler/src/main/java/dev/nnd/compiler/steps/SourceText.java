package dev.nnd.compiler.steps;

import dev.nnd.compiler.syntax.Comparison;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Expression.Operator;
import java.util.Locale;
import java.util.stream.Collectors;

/** An expression in .nnd, as it was written. */
public final class SourceText extends SourcePrinter {
  private SourceText() {}

  public static String of(Expression expression) {
    return new SourceText().text(expression).text();
  }

  @Override
  String parenthesised(String text) {
    return "(" + text + ")";
  }

  @Override
  Text verbatim(String source) {
    return new Text(source, Strength.ATOM);
  }

  @Override
  public Text visitNumber(Expression.Number number) {
    return verbatim(number.span().text());
  }

  @Override
  public Text visitName(Expression.Name name) {
    return new Text(name.name(), Strength.ATOM);
  }

  @Override
  public Text visitProduct(Expression.Product product) {
    StringBuilder line = new StringBuilder(within(product.first(), Strength.PRODUCT));
    for (Expression.Factor factor : product.factors()) {
      line.append(sign(factor)).append(within(factor.value(), Strength.POWER));
    }
    return new Text(line.toString(), Strength.PRODUCT);
  }

  private static String sign(Expression.Factor factor) {
    if (factor.operator() == Operator.JUXTAPOSED) {
      boolean name = factor.value() instanceof Expression.Name operand
          && !operand.name().toLowerCase(Locale.ROOT).startsWith("e");
      return name ? "" : " * ";
    }
    return factor.operator() == Operator.DIVIDE ? " / " : factor.operator() == Operator.MATMUL ? " @ " : " * ";
  }

  @Override
  public Text visitPower(Expression.Power power) {
    return new Text(within(power.base(), Strength.ATOM) + "^" + within(power.exponent(), Strength.POWER), Strength.POWER);
  }

  @Override
  String relation(Comparison comparison) {
    return comparison.sign();
  }

  @Override
  public Text visitLogical(Expression.Logical logical) {
    String connective = logical.connective() == Expression.Connective.AND ? " and " : " or ";
    return new Text(
        logical.operands().stream().map(operand -> within(operand, Strength.NOT)).collect(Collectors.joining(connective)),
        Strength.LOGICAL);
  }

  @Override
  public Text visitNot(Expression.Not not) {
    return new Text("not " + within(not.operand(), Strength.NOT), Strength.NOT);
  }

  @Override
  public Text visitIf(Expression.If conditional) {
    return new Text(
        "if " + text(conditional.condition()).text()
            + " then " + within(conditional.then(), Strength.LOGICAL)
            + " else " + text(conditional.otherwise()).text(),
        Strength.CONDITIONAL);
  }

  @Override
  public Text visitCall(Expression.Call call) {
    return new Text(call.function().name() + "(" + String.join(", ", arguments(call)) + ")", Strength.ATOM);
  }
}
