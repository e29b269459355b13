package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.rewrite.Rewriter;

/**
 * Brings the expressions of one pool into their simplest stable form. What it has done once it knows, so that a derivative
 * costs little where it is made of parts of its function.
 */
public final class Simplifier {
  private final Rewriter rewriter;
  private final Rewriter signs;

  /**
   * @param signs puts signs where they cost nothing. It comes last: within a sum they cost nothing where they stand
   */
  Simplifier(Rewriter rewriter, Rewriter signs) {
    this.rewriter = rewriter;
    this.signs = signs;
  }

  public Expr of(Expr e) {
    Expr simple = rewriter.run(e);
    for (Expr signed = signs.run(simple); signed != simple; signed = signs.run(simple)) {
      simple = rewriter.run(signed);
    }
    return simple;
  }
}
