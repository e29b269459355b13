package dev.nnd.compiler.explain;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Node;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of differentiation on the way from the loss to a node: those of all that lies between it and the nearest
 * nodes whose adjoints have names, where the chain rule begins anew.
 */
final class ChainRule {
  private final Map<Node, Set<String>> rules = new HashMap<>();

  /**
   * @param objective what is differentiated
   * @param named the nodes whose adjoints have names
   */
  ChainRule(Expr objective, Set<Node> named) {
    Map<Node, List<Node>> parts = new HashMap<>();
    List<Node> nodes = Dag.nodes(List.of(objective));
    for (Node node : nodes) {
      parts.put(node, parts(node));
    }
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      Set<String> soFar = named.contains(node) ? Set.of() : rules.getOrDefault(node, Set.of());
      for (Node part : parts.get(node)) {
        Set<String> ofPart = rules.computeIfAbsent(part, key -> new LinkedHashSet<>());
        ofPart.addAll(soFar);
        ofPart.addAll(rulesOf(node, part));
      }
    }
  }

  /** In the order from the loss on. */
  List<String> to(Node node) {
    return List.copyOf(rules.getOrDefault(node, Set.of()));
  }

  /** Whether the objective depends on the node at all. */
  boolean knows(Node node) {
    return rules.containsKey(node);
  }

  private static List<Node> parts(Node node) {
    if (node instanceof Access access) {
      return List.of(access.tensor());
    }
    return new ArrayList<>(node instanceof Expr e ? e.children() : ((Tensor) node).bodies());
  }

  private static List<String> rulesOf(Node node, Node part) {
    if (node instanceof Sum) {
      return List.of("sum_rule");
    }
    if (node instanceof Product product) {
      boolean power = !product.exponents().get(product.bases().indexOf(part)).isOne();
      return product.bases().size() == 1
          ? List.of("power_rule")
          : power ? List.of("product_rule", "power_rule") : List.of("product_rule");
    }
    if (node instanceof Call call) {
      return List.of(call.primitive().text() + "'");
    }
    if (node instanceof If) {
      return List.of("if_rule");
    }
    if (node instanceof Reduction reduction) {
      return List.of(reduction.op().text() + "_over_indices'");
    }
    return node instanceof Scatter ? List.of("scatter_rule") : List.of();
  }
}
