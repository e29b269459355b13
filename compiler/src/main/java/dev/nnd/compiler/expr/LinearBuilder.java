package dev.nnd.compiler.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects a linear combination: like terms meet here. */
final class LinearBuilder {
  private final ExprPool pool;
  private final TreeMap<Expr, Rational> terms = new TreeMap<>(Order.TERMS);
  private Rational constant = Rational.ZERO;

  LinearBuilder(ExprPool pool) {
    this.pool = pool;
  }

  LinearBuilder add(Expr e, Rational factor) {
    if (factor.isZero()) {
      return this;
    }
    if (e instanceof Num num) {
      constant = constant.plus(num.value().times(factor));
    } else if (e instanceof Sum sum && sum.terms().size() <= pool.flattening().terms()) {
      for (int i = 0; i < sum.terms().size(); i++) {
        addTerm(sum.terms().get(i), sum.coefficients().get(i).times(factor));
      }
      constant = constant.plus(sum.constant().times(factor));
    } else {
      addTerm(e, factor);
    }
    return this;
  }

  private void addTerm(Expr term, Rational coefficient) {
    Rational before = terms.get(term);
    if (before == null) {
      terms.put(term, coefficient);
      return;
    }
    pool.trace().applied("collect_like_terms");
    Rational together = before.plus(coefficient);
    if (together.isZero()) {
      terms.remove(term);
    } else {
      terms.put(term, together);
    }
  }

  Expr build() {
    if (terms.isEmpty()) {
      return pool.num(constant);
    }
    if (terms.size() == 1 && constant.isZero() && terms.firstEntry().getValue().isOne()) {
      return terms.firstKey();
    }
    List<Expr> sorted = new ArrayList<>(terms.size());
    List<Rational> coefficients = new ArrayList<>(terms.size());
    for (Map.Entry<Expr, Rational> entry : terms.entrySet()) {
      sorted.add(entry.getKey());
      coefficients.add(entry.getValue());
    }
    return pool.internSum(sorted, coefficients, constant);
  }
}
