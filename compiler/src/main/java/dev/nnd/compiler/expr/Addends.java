package dev.nnd.compiler.expr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Terms of a sum that are added up before others are: of {@code z[i] - logsumexp(k: z[k])} the score and the logsumexp.
 * With m the maximum of the scores and r the sum of the other exponentials e^(z[k] - m), the logsumexp is
 * {@code m + log1p(r)}, and {@code (z[i] - m) - log1p(r)} is exact where the sum m + log1p(r) would be rounded.
 *
 * @param terms positions in the sum, ascending: those that are read before the maximum is added
 * @param logSumExp the position of the logsumexp, if there is one
 */
public record Addends(List<Integer> terms, Optional<Integer> logSumExp) {
  public Addends {
    terms = List.copyOf(terms);
  }

  /** All terms of a sum: a group for each logsumexp, in their order, after a group of what remains. */
  public static List<Addends> of(Sum sum) {
    Set<Integer> remaining = new TreeSet<>();
    List<Integer> logSumExps = new ArrayList<>();
    for (int i = 0; i < sum.terms().size(); i++) {
      if (logSumExp(sum.terms().get(i)).isPresent()) {
        logSumExps.add(i);
      } else {
        remaining.add(i);
      }
    }
    List<Addends> groups = new ArrayList<>();
    if (!logSumExps.isEmpty()) {
      Readers readers = new Readers(sum, remaining);
      for (int position : logSumExps) {
        List<Integer> exponent = readers.exponent(position);
        exponent.forEach(remaining::remove);
        groups.add(new Addends(exponent, Optional.of(position)));
      }
    }
    if (!remaining.isEmpty()) {
      groups.add(0, new Addends(List.copyOf(remaining), Optional.empty()));
    }
    return groups;
  }

  /** The reduction, if this is an element of a logsumexp. */
  public static Optional<Reduction> logSumExp(Expr e) {
    return e instanceof Access access
        && access.tensor() instanceof Reduction reduction
        && reduction.op() == ReduceOp.LOGSUMEXP
        ? Optional.of(reduction)
        : Optional.empty();
  }

  /** The terms of a sum by what they read. */
  private static final class Readers {
    private final Sum sum;
    private final Set<Integer> remaining;
    private final Map<Set<Tensor>, List<Integer>> byTensors = new HashMap<>();

    Readers(Sum sum, Set<Integer> remaining) {
      this.sum = sum;
      this.remaining = remaining;
      remaining.forEach(i ->
          byTensors.computeIfAbsent(tensors(sum.terms().get(i)), key -> new ArrayList<>()).add(i));
    }

    /** What a term reads, wherever: {@code z[label]} reads z as {@code z[k]} does. */
    private static Set<Tensor> tensors(Expr term) {
      Set<Tensor> read = new HashSet<>();
      Set<Expr> seen = new HashSet<>(Set.of(term));
      Deque<Expr> open = new ArrayDeque<>(seen);
      while (!open.isEmpty()) {
        Expr e = open.pop();
        if (e instanceof Access access) {
          read.add(access.tensor());
        } else {
          e.children().stream().filter(seen::add).forEach(open::push);
        }
      }
      return read;
    }

    /** The terms that make up the negated body of a logsumexp, read at some position; none where one is missing. */
    List<Integer> exponent(int logSumExp) {
      Rational scale = sum.coefficients().get(logSumExp).negate();
      Expr body = Addends.logSumExp(sum.terms().get(logSumExp)).orElseThrow().body();
      boolean isSum = body instanceof Sum;
      List<Expr> wanted = isSum ? ((Sum) body).terms() : List.of(body);
      Set<Integer> found = new TreeSet<>();
      for (int w = 0; w < wanted.size(); w++) {
        Rational coefficient = isSum ? ((Sum) body).coefficients().get(w).times(scale) : scale;
        Optional<Integer> term = byTensors.getOrDefault(tensors(wanted.get(w)), List.of()).stream()
            .filter(i -> remaining.contains(i) && !found.contains(i) && sum.coefficients().get(i).equals(coefficient))
            .findFirst();
        if (term.isEmpty()) {
          return List.of();
        }
        found.add(term.get());
      }
      return List.copyOf(found);
    }
  }
}
