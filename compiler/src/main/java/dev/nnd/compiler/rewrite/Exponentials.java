package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Sums of positive multiples of exponentials: their logarithms are safe where they themselves overflow. */
final class Exponentials {
  private Exponentials() {}

  /** The logarithm of each part of such a sum of at least two parts; a positive constant is one. */
  static Optional<List<Expr>> logarithms(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    if (!(e instanceof Sum sum)) {
      return Optional.empty();
    }
    List<Summands.Part> parts = Summands.of(pool, sum);
    boolean positive = parts.size() > 1
        && parts.stream().allMatch(part -> part.coefficient().signum() > 0)
        && parts.stream().allMatch(part -> part.term() instanceof Num || isExponential(part.term()));
    if (!positive) {
      return Optional.empty();
    }
    List<Expr> logarithms = new ArrayList<>();
    for (Summands.Part part : parts) {
      Expr scale = finish.apply(pool.call(Primitive.LOG, pool.num(part.coefficient())));
      logarithms.add(part.term() instanceof Call call ? finish.apply(pool.add(call.argument(), scale)) : scale);
    }
    return Optional.of(logarithms);
  }

  static boolean isExponential(Expr e) {
    return e instanceof Call call && call.primitive() == Primitive.EXP;
  }

  /** {@code log(exp(a) + exp(b) + …)}. */
  static Expr logOfSum(ExprPool pool, List<Expr> logarithms, UnaryOperator<Expr> finish) {
    return logarithms.stream().reduce((a, b) -> finish.apply(pool.call(Primitive.LOGADDEXP, a, b))).orElseThrow();
  }
}
