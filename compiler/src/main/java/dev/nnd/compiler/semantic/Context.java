package dev.nnd.compiler.semantic;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where an expression stands.
 *
 * @param indices the axes of the indices that are in force, in the order of their nesting
 * @param ranges of the indices of the formula around it
 * @param guards the conditions under which it is evaluated at all
 */
record Context(Elaboration run, Scope scope, Site site, List<Axis> indices, Ranges ranges, List<Expr> guards) {
  /** Above the own axes of any value. */
  private static final int FIRST_INDEX = 1_000;

  Context {
    indices = List.copyOf(indices);
    guards = List.copyOf(guards);
  }

  static Context of(Elaboration run, Scope scope, Site site) {
    return new Context(run, scope, site, List.of(), Ranges.none(), List.of());
  }

  ExprPool pool() {
    return run.pool();
  }

  Reporter reporter() {
    return run.reporter();
  }

  /** The axis that the next index gets. */
  Axis nextIndex(int size) {
    return new Axis(FIRST_INDEX + indices.size(), size);
  }

  Context with(Scope other) {
    return new Context(run, other, site, indices, ranges, guards);
  }

  Context with(Site other) {
    return new Context(run, scope, other, indices, ranges, guards);
  }

  Context with(Ranges other) {
    return new Context(run, scope, site, indices, other, guards);
  }

  Context with(Axis index) {
    return new Context(run, scope, site, Stream.concat(indices.stream(), Stream.of(index)).toList(), ranges, guards);
  }

  /** The same where a condition holds. */
  Context given(Expr condition) {
    return new Context(run, scope, site, indices, ranges, Stream.concat(guards.stream(), Stream.of(condition)).toList());
  }

  ExpressionElaborator expressions() {
    return new ExpressionElaborator(this);
  }
}
