package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Compare;
import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Logic;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Sum;
import java.util.List;

/**
 * What rules are indexed by: the form of the root, and which kinds of functions stand there; of a sum or product, those of
 * its parts. A kind is a bit, so that a set of them is a number.
 */
record Head(Form form, long kinds) {
  private static final int REDUCTIONS = Primitive.values().length;
  private static final int COMPARISONS = REDUCTIONS + ReduceOp.values().length;
  private static final int CONNECTIVES = COMPARISONS + Comparison.values().length;
  private static final int CONDITIONAL = CONNECTIVES + Logic.Connective.values().length;

  /** Of the root. */
  enum Form {
    SUM,
    PRODUCT,
    OTHER
  }

  static Head of(Expr e) {
    if (e instanceof Sum sum) {
      return new Head(Form.SUM, parts(sum.terms()));
    }
    if (e instanceof Product product) {
      return new Head(Form.PRODUCT, parts(product.bases()));
    }
    return new Head(Form.OTHER, kind(e));
  }

  /** Whether what has this head may match a pattern with that one: a part of a sum or product may, and all of others. */
  boolean fits(Head pattern) {
    return form == pattern.form && (form == Form.OTHER ? kinds == pattern.kinds : (pattern.kinds & ~kinds) == 0);
  }

  private static long parts(List<Expr> parts) {
    long kinds = 0;
    for (Expr part : parts) {
      kinds |= kind(part);
      if (part instanceof Product product) {
        for (Expr base : product.bases()) {
          kinds |= kind(base);
        }
      }
    }
    return kinds;
  }

  /** Nothing for names, constants and powers, which are everywhere. */
  private static long kind(Expr e) {
    if (e instanceof Call call) {
      return call.primitive() == Primitive.POW ? 0 : 1L << call.primitive().ordinal();
    }
    if (e instanceof Access access && access.tensor() instanceof Reduction reduction) {
      return 1L << REDUCTIONS + reduction.op().ordinal();
    }
    if (e instanceof If) {
      return 1L << CONDITIONAL;
    }
    if (e instanceof Compare compare) {
      return 1L << COMPARISONS + compare.relation().ordinal();
    }
    return e instanceof Logic logic ? 1L << CONNECTIVES + logic.connective().ordinal() : 0;
  }
}
