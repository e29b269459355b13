package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Expr;
import java.util.List;

/**
 * A line of a {@code .rules} resource. Free variables of the left side stand for any expression; a sum or product at
 * its root also matches a part of a larger one, with a common coefficient.
 *
 * @param name what the trace says
 * @param left the pattern
 * @param right what takes its place
 * @param soundness how they agree
 * @param conditions all of which must be proved
 */
public record Rule(String name, Expr left, Expr right, Soundness soundness, List<Condition> conditions) {
  public Rule {
    conditions = List.copyOf(conditions);
  }
}
