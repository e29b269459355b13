package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.CanonicalTrace;
import dev.nnd.compiler.expr.Expr;
import java.util.ArrayList;
import java.util.List;

/** The names of the rules that were applied, in order, canonicalisation included. */
public final class Trace implements CanonicalTrace {
  private final List<String> rules = new ArrayList<>();
  private final History history;

  public Trace() {
    this(History.NONE);
  }

  /** A trace that tells more than names to those who listen. */
  public Trace(History history) {
    this.history = history;
  }

  public History history() {
    return history;
  }

  @Override
  public void applied(String rule) {
    rules.add(rule);
    history.canonicalised(rule);
  }

  void rewritten(String rule, Expr before, Expr after) {
    rules.add(rule);
    history.rewritten(rule, before, after);
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
