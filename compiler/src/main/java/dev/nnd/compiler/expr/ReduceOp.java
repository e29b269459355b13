package dev.nnd.compiler.expr;

import java.util.Locale;

/** The reductions over axes. */
public enum ReduceOp {
  SUM,
  PROD,
  /** Of equals the first in row-major order counts. */
  MAX,
  MIN,
  /** log Σ exp, shifted by the maximum where it is computed. */
  LOGSUMEXP,
  /** The root of the sum of squares, scaled where it is computed, so that no square overflows. */
  NORM,
  /** The position of the first maximum, row-major over the bound axes. */
  ARGMAX,
  /** The position of the first minimum. */
  ARGMIN;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
