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
    List<If> conditionals = members.stream().map(i -> (If) sum.terms().get(i)).toList();
    List<Rational> coefficients = members.stream().map(sum.coefficients()::get).toList();
    Expr then = pool.linear(conditionals.stream().map(If::then).toList(), coefficients, Rational.ZERO);
    Expr otherwise = pool.linear(conditionals.stream().map(If::otherwise).toList(), coefficients, Rational.ZERO);
    Expr together = finish.apply(pool.when(condition, finish.apply(then), finish.apply(otherwise)));
    return Summands.replaced(pool, sum, members, Rational.ONE, together);
  }
}
