package dev.nnd.compiler.semantic;

import dev.nnd.compiler.syntax.Declaration.LayerDecl;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Parts;
import dev.nnd.compiler.syntax.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which layers own parameters or states, themselves or through layers within. */
final class Ownership {
  private final Set<LayerDecl> open = new HashSet<>();

  private Ownership() {}

  static boolean owns(Callable.Layer layer) {
    return new Ownership().ownsSome(layer);
  }

  /** The owning layers that a formula writes with their settings, in the order of the text. */
  static List<Expression.Call> instances(Expression expression, Scope scope) {
    List<Expression.Call> calls = new ArrayList<>();
    collect(expression, calls);
    return calls.stream()
        .filter(call -> layer(call, scope).map(Ownership::owns).orElse(false))
        .sorted(Comparator.comparingInt(call -> call.span().start()))
        .toList();
  }

  private static void collect(Expression expression, List<Expression.Call> calls) {
    if (expression instanceof Expression.Call call) {
      calls.add(call);
    }
    Parts.of(expression).forEach(part -> collect(part, calls));
  }

  private static Optional<Callable.Layer> layer(Expression.Call call, Scope scope) {
    return scope.callable(call.function().name()).filter(Callable.Layer.class::isInstance).map(Callable.Layer.class::cast);
  }

  /** A layer within itself owns nothing more than what it owns anyway. */
  private boolean ownsSome(Callable.Layer layer) {
    if (!open.add(layer.declaration())) {
      return false;
    }
    return ownsSome(layer.declaration().body(), layer.home()) || writes(layer.declaration().result(), layer.home());
  }

  private boolean ownsSome(List<Statement> statements, Scope scope) {
    return statements.stream().anyMatch(statement ->
        statement instanceof Statement.ParamDecl
            || statement instanceof Statement.StateDecl
            || statement instanceof Statement.RepeatDecl repeat && ownsSome(repeat.body(), scope)
            || statement instanceof Statement.Definition definition && writes(definition.value(), scope));
  }

  private boolean writes(Expression expression, Scope scope) {
    List<Expression.Call> calls = new ArrayList<>();
    collect(expression, calls);
    return calls.stream().anyMatch(call -> layer(call, scope).map(this::ownsSome).orElse(false));
  }
}
