package dev.nnd.compiler.semantic;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Node;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Through what a value depends on leaves without a derivative: functions that are constant between their jumps. What stands
 * within a {@code stop_gradient} is meant to have none, and does not count.
 */
final class FlatDependence {
  /** What is reached with a derivative. */
  private final Set<Node> smooth = new HashSet<>();
  /** What is reached without one, by what. */
  private final Map<Node, Set<String>> flat = new HashMap<>();

  private FlatDependence(Expr value) {
    smooth.add(value);
    List<Node> nodes = Dag.nodes(List.of(value));
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (node instanceof Expr e) {
        leave(e);
      } else {
        leave((Tensor) node);
      }
    }
  }

  /** The functions through which alone the value depends on a leaf; none where it does otherwise, or does not at all. */
  static Map<Leaf, Set<String>> of(Expr value) {
    FlatDependence dependence = new FlatDependence(value);
    Map<Leaf, Set<String>> alone = new HashMap<>();
    dependence.flat.forEach((node, functions) -> {
      if (node instanceof Leaf leaf && !dependence.smooth.contains(leaf)) {
        alone.put(leaf, functions);
      }
    });
    return alone;
  }

  private void leave(Expr e) {
    if (e instanceof Access access) {
      pass(e, List.of(access.tensor()));
    } else if (e instanceof If conditional) {
      block(e, conditional.condition(), "a comparison");
      pass(e, List.of(conditional.then(), conditional.otherwise()));
    } else if (e instanceof Call call) {
      switch (call.primitive()) {
        case SIGN, FLOOR -> block(e, call.arguments().get(0), "`" + call.primitive().text() + "`");
        case STOP_GRADIENT -> { }
        default -> pass(e, call.arguments());
      }
    } else {
      pass(e, e.children());
    }
  }

  private void leave(Tensor tensor) {
    if (tensor instanceof Reduction reduction && (reduction.op() == ReduceOp.ARGMAX || reduction.op() == ReduceOp.ARGMIN)) {
      block(tensor, reduction.body(), "`" + reduction.op().text() + "`");
    } else {
      pass(tensor, tensor.bodies());
    }
  }

  private void pass(Node from, List<? extends Node> to) {
    for (Node part : to) {
      if (smooth.contains(from)) {
        smooth.add(part);
      }
      if (flat.containsKey(from)) {
        flat.computeIfAbsent(part, key -> new TreeSet<>()).addAll(flat.get(from));
      }
    }
  }

  private void block(Node from, Node part, String function) {
    if (smooth.contains(from) || flat.containsKey(from)) {
      Set<String> functions = flat.computeIfAbsent(part, key -> new TreeSet<>());
      functions.add(function);
      functions.addAll(flat.getOrDefault(from, Set.of()));
    }
  }

  /** Several in a row of words. */
  static String words(Set<String> functions) {
    List<String> all = new ArrayList<>(functions);
    String last = all.remove(all.size() - 1);
    return all.isEmpty() ? last : String.join(", ", all) + " and " + last;
  }
}
