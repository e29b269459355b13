package dev.nnd.compiler.steps;

import dev.nnd.compiler.derive.Derivation;
import dev.nnd.compiler.derive.ReverseAccumulation;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.LeafFacts;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Replacement;
import dev.nnd.compiler.rewrite.Trace;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The derivatives of elementary functions, as the table of derivatives has them. */
final class LocalDerivatives {
  private final ExprPool pool;
  private final Derivation derivation;

  LocalDerivatives(ExprPool pool, Derivation derivation) {
    this.pool = pool;
    this.derivation = derivation;
  }

  /** A function of the library in its stable form, {@code softplus(x)} for {@code log(1 + exp(x))}. */
  Expr stable(Expr formula) {
    return derivation.simplify(pool, new Trace(), formula);
  }

  /** The derivatives by these names, in their order. */
  List<Step.Partial> of(String step, Expr formula, Collection<String> names) {
    List<Leaf> leaves = names.stream()
        .map(name -> pool.leaf(Leaf.Kind.VARIABLE, name, List.of(), LeafFacts.NONE))
        .toList();
    Map<Leaf, Expr> gradient = new ReverseAccumulation(pool, derivation.table()).gradient(formula, leaves);
    return leaves.stream()
        .map(leaf -> new Step.Partial(
            new Derivative(step, leaf.name()),
            shown(formula, Replacement.writingOut(pool).apply(gradient.get(leaf)))))
        .toList();
  }

  /** Operators and primitives have the derivative that the table says; that of a longer formula is simplified. */
  private Expr shown(Expr formula, Expr derivative) {
    return formula instanceof Call call && !call.arguments().stream().allMatch(LocalDerivatives::isOperand)
            || formula instanceof Access access && !(access.tensor() instanceof Leaf)
        ? stable(derivative)
        : derivative;
  }

  private static boolean isOperand(Expr e) {
    return e instanceof Num || e instanceof Access access && access.tensor() instanceof Leaf;
  }
}
