package dev.nnd.compiler.expr;

/** Hears of the canonicalisations that happen while expressions are made. */
@FunctionalInterface
public interface CanonicalTrace {
  CanonicalTrace SILENT = rule -> {};

  /** @param rule the name, such as {@code collect_like_terms} */
  void applied(String rule);
}
