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
      throw reporter.reject(tooMany(operand, index.subscripts().size(), index.span()));
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

  /** {@code x [8] has 1 axis, but 2 indices are given}. */
  static Diagnostic tooMany(Operand base, int indices, Span span) {
    int axes = base.value().rank();
    return Diagnostic.of(Code.TOO_MANY_INDICES, span, base.describe(),
        axes == 0 ? "no axis" : axes == 1 ? "1 axis" : axes + " axes", indices == 1 ? "1 index is" : indices + " indices are");
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
      Diagnostic outside = Diagnostic.of(
              Code.INDEX_OUT_OF_BOUNDS, bound.get().span(), Integer.toString(value), "an axis of size " + extent.size())
          .label("a slice goes from 0 to " + extent.size() + " at most" + extent.origin(bound.get().span()));
      throw reporter.reject(value < 0 ? outside.help(fromEnd(value, extent)) : outside);
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
        throw reporter.reject(outOfBounds(expression, affine.get(), extent));
      }
      return position;
    }
    if (!(position instanceof Access access && access.tensor() instanceof Leaf leaf && leaf.facts().integer())) {
      throw reporter.reject(Diagnostic.of(Code.NOT_A_SUBSCRIPT, expression.span(), Operand.text(expression))
          .help("an input that selects is declared `input " + (expression instanceof Expression.Name name ? name.name() : "k")
              + " : index[" + extent.size() + "]`"));
    }
    Range range = pool.range(position);
    if (range.low() < 0 || range.high() >= extent.size()) {
      throw reporter.reject(outOfBounds(expression.span(), (long) range.low() + " to " + (long) range.high(), extent));
    }
    return position;
  }

  /** Of a fixed position that position, of a formula of indices also what it ranges over. */
  private static Diagnostic outOfBounds(Expression expression, Affine affine, Extent extent) {
    long least = affine.least().orElse(0L);
    long greatest = affine.greatest().orElse(0L);
    if (least != greatest) {
      return outOfBounds(expression.span(), Operand.text(expression) + " (" + least + " to " + greatest + ")", extent)
          .help("bound the index, or ask before the access: `if " + (least < 0
              ? Operand.text(expression) + " >= 0"
              : Operand.text(expression) + " < " + extent.size()) + " then … else 0`");
    }
    Diagnostic outside = outOfBounds(expression.span(), Long.toString(least), extent);
    return least < 0 || least == extent.size() ? outside.help(fromEnd(least, extent)) : outside;
  }

  private static String fromEnd(long position, Extent extent) {
    long meant = position + extent.size();
    return position < 0 && meant >= 0
        ? "positions count from the begin: " + position + " from the end is " + meant
        : "positions begin at 0";
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
