package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Compare;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Logic;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Sum;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What rules are indexed by: the kind of the root, and of a sum or product the kind of one of its parts. */
final class Head {
  private static final String ANY = "*";

  private Head() {}

  /** The key a rule is filed under: of a sum or product, its rarest part. */
  static String ofPattern(Expr pattern) {
    Set<String> keys = ofSubject(pattern);
    return keys.stream().filter(key -> !key.endsWith(ANY)).findFirst().orElseGet(() -> keys.iterator().next());
  }

  /** All keys under which a rule may be filed that can match. */
  static Set<String> ofSubject(Expr e) {
    if (e instanceof Sum sum) {
      return parts("sum ", sum.terms());
    }
    if (e instanceof Product product) {
      return parts("product ", product.bases());
    }
    return Set.of(kind(e));
  }

  private static Set<String> parts(String prefix, List<Expr> parts) {
    Set<String> keys = new LinkedHashSet<>();
    for (Expr part : parts) {
      keys.add(prefix + kind(part));
      if (part instanceof Product product) {
        product.bases().forEach(base -> keys.add(prefix + kind(base)));
      }
    }
    keys.add(prefix + ANY);
    return keys;
  }

  private static String kind(Expr e) {
    if (e instanceof Call call) {
      return call.primitive() == Primitive.POW ? ANY : call.primitive().text();
    }
    if (e instanceof Access access && access.tensor() instanceof Reduction reduction) {
      return "reduce " + reduction.op().text();
    }
    if (e instanceof If) {
      return "if";
    }
    if (e instanceof Compare compare) {
      return compare.relation().text();
    }
    return e instanceof Logic logic ? logic.connective().name() : ANY;
  }
}
