package dev.nnd.compiler.cli;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Node;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Printer;
import dev.nnd.compiler.expr.Product;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells a function outside its domain from a number that is too large. */
final class Domain {
  private static final Set<Primitive> OVERFLOWING =
      EnumSet.of(Primitive.EXP, Primitive.EXPM1, Primitive.SINH, Primitive.COSH);
  private static final int LONGEST_CULPRIT = 60;

  private Domain() {}

  /**
   * Where it went wrong first.
   *
   * @param what the part that has no value
   * @param isBorder whether its argument is at the border of the domain, as in {@code log(0)}
   */
  record Violation(String what, boolean isBorder) {}

  /** @param parts an expression and what it is made of, with their values */
  static Optional<Violation> violation(Map<Expr, Double> parts) {
    return parts.keySet().stream()
        .filter(e -> isViolated(e, parts))
        .min(Comparator.comparingInt(Node::id))
        .map(e -> new Violation(name(e), Double.isInfinite(parts.get(e))));
  }

  private static boolean isViolated(Expr e, Map<Expr, Double> parts) {
    double value = parts.get(e);
    if (Double.isFinite(value)
        || !e.children().stream().allMatch(child -> Double.isFinite(parts.getOrDefault(child, 0.0)))) {
      return false;
    }
    if (Double.isNaN(value)) {
      return true;
    }
    if (e instanceof Call call) {
      return call.primitive() == Primitive.POW ? parts.get(call.argument()) == 0 : !OVERFLOWING.contains(call.primitive());
    }
    return e instanceof Product product && product.bases().stream().anyMatch(base -> parts.get(base) == 0);
  }

  private static String name(Expr e) {
    if (e instanceof Access) {
      return "the expression";
    }
    String text = Printer.plain().print(e);
    return text.length() <= LONGEST_CULPRIT ? text : e instanceof Call call ? call.primitive().text() : "a power";
  }
}
