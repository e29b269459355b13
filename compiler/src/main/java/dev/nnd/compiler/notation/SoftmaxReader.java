package dev.nnd.compiler.notation;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Sum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Softmax and its logarithm, which the maths IR has no nodes for: {@code exp(z[i] - logsumexp(k: z[k]))}. */
record SoftmaxReader(ExprPool pool, MatrixReader reader) {

  /** {@code exp(z - logsumexp(z))} is the softmax of z, by its definition. */
  Optional<Shaped> softmax(Call call) {
    if (call.primitive() != Primitive.EXP || !(call.argument() instanceof Sum sum)) {
      return Optional.empty();
    }
    for (int i = 0; i < sum.terms().size(); i++) {
      if (sum.coefficients().get(i).isMinusOne()) {
        Optional<Expr> scores = scores(sum.terms().get(i));
        if (scores.isPresent() && pool.subtract(scores.get(), sum.terms().get(i)) == sum) {
          return Optional.of(new Shaped(new Formula.Softmax(reader.tensor(scores.get()), false), true));
        }
      }
    }
    return Optional.empty();
  }

  /** A sum that holds {@code z - logsumexp(z)}, with a coefficient. */
  Optional<Shaped> logarithm(Sum sum) {
    List<Formula.Term> terms = new ArrayList<>();
    Expr rest = sum;
    for (int i = 0; i < sum.terms().size(); i++) {
      Optional<Expr> scores = scores(sum.terms().get(i));
      if (scores.isPresent()) {
        Rational coefficient = sum.coefficients().get(i).negate();
        Expr logarithm = pool.subtract(scores.get(), sum.terms().get(i));
        Expr without = pool.subtract(rest, pool.scale(coefficient, logarithm));
        if (count(without) < count(rest) - 1) {
          rest = without;
          terms.add(new Formula.Term(coefficient, new Formula.Softmax(reader.tensor(scores.get()), true)));
        }
      }
    }
    if (terms.isEmpty()) {
      return Optional.empty();
    }
    Formula others = reader.read(rest).formula();
    if (others instanceof Formula.Linear linear) {
      terms.addAll(linear.terms());
      return Optional.of(linear(terms, linear.constant()));
    }
    if (others instanceof Formula.Number number) {
      return Optional.of(linear(terms, number.value()));
    }
    terms.add(new Formula.Term(Rational.ONE, others));
    return Optional.of(linear(terms, Rational.ZERO));
  }

  private static Shaped linear(List<Formula.Term> terms, Rational constant) {
    boolean alone = terms.size() == 1 && constant.isZero() && terms.get(0).coefficient().isOne();
    return new Shaped(alone ? terms.get(0).value() : new Formula.Linear(terms, constant), true);
  }

  private static int count(Expr e) {
    if (e instanceof Sum sum) {
      return sum.terms().size() + (sum.constant().isZero() ? 0 : 1);
    }
    return e.isZero() ? 0 : 1;
  }

  /** What is reduced, at the last axis of the frame, if the expression is a logsumexp along it. */
  private Optional<Expr> scores(Expr e) {
    if (!(e instanceof Access access)
        || !(access.tensor() instanceof Reduction reduction)
        || reduction.op() != ReduceOp.LOGSUMEXP
        || reduction.bound().size() != 1
        || reduction.bound().get(0).size() != reader.frame().last().size()
        || e.axes().contains(reader.frame().last())) {
      return Optional.empty();
    }
    Map<Axis, Expr> along = new HashMap<>();
    for (int a = 0; a < reduction.rank(); a++) {
      along.put(reduction.axes().get(a), access.indices().get(a));
    }
    along.put(reduction.bound().get(0), pool.axis(reader.frame().last()));
    return Optional.of(pool.substitute(reduction.body(), along));
  }
}
