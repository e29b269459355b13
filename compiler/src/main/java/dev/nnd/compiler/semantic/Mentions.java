package dev.nnd.compiler.semantic;

import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Parts;
import dev.nnd.compiler.syntax.Shape;
import dev.nnd.compiler.syntax.Statement;
import dev.nnd.compiler.syntax.Statement.Definition;
import dev.nnd.compiler.syntax.Type;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The names that statements use, of values as of what they call. */
final class Mentions {
  private final Set<String> names = new TreeSet<>();

  private Mentions() {}

  static Set<String> in(Collection<Statement> statements) {
    Mentions mentions = new Mentions();
    statements.forEach(mentions::statement);
    return mentions.names;
  }

  private void statement(Statement statement) {
    if (statement instanceof Definition definition) {
      definition(definition);
    } else if (statement instanceof Statement.OutputDecl output) {
      definition(output.definition());
    } else if (statement instanceof Statement.MetricDecl metric) {
      definition(metric.definition());
    } else if (statement instanceof Statement.UpdateDecl update) {
      names.add(update.definition().name().name());
      definition(update.definition());
    } else if (statement instanceof Statement.StateDecl state) {
      type(state.type());
      formula(state.value());
    } else if (statement instanceof Statement.ParamDecl param) {
      param(param);
    } else if (statement instanceof Statement.InputDecl input) {
      type(input.type());
    } else if (statement instanceof Statement.TargetDecl target) {
      type(target.type());
    } else if (statement instanceof Statement.RepeatDecl repeat) {
      formula(repeat.count());
      repeat.body().forEach(this::statement);
    } else if (statement instanceof Statement.TrainDecl train) {
      train.settings().forEach(setting -> formula(setting.value()));
    }
  }

  private void definition(Definition definition) {
    definition.indices().forEach(index -> index.bound().ifPresent(this::formula));
    definition.shape().map(Shape::sizes).ifPresent(this::formulas);
    formula(definition.value());
  }

  private void param(Statement.ParamDecl param) {
    type(param.type());
    formula(param.initialiser() instanceof Statement.Given given
        ? given.value()
        : ((Statement.Drawn) param.initialiser()).distribution());
  }

  private void type(Optional<Type> type) {
    type.flatMap(Type::shape).map(Shape::sizes).ifPresent(this::formulas);
  }

  private void formulas(List<Expression> expressions) {
    expressions.forEach(this::formula);
  }

  private void formula(Expression expression) {
    if (expression instanceof Expression.Name name) {
      names.add(name.name());
    } else if (expression instanceof Expression.Call call) {
      names.add(call.function().name());
    }
    Parts.of(expression).forEach(this::formula);
  }
}
