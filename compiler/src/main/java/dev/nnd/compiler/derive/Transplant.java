package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Compare;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Logic;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Pi;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.Training;
import java.util.List;

/** Makes a scalar node of one pool in another. */
record Transplant(ExprPool pool, List<Expr> children) implements Expr.Visitor<Expr> {
  @Override
  public Expr visit(Num num) {
    return pool.num(num.value());
  }

  @Override
  public Expr visit(Pi pi) {
    return pool.pi();
  }

  @Override
  public Expr visit(AxisValue axis) {
    return pool.axis(axis.axis());
  }

  @Override
  public Expr visit(Access access) {
    return pool.access(access.tensor(), children);
  }

  @Override
  public Expr visit(Sum sum) {
    return pool.linear(children, sum.coefficients(), sum.constant());
  }

  @Override
  public Expr visit(Product product) {
    return pool.powers(children, product.exponents());
  }

  @Override
  public Expr visit(Call call) {
    return pool.call(call.primitive(), children);
  }

  @Override
  public Expr visit(If conditional) {
    return pool.when(children.get(0), children.get(1), children.get(2));
  }

  @Override
  public Expr visit(Compare compare) {
    return pool.compare(compare.relation(), children.get(0), children.get(1));
  }

  @Override
  public Expr visit(Logic logic) {
    Expr[] operands = children.toArray(Expr[]::new);
    return switch (logic.connective()) {
      case AND -> pool.and(operands);
      case OR -> pool.or(operands);
      case NOT -> pool.not(operands[0]);
    };
  }

  @Override
  public Expr visit(Training training) {
    return pool.training();
  }
}
