package dev.nnd.compiler.expr;

import java.util.List;

/** A node like the visited one, of other children. */
record Rebuild(ExprPool pool, List<Expr> children) implements Expr.Visitor<Expr> {
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
    return logic.connective() == Logic.Connective.NOT
        ? pool.not(children.get(0))
        : Folding.connect(pool, logic.connective(), children);
  }

  @Override
  public Expr visit(Training training) {
    return pool.training();
  }
}
