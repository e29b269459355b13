package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.CanonicalTrace;
import java.util.ArrayList;
import java.util.List;

/** The names of the rules that were applied, in order, canonicalisation included. */
public final class Trace implements CanonicalTrace {
  private final List<String> rules = new ArrayList<>();

  @Override
  public void applied(String rule) {
    rules.add(rule);
  }

  public List<String> rules() {
    return List.copyOf(rules);
  }

  int size() {
    return rules.size();
  }

  /** Whether this rule was applied since then. */
  boolean names(int since, String rule) {
    return rules.subList(since, rules.size()).contains(rule);
  }

  void truncate(int size) {
    rules.subList(size, rules.size()).clear();
  }
}
