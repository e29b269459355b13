package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Sum;

/**
 * A measure of expressions that grows with each of their parts. What stands inside a function counts twice, so that
 * signs and factors are lighter outside; what stands in the second branch of an {@code if} too.
 *
 * @param variable the size of what a variable stands for, above that of zero
 */
record Size(double variable) {
  double of(Expr e) {
    if (e instanceof Num num) {
      return num.value().isZero() ? 1 : 2;
    }
    if (e instanceof Access access) {
      return access.tensor() instanceof Reduction reduction ? 1 + 2 * of(reduction.body()) : variable;
    }
    double parts = e.children().stream().mapToDouble(this::of).sum();
    if (e instanceof Call) {
      return 1 + 2 * parts;
    }
    if (e instanceof If conditional) {
      return 1 + parts + of(conditional.otherwise());
    }
    if (e instanceof Sum sum) {
      long scaled = sum.coefficients().stream().filter(coefficient -> !coefficient.isOne()).count();
      return parts + sum.terms().size() + scaled + (sum.constant().isZero() ? 0 : 1);
    }
    if (e instanceof Product product) {
      long powers = product.exponents().stream().filter(exponent -> !exponent.isOne()).count();
      return parts + product.bases().size() - 1 + 2 * powers;
    }
    return 1 + parts;
  }
}
