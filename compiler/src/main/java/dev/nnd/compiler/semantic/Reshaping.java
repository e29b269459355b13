package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Expression.Argument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions that move elements: {@code concat stack reshape flatten pad}. */
final class Reshaping {
  private final Context context;
  private final ExprPool pool;
  private final Reporter reporter;

  Reshaping(Context context) {
    this.context = context;
    this.pool = context.pool();
    this.reporter = context.reporter();
  }

  Quantity call(String name, Expression.Call call) {
    return switch (name) {
      case "concat" -> concat(call);
      case "stack" -> stack(call);
      case "flatten" -> flatten(call);
      case "reshape" -> reshape(call);
      default -> pad(call);
    };
  }

  private Quantity concat(Expression.Call call) {
    int axis = 0;
    List<Operand> parts = new ArrayList<>();
    for (Argument argument : call.arguments()) {
      if (argument.name().isEmpty()) {
        parts.add(context.expressions().operand(argument.value()));
      } else if (argument.name().get().name().equals("axis")) {
        axis = context.expressions().integer(argument.value(), "the axis");
      } else {
        throw reporter.reject(Diagnostic.of(
            Code.UNKNOWN_ARGUMENT, argument.name().get().span(), "concat", argument.name().get().name()));
      }
    }
    if (parts.isEmpty()) {
      throw reporter.reject(Diagnostic.of(Code.WRONG_ARITY, call.span(), "concat", "one tensor or more", 0));
    }
    if (axis < 0 || axis >= parts.get(0).value().rank()) {
      throw reporter.reject(Diagnostic.of(Code.WRONG_RANK, call.span(), "`concat`", "tensors with an axis " + axis, parts.get(0).describe()));
    }
    return new Assembly(context).concatenation(parts, axis, call.span());
  }

  private Quantity stack(Expression.Call call) {
    List<Operand> parts = reporter.all(call.arguments(), argument -> context.expressions().operand(argument.value()));
    if (parts.isEmpty()) {
      throw reporter.reject(Diagnostic.of(Code.WRONG_ARITY, call.span(), "stack", "one tensor or more", 0));
    }
    for (Operand part : parts) {
      if (!Extent.sameSizes(part.value().extents(), parts.get(0).value().extents())) {
        throw reporter.reject(
            Diagnostic.of(Code.SHAPES_DISAGREE, parts.get(0).span(), "`stack`", parts.get(0).describe(), part.describe()));
      }
    }
    return new Assembly(context).rows(parts.stream().map(part -> (Quantity) part.value()).toList());
  }

  private Quantity flatten(Expression.Call call) {
    Map<String, Expression> bound =
        Arguments.bind("flatten", call.span(), List.of("x"), List.of("x"), call.arguments(), reporter);
    return flat(context.expressions().quantity(bound.get("x")));
  }

  /** In row-major order: element (i, j) of [a, b] goes to b i + j. */
  private Quantity flat(Quantity x) {
    if (x.rank() == 1) {
      return x;
    }
    List<Expr> terms = new ArrayList<>();
    List<Rational> strides = new ArrayList<>();
    int stride = 1;
    for (int axis = x.rank() - 1; axis >= 0; axis--) {
      terms.add(pool.axis(x.axis(axis)));
      strides.add(Rational.of(stride));
      stride *= x.extents().get(axis).size();
    }
    List<Extent> flat = List.of(Extent.of(stride));
    Expr target = pool.linear(terms, strides, Rational.ZERO);
    return stride == 1
        ? new Quantity(flat, x.element())
        : new Assembly(context).assemble(flat, List.of(new Assembly.Piece(List.of(target), x)));
  }

