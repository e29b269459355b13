package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Expression;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A name that is differentiated by.
 *
 * @param source the name
 * @param value what it stands for
 * @param tensor that is read by the value
 * @param leading the indices around the formula at which it is read; the value's own axes follow
 */
record Variable(Expression source, Quantity value, Tensor tensor, List<Expr> leading) {

  /** @throws Rejection where the expression is no name, or a name of nothing that varies */
  static Variable of(Expression source, Context context) {
    if (!(source instanceof Expression.Name || source instanceof Expression.Path)) {
      throw context.reporter().reject(Diagnostic.of(Code.NOT_A_VARIABLE, source.span(), Operand.text(source))
          .help("name it first, as in `t = " + Operand.text(source) + "`, and use `t` in what is differentiated"));
    }
    Quantity value = context.expressions().quantity(source);
    return read(source, value, context).orElseThrow(() ->
        context.reporter().reject(refusal(source, value, context)));
  }

  /** The value as a variable, if it is read from a tensor that varies. */
  static Optional<Variable> read(Expression source, Quantity value, Context context) {
    if (!(value.element() instanceof Access access) || isFixed(access.tensor())) {
      return Optional.empty();
    }
    int leading = access.tensor().rank() - value.rank();
    if (leading < 0) {
      return Optional.empty();
    }
    List<Expr> own = value.axes().stream().map(context.pool()::axis).toList();
    boolean whole = access.indices().subList(leading, access.tensor().rank()).equals(own)
        && Extent.sizes(value.extents()).equals(access.tensor().shape().subList(leading, access.tensor().rank()));
    for (int i = 0; i < leading; i++) {
      whole &= isIndex(access, i, context);
    }
    return whole
        ? Optional.of(new Variable(source, value, access.tensor(), access.indices().subList(0, leading)))
        : Optional.empty();
  }

  private static boolean isIndex(Access access, int position, Context context) {
    return access.indices().get(position) instanceof AxisValue index
        ? context.indices().contains(index.axis()) && index.axis().size() == access.tensor().shape().get(position)
        : access.tensor().shape().get(position) == 1;
  }

  /** Whether a value is read from what cannot vary. */
  static boolean isFixed(Quantity value) {
    return value.element() instanceof Access access && isFixed(access.tensor());
  }

  private static boolean isFixed(Tensor tensor) {
    return tensor instanceof Leaf leaf
        && (leaf.kind() == Leaf.Kind.CONSTANT || leaf.facts().integer() || leaf.facts().oneHot());
  }

  /** What a value is that cannot vary. */
  static String kindOfFixed(Quantity value) {
    if (value.element() instanceof Access access && access.tensor() instanceof Leaf leaf && leaf.kind() != Leaf.Kind.CONSTANT) {
      return leaf.facts().oneHot() ? "a label" : leaf.facts().integer() ? "an index" : "a part of `" + leaf.name() + "`";
    }
    return value.element() instanceof AxisValue ? "an index" : "a constant";
  }

  private static Diagnostic refusal(Expression source, Quantity value, Context context) {
    Diagnostic diagnostic = Diagnostic.of(Code.NO_DERIVATIVE_BY, source.span(), Operand.text(source));
    Optional<Symbol> symbol =
        source instanceof Expression.Name name ? context.scope().find(name.name()) : Optional.empty();
    String what = symbol.map(Symbol::isConstant).orElse(true) ? "a constant" : kindOfFixed(value);
    return symbol.map(found -> diagnostic.label("this is " + what).label(found.span(), "defined here"))
        .orElseGet(() -> diagnostic.label("this is " + what));
  }

  List<Extent> extents() {
    return value.extents();
  }

  /** What is over the axes of the tensor, from this one on, as over those of the value, the indices being where they are. */
  Expr own(ExprPool pool, int first, Expr e) {
    Map<Axis, Expr> at = new HashMap<>();
    for (Axis axis : tensor.axes()) {
      int position = axis.id();
      at.put(
          new Axis(first + position, axis.size()),
          position < leading.size() ? leading.get(position) : pool.axis(new Axis(first + position - leading.size(), axis.size())));
    }
    return pool.substitute(e, at);
  }

  /** What is over the axes of the value as over those of the tensor. */
  Expr whole(ExprPool pool, Expr e) {
    Map<Axis, Expr> at = new HashMap<>();
    for (int i = 0; i < leading.size(); i++) {
      if (leading.get(i) instanceof AxisValue index) {
        at.put(index.axis(), pool.axis(new Axis(i, index.axis().size())));
      }
    }
    value.axes().forEach(axis -> at.put(axis, pool.axis(new Axis(leading.size() + axis.id(), axis.size()))));
    return pool.substitute(e, at);
  }
}
