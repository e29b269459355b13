package dev.nnd.compiler.expr;

/** What terms come to, in row-major order of their bound axes. */
final class Terms {
  private Terms() {}

  /** The first position of the extremum. */
  private static int best(ReduceOp op, double[] terms) {
    int best = 0;
    for (int k = 1; k < terms.length; k++) {
      boolean better = op == ReduceOp.MIN || op == ReduceOp.ARGMIN ? terms[k] < terms[best] : terms[k] > terms[best];
      best = better ? k : best;
    }
    return best;
  }

  /** @throws IllegalArgumentException for a logsumexp, which has two parts */
  static double reduce(ReduceOp op, double[] terms) {
    double result = op == ReduceOp.PROD ? 1 : 0;
    switch (op) {
      case SUM -> {
        for (double term : terms) {
          result += term;
        }
      }
      case PROD -> {
        for (double term : terms) {
          result *= term;
        }
      }
      case MAX, MIN -> result = terms[best(op, terms)];
      case ARGMAX, ARGMIN -> result = best(op, terms);
      case NORM -> {
        for (double term : terms) {
          result = StrictMath.hypot(result, term);
        }
      }
      case LOGSUMEXP -> throw new IllegalArgumentException("in two parts");
    }
    return result;
  }

  /** log Σ exp(term - max), of which one is exactly 1. */
  static double logOfSum(double[] terms, double max) {
    int ties = -1;
    double rest = 0;
    for (double term : terms) {
      if (term == max) {
        ties++;
      } else {
        rest += StrictMath.exp(term - max);
      }
    }
    return StrictMath.log1p(ties + rest);
  }
}
