package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the variables and bound axes of a pattern stand for; the matcher takes back what led nowhere. */
final class Bindings {
  private final Map<String, Expr> variables = new HashMap<>();
  private final Map<Axis, Axis> axes = new HashMap<>();

  Optional<Expr> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  void bind(String name, Expr e) {
    variables.put(name, e);
  }

  void unbind(String name) {
    variables.remove(name);
  }

  Optional<Axis> axis(Axis patternAxis) {
    return Optional.ofNullable(axes.get(patternAxis));
  }

  void bind(Axis patternAxis, Axis axis) {
    axes.put(patternAxis, axis);
  }

  void unbind(Axis patternAxis) {
    axes.remove(patternAxis);
  }
}
