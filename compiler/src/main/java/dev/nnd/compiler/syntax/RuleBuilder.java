package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.syntax.Expression.Connective;
import dev.nnd.grammar.NndParser.ExpressionContext;
import dev.nnd.grammar.NndParser.RuleFileContext;
import dev.nnd.grammar.NndParser.RuleLineContext;
import java.util.List;
import java.util.Optional;

/** Parse tree to {@link RuleLine}. */
final class RuleBuilder {

  private final Spans spans;
  private final Documentation documentation;
  private final ExpressionBuilder expressions;

  RuleBuilder(Spans spans, Documentation documentation, DiagnosticSink sink) {
    this.spans = spans;
    this.documentation = documentation;
    this.expressions = new ExpressionBuilder(spans, sink);
  }

  List<RuleLine> build(RuleFileContext tree) {
    return tree.ruleLine().stream().filter(line -> line.exception == null).map(this::line).toList();
  }

  private RuleLine line(RuleLineContext tree) {
    Optional<String> doc = documentation.before(tree);
    Expression.Name name = expressions.name(tree.NAME(0));
    if (tree.PRIME() != null) {
      return new RuleLine.Derivative(
          spans.of(tree), doc, expressions.call(name, tree.arguments()), expressions.buildAll(tree.expression()));
    }
    List<ExpressionContext> sides = tree.expression();
    return new RuleLine.Rewrite(
        spans.of(tree),
        doc,
        name,
        expressions.build(sides.get(0)),
        expressions.build(sides.get(1)),
        expressions.name(tree.NAME(1)),
        sides.size() > 2 ? conditions(expressions.build(sides.get(2))) : List.of());
  }

  private static List<Expression> conditions(Expression condition) {
    return condition instanceof Expression.Logical all && all.connective() == Connective.AND ? all.operands() : List.of(condition);
  }
}
