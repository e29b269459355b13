package dev.nnd.compiler.steps;

import dev.nnd.compiler.syntax.Comparison;
import dev.nnd.compiler.syntax.Expression;
import java.util.List;

/** Prints what was written, operator by operator, in the order of the text. What has no such form stands as it does there. */
abstract class SourcePrinter implements Expression.Visitor<SourcePrinter.Text> {
  /** How tightly a text holds together. */
  enum Strength {
    CONDITIONAL,
    LOGICAL,
    NOT,
    COMPARISON,
    SUM,
    PRODUCT,
    NEGATION,
    POWER,
    ATOM
  }

  /** A printed expression. */
  record Text(String text, Strength strength) {}

  abstract String parenthesised(String text);

  abstract Text verbatim(String source);

  final Text text(Expression expression) {
    return expression.accept(this);
  }

  final String within(Expression expression, Strength least) {
    Text text = text(expression);
    return text.strength().compareTo(least) < 0 ? parenthesised(text.text()) : text.text();
  }

  final List<String> arguments(Expression.Call call) {
    return call.arguments().stream()
        .map(argument -> argument.name().map(name -> name.name() + " = ").orElse("") + text(argument.value()).text())
        .toList();
  }

  private Text verbatim(Expression expression) {
    return verbatim(expression.span().text());
  }

  @Override
  public final Text visitText(Expression.Text text) {
    return verbatim(text);
  }

  @Override
  public final Text visitPath(Expression.Path path) {
    return verbatim(path);
  }

  @Override
  public final Text visitTranspose(Expression.Transpose transpose) {
    return verbatim(transpose);
  }

  @Override
  public final Text visitApply(Expression.Apply apply) {
    return verbatim(apply);
  }

  @Override
  public final Text visitReduction(Expression.Reduction reduction) {
    return verbatim(reduction);
  }

  @Override
  public final Text visitIndex(Expression.Index index) {
    return verbatim(index);
  }

  @Override
  public final Text visitTensor(Expression.Tensor tensor) {
    return verbatim(tensor);
  }

  @Override
  public final Text visitSum(Expression.Sum sum) {
    StringBuilder line = new StringBuilder();
    for (Expression.Term term : sum.terms()) {
      boolean first = line.length() == 0;
      line.append(first ? "" : term.negative() ? " - " : " + ").append(within(term.value(), first ? Strength.SUM : Strength.PRODUCT));
    }
    return new Text(line.toString(), Strength.SUM);
  }

  @Override
  public final Text visitNegate(Expression.Negate negate) {
    return new Text("-" + within(negate.operand(), Strength.POWER), Strength.NEGATION);
  }

  @Override
  public final Text visitCompare(Expression.Compare compare) {
    String relation = relation(compare.comparison());
    return new Text(
        within(compare.left(), Strength.SUM) + " " + relation + " " + within(compare.right(), Strength.SUM),
        Strength.COMPARISON);
  }

  abstract String relation(Comparison comparison);
}
