package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Sum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Terms of a sum that are decided by one condition are one term.
 *
 * <pre>
 *   (if c then x else y) + 2 * (if c then z else w)  -&gt;  if c then x + 2z else y + 2w     exact
 * </pre>
 */
public final class SumOfConditionals implements Rewrite {
  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    if (!(e instanceof Sum sum)) {
      return Optional.empty();
    }
    Map<Expr, List<Integer>> byCondition = new LinkedHashMap<>();
    for (int i = 0; i < sum.terms().size(); i++) {
      if (sum.terms().get(i) instanceof If conditional) {
        byCondition.computeIfAbsent(conditional.condition(), unused -> new ArrayList<>()).add(i);
      }
    }
    return byCondition.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .findFirst()
        .map(entry -> new Rewritten(joined(pool, sum, entry.getKey(), entry.getValue(), finish), "sum_of_conditionals"));
  }

  private static Expr joined(ExprPool pool, Sum sum, Expr condition, List<Integer> members, UnaryOperator<Expr> finish) {
    List<Expr> then = new ArrayList<>();
    List<Expr> otherwise = new ArrayList<>();
    List<Rational> inner = new ArrayList<>();
    List<Expr> rest = new ArrayList<>();
    List<Rational> coefficients = new ArrayList<>();
    for (int i = 0; i < sum.terms().size(); i++) {
      if (members.contains(i)) {
        then.add(((If) sum.terms().get(i)).then());
        otherwise.add(((If) sum.terms().get(i)).otherwise());
        inner.add(sum.coefficients().get(i));
      } else {
        rest.add(sum.terms().get(i));
        coefficients.add(sum.coefficients().get(i));
      }
    }
    rest.add(finish.apply(pool.when(
        condition,
        finish.apply(pool.linear(then, inner, Rational.ZERO)),
        finish.apply(pool.linear(otherwise, inner, Rational.ZERO)))));
    coefficients.add(Rational.ONE);
    return pool.linear(rest, coefficients, sum.constant());
  }
}
