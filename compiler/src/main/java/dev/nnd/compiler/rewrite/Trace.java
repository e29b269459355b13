package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.CanonicalTrace;
import dev.nnd.compiler.expr.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The names of the rules that were applied, in order, canonicalisation included. */
public final class Trace implements CanonicalTrace {
  private final List<String> rules = new ArrayList<>();
  private final History history;
  private boolean tentative;

  public Trace() {
    this(History.NONE);
  }

  /** A trace that tells more than names to those who listen. */
  public Trace(History history) {
    this.history = history;
  }

  /** While something is only tried, nobody listens. */
  public History history() {
    return tentative ? History.NONE : history;
  }

  /** Tries what may come to nothing: it leaves no name here, and is not told. */
  public <T> T tentatively(Supplier<T> attempt) {
    boolean outer = tentative;
    int mark = rules.size();
    tentative = true;
    try {
      return attempt.get();
    } finally {
      tentative = outer;
      truncate(mark);
    }
  }

  /** Whether someone listens who does not hear what is being tried. */
  boolean isUnheard() {
    return tentative && history != History.NONE;
  }

  @Override
  public void applied(String rule) {
    rules.add(rule);
    history().canonicalised(rule);
  }

  void rewritten(String rule, Expr before, Expr after) {
    rules.add(rule);
    history().rewritten(rule, before, after);
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
