package dev.nnd.compiler.cli;

import dev.nnd.compiler.derive.DerivedFunction;
import dev.nnd.compiler.derive.DerivedNetwork;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Node;
import dev.nnd.compiler.expr.Primitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parameters beneath a {@code stop_gradient}: differences of the objective see through it and the gradient does not,
 * so that comparing the two says nothing.
 */
final class StoppedGradients {
  private StoppedGradients() {}

  static Set<String> parameters(DerivedNetwork network) {
    List<Expr> roots = new ArrayList<>();
    network.loss().ifPresent(roots::add);
    network.regularizer().ifPresent(roots::add);
    return beneath(roots, Leaf.Kind.PARAMETER);
  }

  /** The same of a function, by its arguments. */
  static Set<String> arguments(DerivedFunction function) {
    return beneath(List.of(function.result()), Leaf.Kind.VARIABLE);
  }

  private static Set<String> beneath(List<Expr> roots, Leaf.Kind kind) {
    List<Expr> stopped = new ArrayList<>();
    for (Node node : Dag.nodes(roots)) {
      if (node instanceof Call call && call.primitive() == Primitive.STOP_GRADIENT) {
        stopped.add(call.argument());
      }
    }
    Set<String> leaves = new TreeSet<>();
    for (Node node : Dag.nodes(stopped)) {
      if (node instanceof Access access && access.tensor() instanceof Leaf leaf && leaf.kind() == kind) {
        leaves.add(leaf.name());
      }
    }
    return leaves;
  }
}
