package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Affine;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Range;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Expression.Subscript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Elements and parts of tensors, {@code x[2i + r, :]}. */
final class Subscripts {
  private final Context context;
  private final ExprPool pool;
  private final Reporter reporter;

  Subscripts(Context context) {
    this.context = context;
    this.pool = context.pool();
    this.reporter = context.reporter();
  }

  Quantity value(Expression.Index index) {
    Quantity base = base(index.base());
    if (index.subscripts().size() > base.rank()) {
      Operand operand = new Operand(index.base(), base);
      throw reporter.reject(Diagnostic.of(Code.TOO_MANY_INDICES, index.span(), operand.describe(), index.subscripts().size()));
    }
    Map<Axis, Expr> positions = new HashMap<>();
    List<Extent> extents = new ArrayList<>();
    for (int axis = 0; axis < base.rank(); axis++) {
      Extent extent = base.extents().get(axis);
      Optional<Subscript> subscript = axis < index.subscripts().size() ? Optional.of(index.subscripts().get(axis)) : Optional.empty();
      if (subscript.isPresent() && subscript.get() instanceof Expression.At at) {
        positions.put(base.axis(axis), position(at.position(), extent));
      } else {
        int from = 0;
        Extent part = extent;
        if (subscript.isPresent() && subscript.get() instanceof Expression.Slice slice) {
          from = bound(slice.from(), 0, extent);
          part = part(slice, from, extent, index.span());
        }
        Axis free = new Axis(extents.size(), part.size());
        positions.put(base.axis(axis), pool.add(pool.axis(free), pool.num(from)));
        extents.add(part);
      }
    }
    return new Quantity(extents, pool.substitute(base.element(), positions));
  }

  private Quantity base(Expression base) {
    Value known = context.ranges().base(base).orElseGet(() -> context.expressions().value(base));
    if (known instanceof Quantity quantity) {
      return quantity;
    }
    throw reporter.reject(Problems.kind(base, "a tensor", known));
  }

  private int bound(Optional<Expression> bound, int otherwise, Extent extent) {
    if (bound.isEmpty()) {
      return otherwise;
    }
    int value = context.expressions().integer(bound.get(), "the bound of a slice");
    if (value < 0 || value > extent.size()) {
      throw reporter.reject(outOfBounds(bound.get().span(), Integer.toString(value), extent));
    }
    return value;
  }

  private Extent part(Expression.Slice slice, int from, Extent extent, Span span) {
    if (slice.from().isEmpty() && slice.to().isEmpty()) {
      return extent;
    }
    int to = bound(slice.to(), extent.size(), extent);
    if (to <= from) {
      throw reporter.reject(Diagnostic.of(Code.EMPTY_SLICE, span, from, to));
    }
    return Extent.of(to - from);
  }

  private Expr position(Expression expression, Extent extent) {
    Expr position = context.expressions().scalar(expression);
    Optional<Affine> affine = Affine.of(position);
    if (affine.isPresent()) {
      if (!isWithin(position, extent)) {
        throw reporter.reject(outOfBounds(expression.span(), bounds(affine.get()), extent));
      }
      return position;
    }
    if (!(position instanceof Access access && access.tensor() instanceof Leaf leaf && leaf.facts().integer())) {
      throw reporter.reject(Diagnostic.of(Code.NOT_A_SUBSCRIPT, expression.span(), Operand.text(expression)));
    }
    Range range = pool.range(position);
    if (range.low() < 0 || range.high() >= extent.size()) {
      throw reporter.reject(outOfBounds(expression.span(), (long) range.low() + " to " + (long) range.high(), extent));
    }
    return position;
  }

  private static String bounds(Affine affine) {
    long least = affine.least().orElse(0L);
    long greatest = affine.greatest().orElse(0L);
    return least == greatest ? Long.toString(least) : least + " to " + greatest;
  }

  private static Diagnostic outOfBounds(Span span, String position, Extent extent) {
    return Diagnostic.of(Code.INDEX_OUT_OF_BOUNDS, span, position, "an axis of size " + extent.size())
        .label("positions are 0 to " + (extent.size() - 1) + extent.origin(span));
  }

  private boolean isWithin(Expr position, Extent extent) {
    Bounds bounds = new Bounds(pool, context.guards());
    return bounds.isNonNegative(position) && bounds.isNonNegative(pool.subtract(pool.num(extent.size() - 1), position));
  }
}
