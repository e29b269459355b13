package dev.nnd.compiler.expr;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Which expressions have a finite value wherever the leaves beneath them have. */
final class Totality {
  private static final Set<Primitive> PARTIAL = EnumSet.of(
      Primitive.LOG, Primitive.LOG1P, Primitive.LOG2, Primitive.LOG10, Primitive.TAN, Primitive.ASIN,
      Primitive.ACOS, Primitive.ACOSH, Primitive.ATANH, Primitive.LOG1MEXP, Primitive.LOGIT, Primitive.POW);

  private final Map<Node, Boolean> known = new HashMap<>();
  private final Function<Expr, Range> ranges;

  Totality(Function<Expr, Range> ranges) {
    this.ranges = ranges;
  }

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

  private boolean isTotal(Node node) {
    if (node instanceof Product product) {
      return IntStream.range(0, product.bases().size())
          .allMatch(i -> isTotal(product.bases().get(i), product.exponents().get(i)));
    }
    return !(node instanceof Call call && PARTIAL.contains(call.primitive()));
  }

  /** A positive number may still underflow to 0: what divides must stay away from it. */
  private boolean isTotal(Expr base, Rational exponent) {
    return exponent.isInteger() && exponent.signum() > 0 || ranges.apply(base).low() > 0;
  }
}
