package dev.nnd.compiler.expr;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which expressions have a finite value wherever the leaves beneath them have. */
final class Totality {
  private static final Set<Primitive> PARTIAL = EnumSet.of(
      Primitive.LOG, Primitive.LOG1P, Primitive.LOG2, Primitive.LOG10, Primitive.TAN, Primitive.ASIN,
      Primitive.ACOS, Primitive.ACOSH, Primitive.ATANH, Primitive.LOG1MEXP, Primitive.LOGIT, Primitive.POW);

  private final Map<Node, Boolean> known = new HashMap<>();

  boolean of(Expr root) {
    for (Node node : Dag.nodes(List.of(root), known::containsKey)) {
      known.put(node, isTotal(node) && partsAreTotal(node));
    }
    return known.get(root);
  }

  private boolean partsAreTotal(Node node) {
    List<Expr> parts = node instanceof Expr e ? e.children() : ((Tensor) node).bodies();
    return parts.stream().allMatch(known::get) && (!(node instanceof Access access) || known.get(access.tensor()));
  }

  private static boolean isTotal(Node node) {
    if (node instanceof Product product) {
      return product.exponents().stream().allMatch(e -> e.isInteger() && e.signum() > 0);
    }
    return !(node instanceof Call call && PARTIAL.contains(call.primitive()));
  }
}