  private Quantity reshape(Expression.Call call) {
    Map<String, Expression> bound =
        Arguments.bind("reshape", call.span(), List.of("x", "shape"), List.of("x", "shape"), call.arguments(), reporter);
    Operand x = context.expressions().operand(bound.get("x"));
    List<Extent> extents =
        list(bound.get("shape")).stream().map(size -> context.expressions().extent(size, Optional.of(call.span()))).toList();
    if (Limits.elements(Extent.sizes(extents)) != Limits.elements(Extent.sizes(x.value().extents()))) {
      throw reporter.reject(Diagnostic.of(Code.RESHAPE, bound.get("shape").span(), x.describe(), Extent.shape(extents))
          .label(String.format("%,d elements", Limits.elements(Extent.sizes(extents))))
          .label(x.span(), String.format("%,d elements", Limits.elements(Extent.sizes(x.value().extents())))));
    }
    Quantity flat = flat((Quantity) x.value());
    List<Expr> terms = new ArrayList<>();
    List<Rational> strides = new ArrayList<>();
    int stride = 1;
    for (int axis = extents.size() - 1; axis >= 0; axis--) {
      terms.add(pool.axis(new Axis(axis, extents.get(axis).size())));
      strides.add(Rational.of(stride));
      stride *= extents.get(axis).size();
    }
    Expr position = pool.linear(terms, strides, Rational.ZERO);
    return new Quantity(extents, pool.substitute(flat.element(), Map.of(flat.axis(0), position)));
  }

  private List<Expression> list(Expression expression) {
    if (expression instanceof Expression.Tensor tensor && !tensor.matrix()) {
      return tensor.rows().get(0);
    }
    throw reporter.reject(Diagnostic.of(Code.WRONG_KIND, expression.span(), "a list of numbers in brackets", "something else"));
  }

  /** How to take away what a negative width seems to mean. */
  private static String cut(Operand x, int axis, int width) {
    int size = x.value().extents().get(axis).size();
    if (2L * width >= size) {
      return "a slice takes a part, `x[from:to]`; axis " + axis + " has only " + size + " positions";
    }
    return "a slice takes a part: `" + x.text() + "[" + ":, ".repeat(axis) + width + ":" + (size - width) + "]`";
  }

  /** Zeros on both sides of each axis. */
  private Quantity pad(Expression.Call call) {
    Map<String, Expression> bound =
        Arguments.bind("pad", call.span(), List.of("x", "widths"), List.of("x", "widths"), call.arguments(), reporter);
    Operand x = context.expressions().operand(bound.get("x"));
    List<Expression> widths = list(bound.get("widths"));
    if (widths.size() != x.value().rank()) {
      throw reporter.reject(
          Diagnostic.of(Code.WRONG_RANK, call.span(), "`pad`", "one width for each axis", widths.size() + " for " + x.describe()));
    }
    List<Extent> extents = new ArrayList<>();
    Map<Axis, Expr> positions = new HashMap<>();
    List<Expr> inside = new ArrayList<>();
    for (int i = 0; i < widths.size(); i++) {
      int width = context.expressions().integer(widths.get(i), "a width");
      if (width < 0) {
        throw reporter.reject(Diagnostic.of(Code.BAD_PADDING, widths.get(i).span(), width).help(cut(x, i, -width)));
      }
      int size = x.value().extents().get(i).size();
      extents.add(width == 0 ? x.value().extents().get(i) : Extent.of(context.run().limits().checkSize(size + 2L * width, call.span())));
      Expr axis = pool.axis(new Axis(i, extents.get(i).size()));
      positions.put(x.value().axis(i), pool.subtract(axis, pool.num(width)));
      if (width > 0) {
        inside.add(pool.compare(Comparison.GREATER_EQUAL, axis, pool.num(width)));
        inside.add(pool.compare(Comparison.LESS, axis, pool.num(width + size)));
      }
    }
    Quantity named = context.run().hoist(context.site().name() + ".padded", (Quantity) x.value(), context, call.span());
    Expr element = pool.substitute(named.element(), positions);
    return new Quantity(extents, pool.when(pool.and(inside.toArray(Expr[]::new)), element, pool.zero()));
  }
}
