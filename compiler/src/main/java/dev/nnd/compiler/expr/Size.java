package dev.nnd.compiler.expr;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The number of operators and calls in what {@link Printer} prints. What an expression reads by name counts nothing; a
 * reduction counts with its body. Shared parts count each time, as they are printed each time.
 */
final class Size implements Expr.Visitor<Long> {
  /** As good as infinite; sums of a few do not overflow. */
  private static final long LIMIT = Long.MAX_VALUE / 1_000_000;

  private final Map<Expr, Long> known = new HashMap<>();

  long of(Expr root) {
    Long size = known.get(root);
    if (size != null) {
      return size;
    }
    for (Node node : Dag.nodes(List.of(root), known::containsKey)) {
      if (node instanceof Expr e) {
        known.put(e, Math.min(LIMIT, e.accept(this)));
      }
    }
    return known.get(root);
  }

  private long children(Expr e) {
    long size = 0;
    for (Expr child : e.children()) {
      size += known.get(child);
    }
    return size;
  }

  @Override
  public Long visit(Num num) {
    return (num.value().signum() < 0 ? 1L : 0L) + literal(num.value().abs());
  }

  private static long literal(Rational value) {
    return Coefficient.isWritten(value) ? 0 : 1;
  }

  @Override
  public Long visit(Pi pi) {
    return 0L;
  }

  @Override
  public Long visit(AxisValue axis) {
    return 0L;
  }

  @Override
  public Long visit(Training training) {
    return 0L;
  }

  @Override
  public Long visit(Access access) {
    long indices = children(access);
    if (access.tensor() instanceof Scatter scatter) {
      return indices + scatter.clauses().stream().mapToLong(clause -> known.get(clause.body())).sum();
    }
    return access.tensor() instanceof Reduction reduction ? indices + 1 + known.get(reduction.body()) : indices;
  }

  @Override
  public Long visit(Sum sum) {
    return arranged(Arrangement.of(sum));
  }

  private long arranged(Arrangement<Expr> arrangement) {
    long size = arrangement.parts().size() - 1 + (arrangement.first().negative() ? 1 : 0);
    for (Arrangement.Part<Expr> part : arrangement.parts()) {
      size += magnitude(part);
    }
    return size;
  }

  private long magnitude(Arrangement.Part<Expr> part) {
    if (part instanceof Arrangement.Group<Expr> group) {
      return arranged(group.sum()) + operators(group.factor(), 1, 0);
    }
    Optional<Expr> term = ((Arrangement.Single<Expr>) part).term();
    if (term.isEmpty()) {
      return literal(part.factor());
    }
    if (term.get() instanceof Product product) {
      return quotient(part.factor(), Factors.of(product));
    }
    Optional<Factors.Exponential> decay = part.factor().isOne() ? Optional.empty() : Factors.Exponential.inverse(term.get());
    return decay.isPresent()
        ? power(decay.get()) + operators(part.factor(), 0, 1)
        : known.get(term.get()) + operators(part.factor(), 1, 0);
  }

  @Override
  public Long visit(Product product) {
    return quotient(Rational.ONE, Factors.of(product));
  }

  private long quotient(Rational coefficient, Factors factors) {
    long size = operators(coefficient, factors.above().size(), factors.below().size());
    for (List<Factors.Power> side : List.of(factors.above(), factors.below())) {
      for (Factors.Power power : side) {
        size += power(power);
      }
    }
    return size;
  }

  /** The multiplications and divisions between a coefficient, so many factors, and so many divisors. */
  private static long operators(Rational coefficient, int factors, int divisors) {
    Coefficient written = Coefficient.of(coefficient, factors > 0);
    return factors + divisors + (written.above().isPresent() ? 1 : 0) + (written.below().isPresent() ? 1 : 0) - 1;
  }

  private long raised(Factors.Together together) {
    return quotient(together.coefficient(), together.inside());
  }

  private long power(Factors.Power power) {
    if (power instanceof Factors.Exponential exponential) {
      return 1 + arranged(exponential.argument());
    }
    long base = power instanceof Factors.Single single
        ? known.get(single.base())
        : raised((Factors.Together) power);
    Rational exponent = power.exponent();
    if (exponent.isOne()) {
      return base;
    }
    return base + 1 + (exponent.equals(Rational.HALF) ? 0 : literal(exponent));
  }

  @Override
  public Long visit(Call call) {
    return Clamp.of(call)
        .map(clamp -> 1 + known.get(clamp.x()) + known.get(clamp.low()) + known.get(clamp.high()))
        .orElseGet(() -> 1 + children(call));
  }

  @Override
  public Long visit(If conditional) {
    return 1 + children(conditional);
  }

  @Override
  public Long visit(Compare compare) {
    return 1 + children(compare);
  }

  @Override
  public Long visit(Logic logic) {
    return Math.max(1, logic.operands().size() - (logic.connective() == Logic.Connective.NOT ? 0 : 1)) + children(logic);
  }
}
