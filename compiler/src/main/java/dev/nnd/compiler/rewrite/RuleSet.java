package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Sum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The rules of one resource, tried in the order of the text. */
public final class RuleSet implements Rewrite, Alternatives {
  private final List<Rule> rules;
  private final Map<String, List<Integer>> byHead = new HashMap<>();

  public RuleSet(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    for (int i = 0; i < rules.size(); i++) {
      byHead.computeIfAbsent(Head.ofPattern(rules.get(i).left()), key -> new ArrayList<>()).add(i);
    }
  }

  public List<Rule> rules() {
    return rules;
  }

  /** Every result, whether it is smaller or not. */
  @Override
  public List<Rewritten> of(ExprPool pool, Expr e) {
    List<Rewritten> results = new ArrayList<>();
    for (int i : candidates(e)) {
      apply(pool, rules.get(i), e, UnaryOperator.identity())
          .ifPresent(result -> results.add(new Rewritten(result, rules.get(i).name())));
    }
    return results;
  }

  private int[] candidates(Expr e) {
    return Head.ofSubject(e).stream()
        .flatMap(key -> byHead.getOrDefault(key, List.of()).stream())
        .mapToInt(Integer::intValue)
        .sorted()
        .distinct()
        .toArray();
  }

  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    for (int i : candidates(e)) {
      Rule rule = rules.get(i);
      Optional<Expr> result = apply(pool, rule, e, finish);
      if (result.isPresent() && result.get() != e) {
        return Optional.of(new Rewritten(result.get(), rule.name()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Expr> apply(ExprPool pool, Rule rule, Expr e, UnaryOperator<Expr> finish) {
    Matcher matcher = new Matcher(pool);
    List<Expr> result = new ArrayList<>(1);
    Instantiator instantiator = new Instantiator(pool, matcher.bindings(), finish);
    if (rule.left() instanceof Sum pattern && e instanceof Sum sum) {
      matcher.matchPart(pattern, sum, (scale, rest) -> {
        if (!holds(pool, rule, matcher)) {
          return false;
        }
        Expr right = instantiator.build(rule.right());
        Rational constant = pattern.constant().isZero() ? sum.constant() : Rational.ZERO;
        Expr remainder = pool.linear(rest.items(), rest.weights(), constant);
        return result.add(pool.add(pool.scale(scale, right), remainder));
      });
    } else if (rule.left() instanceof Product pattern && e instanceof Product product) {
      matcher.matchPart(pattern, product, (exponent, rest) -> {
        if (!holds(pool, rule, matcher)) {
          return false;
        }
        Expr right = instantiator.build(rule.right());
        return result.add(pool.multiply(pool.power(right, exponent), pool.powers(rest.items(), rest.weights())));
      });
    } else if (!(e instanceof Access access) || access.tensor() instanceof Reduction) {
      matcher.match(rule.left(), e, () -> holds(pool, rule, matcher) && result.add(instantiator.build(rule.right())));
    }
    return result.stream().findFirst();
  }

  private static boolean holds(ExprPool pool, Rule rule, Matcher matcher) {
    Instantiator plain = new Instantiator(pool, matcher.bindings(), UnaryOperator.identity());
    return rule.conditions().stream().allMatch(condition -> condition.holds(pool, plain::build));
  }
}
