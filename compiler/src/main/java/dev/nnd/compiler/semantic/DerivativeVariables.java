package dev.nnd.compiler.semantic;

import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Parts;
import dev.nnd.compiler.syntax.Statement;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The names by which formulas of a body differentiate. */
final class DerivativeVariables {
  private final Set<String> names = new TreeSet<>();

  private DerivativeVariables() {}

  static Set<String> of(Collection<Statement> statements) {
    DerivativeVariables variables = new DerivativeVariables();
    statements.forEach(variables::statement);
    return variables.names;
  }

  static Set<String> of(Collection<Statement> statements, Collection<Expression> formulas) {
    DerivativeVariables variables = new DerivativeVariables();
    statements.forEach(variables::statement);
    formulas.forEach(variables::formula);
    return variables.names;
  }

  private void statement(Statement statement) {
    if (statement instanceof Statement.Definition definition) {
      formula(definition.value());
    } else if (statement instanceof Statement.OutputDecl output) {
      formula(output.definition().value());
    } else if (statement instanceof Statement.MetricDecl metric) {
      formula(metric.definition().value());
    } else if (statement instanceof Statement.UpdateDecl update) {
      formula(update.definition().value());
    } else if (statement instanceof Statement.RepeatDecl repeat) {
      repeat.body().forEach(this::statement);
    }
  }

  private void formula(Expression expression) {
    if (expression instanceof Expression.Call call && Derivatives.isDerivative(call.function().name())) {
      call.arguments().stream()
          .skip(1)
          .filter(argument -> argument.value() instanceof Expression.Name)
          .forEach(argument -> names.add(((Expression.Name) argument.value()).name()));
    }
    Parts.of(expression).forEach(this::formula);
  }
}
