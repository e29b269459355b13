package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.semantic.Value.Shaped;
import dev.nnd.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tensors put together from parts, each at its place: literals, concatenations, rows. */
final class Assembly {
  private static final int LONGEST_NAME = 40;

  private final Context context;
  private final ExprPool pool;

  Assembly(Context context) {
    this.context = context;
    this.pool = context.pool();
  }

  /**
   * A part.
   *
   * @param target its place, an index for each axis of the whole, over the part's own axes
   */
  record Piece(List<Expr> target, Quantity part) {}

  /** {@code [1, 2; 3, 4]}. */
  Quantity literal(Expression.Tensor tensor) {
    List<Expression> cells = tensor.rows().stream().flatMap(List::stream).toList();
    List<Operand> values = context.reporter().all(cells, context.expressions()::operand);
    values.stream().filter(value -> !value.value().isScalar()).findFirst().ifPresent(value -> {
      throw context.reporter().reject(notScalar(value));
    });
    List<Expr> elements = values.stream().map(value -> value.value().element()).toList();
    int columns = tensor.rows().get(0).size();
    for (int row = 1; row < tensor.rows().size(); row++) {
      List<Expression> cellsOfRow = tensor.rows().get(row);
      if (cellsOfRow.size() != columns) {
        Span span = cellsOfRow.get(0).span().to(cellsOfRow.get(cellsOfRow.size() - 1).span());
        throw context.reporter().reject(
            Diagnostic.of(Code.RAGGED_ROWS, span, row + 1, counted(cellsOfRow.size()), counted(columns)));
      }
    }
    Extent width = new Extent(columns, Integer.toString(columns), Optional.of(tensor.span()));
    List<Extent> extents = tensor.matrix() ? List.of(Extent.of(tensor.rows().size()), width) : List.of(width);
    boolean uniform = elements.stream().allMatch(element -> element instanceof Num && element == elements.get(0));
    if (elements.size() == 1 || uniform) {
      return new Quantity(extents, elements.get(0));
    }
    if (elements.stream().allMatch(Num.class::isInstance)) {
      List<Rational> numbers = elements.stream().map(element -> ((Num) element).value()).toList();
      return new Quantity(extents, pool.element(pool.constant(name(numbers, columns), Extent.sizes(extents), numbers)));
    }
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      Expr column = pool.num(i % columns);
      List<Expr> target = tensor.matrix() ? List.of(pool.num(i / columns), column) : List.of(column);
      pieces.add(new Piece(target, Quantity.scalar(elements.get(i))));
    }
    return assemble(extents, pieces);
  }

  private static String counted(int elements) {
    return elements == 1 ? "1 element" : elements + " elements";
  }

  private static Diagnostic notScalar(Operand cell) {
    return Diagnostic.of(Code.NOT_SCALAR, cell.span(), cell.text(), Extent.shape(cell.value().extents()))
        .help(cell.source() instanceof Expression.Tensor
            ? "the rows of a matrix are separated by `;`: `[1, 2; 3, 4]`"
            : "`stack` puts tensors into rows, `concat` joins them");
  }

  /** The literal itself, as it is printed. */
  private static String name(List<Rational> values, int columns) {
    StringBuilder name = new StringBuilder("[");
    for (int i = 0; i < values.size() && name.length() < LONGEST_NAME; i++) {
      name.append(i == 0 ? "" : i % columns == 0 ? "; " : ", ").append(values.get(i));
    }
    return name.length() < LONGEST_NAME ? name.append("]").toString() : "literal";
  }

  /** The parts one after another along an axis. */
  Quantity concatenation(List<Operand> parts, int axis, Span span) {
    Shaped first = parts.get(0).value();
    List<Piece> pieces = new ArrayList<>();
    int offset = 0;
    for (Operand part : parts) {
      Quantity value = (Quantity) part.value();
      if (!fits(first, value, axis)) {
        throw context.reporter().reject(
            Diagnostic.of(Code.SHAPES_DISAGREE, parts.get(0).span(), "`concat`", parts.get(0).describe(), part.describe())
                .label(part.span(), "differs in another axis than " + axis));
      }
      List<Expr> target = new ArrayList<>(value.axes().stream().map(pool::axis).toList());
      target.set(axis, pool.add(target.get(axis), pool.num(offset)));
      pieces.add(new Piece(target, value));
      offset = context.run().limits().checkSize((long) offset + value.extents().get(axis).size(), span);
    }
    List<Extent> extents = new ArrayList<>(first.extents());
    extents.set(axis, Extent.of(offset));
    context.run().limits().checkTensor(extents, span);
    return parts.size() == 1 ? (Quantity) first : assemble(extents, pieces);
  }

  private static boolean fits(Shaped first, Shaped other, int axis) {
    return first.rank() == other.rank() && IntStream.range(0, first.rank())
        .allMatch(i -> i == axis || first.extents().get(i).size() == other.extents().get(i).size());
  }

  /** The parts as rows of a new first axis. */
  Quantity rows(List<Quantity> parts) {
    List<Piece> pieces = new ArrayList<>();
    for (Quantity part : parts) {
      List<Expr> target = new ArrayList<>(List.of(pool.num(pieces.size())));
      part.axes().forEach(axis -> target.add(pool.axis(axis)));
      pieces.add(new Piece(target, part));
    }
    List<Extent> extents = new ArrayList<>(List.of(Extent.of(parts.size())));
    extents.addAll(parts.get(0).extents());
    return assemble(extents, pieces);
  }

  /** The pieces do not meet; where there is none, there is 0. */
  Quantity assemble(List<Extent> extents, List<Piece> pieces) {
    List<Axis> used = context.indices().stream()
        .filter(axis -> pieces.stream().anyMatch(piece -> piece.part().element().axes().contains(axis)))
        .toList();
    List<Integer> shape = new ArrayList<>(used.stream().map(Axis::size).toList());
    shape.addAll(Extent.sizes(extents));
    Scatter scatter = pool.scatter(shape, pieces.stream().map(piece -> clause(piece, used)).collect(Collectors.toList()));
    List<Expr> access = new ArrayList<>(used.stream().map(pool::axis).toList());
    for (int i = 0; i < extents.size(); i++) {
      access.add(pool.axis(new Axis(i, extents.get(i).size())));
    }
    return new Quantity(extents, pool.access(scatter, access));
  }

  private Scatter.Clause clause(Piece piece, List<Axis> used) {
    Map<Axis, Expr> numbering = new HashMap<>();
    List<Axis> axes = new ArrayList<>();
    List<Axis> all = new ArrayList<>(used);
    all.addAll(piece.part().axes());
    for (Axis axis : all) {
      Axis here = new Axis(axes.size(), axis.size());
      axes.add(here);
      numbering.put(axis, pool.axis(here));
    }
    List<Expr> target = new ArrayList<>(used.stream().map(axis -> pool.substitute(pool.axis(axis), numbering)).toList());
    piece.target().forEach(index -> target.add(pool.substitute(index, numbering)));
    return new Scatter.Clause(axes, target, pool.substitute(piece.part().element(), numbering));
  }
}
