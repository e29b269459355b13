package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Sum;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The rules of one resource, tried in the order of the text. */
public final class RuleSet implements Rewrite, Alternatives {
  private final List<Rule> rules;
  /** The rules by the form of their left side, in order. */
  private final Map<Head.Form, List<Filed>> filed = new EnumMap<>(Head.Form.class);

  /** A rule with what it is found by. */
  private record Filed(Rule rule, Head head) {}

  public RuleSet(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    for (Head.Form form : Head.Form.values()) {
      filed.put(form, this.rules.stream()
          .map(rule -> new Filed(rule, Head.of(rule.left())))
          .filter(rule -> rule.head().form() == form)
          .toList());
    }
  }

  public List<Rule> rules() {
    return rules;
  }

  /** Every result, whether it is smaller or not. */
  @Override
  public List<Rewritten> of(ExprPool pool, Expr e) {
    List<Rewritten> results = new ArrayList<>();
    Head head = Head.of(e);
    for (Filed candidate : filed.get(head.form())) {
      Rule rule = candidate.rule();
      if (head.fits(candidate.head()) && hasRoom(rule.left(), e)) {
        apply(pool, rule, e, UnaryOperator.identity()).ifPresent(result -> results.add(new Rewritten(result, rule.name())));
      }
    }
    return results;
  }

  /** Whether a pattern has no more parts than the expression, and a constant only where that has one. */
  private static boolean hasRoom(Expr pattern, Expr e) {
    if (pattern instanceof Sum part && e instanceof Sum sum) {
      return part.terms().size() <= sum.terms().size() && (part.constant().isZero() || !sum.constant().isZero());
    }
    return !(pattern instanceof Product part && e instanceof Product product) || part.bases().size() <= product.bases().size();
  }

  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    Head head = Head.of(e);
    for (Filed candidate : filed.get(head.form())) {
      if (!head.fits(candidate.head()) || !hasRoom(candidate.rule().left(), e)) {
        continue;
      }
      Rule rule = candidate.rule();
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
