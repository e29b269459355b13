package dev.nnd.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Affine;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.schedule.Placement;
import dev.nnd.compiler.schedule.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How elements of stored tensors are read and written, and how indices are computed. */
final class Elements {
  private final ExprPool pool;
  private final Map<Tensor, Storage> storage;
  private final Map<Tensor, Storage> maxima;
  private final Operands operands;
  private final Numbers numbers;
  private final Map<Tensor, Storage> placed = new HashMap<>();
  private final Map<Axis, String> axisNames = new HashMap<>();
  /** The row of the current example, where a loop has it in a variable. */
  private final Map<Storage, String> currentRows = new HashMap<>();

  Elements(Placement placement, Operands operands, Numbers numbers) {
    this.pool = placement.pool();
    this.storage = placement.storage();
    this.maxima = placement.maxima();
    this.operands = operands;
    this.numbers = numbers;
  }

  /** The elements of one tensor are found here. */
  void place(Tensor tensor, Storage where) {
    placed.put(tensor, where);
  }

  void name(Axis axis, String variable) {
    axisNames.put(axis, variable);
  }

  String name(Axis axis) {
    return axisNames.get(axis);
  }

  void currentRow(Storage rows, String variable) {
    currentRows.put(rows, variable);
  }

  Optional<Storage> storage(Tensor tensor) {
    Storage here = placed.get(tensor);
    return Optional.ofNullable(here == null ? storage.get(tensor) : here);
  }

  /** Where the maxima of a stored logsumexp lie. */
  Optional<Storage> maxima(Tensor tensor) {
    return Optional.ofNullable(maxima.get(tensor));
  }

  /** An element of a stored logsumexp. */
  LogSumExp logSumExp(Access access) {
    Tensor tensor = access.tensor();
    return new LogSumExp(
        element(maxima.get(tensor), tensor, access.indices()), element(storage.get(tensor), tensor, access.indices()));
  }

  /** An element of a stored tensor that is one number. */
  Code element(Access access) {
    Storage where = storage(access.tensor()).orElseThrow();
    if (where instanceof Storage.BatchSize) {
      return Code.primary("$L", operands.size());
    }
    if (where instanceof Storage.Labels) {
      return label(access, where);
    }
    return element(where, access.tensor(), access.indices());
  }

  /** A label is one-hot, or the number itself; of a row of them, the number at a position. */
  private Code label(Access access, Storage where) {
    boolean oneHot = ((Leaf) access.tensor()).facts().oneHot();
    List<Expr> indices = access.indices();
    int last = oneHot ? indices.size() - 1 : indices.size();
    String name = operands.name(where);
    Code example = index(indices.get(0));
    Code label = where.hasRows()
        ? Code.primary("$L[$L][$L]", name, example.block(),
            flatten(access.tensor().shape().subList(1, last), indices.subList(1, last)).block())
        : Code.primary("$L[$L]", name, example.block());
    if (!oneHot) {
      return label;
    }
    return Code.of(
        Code.Strength.CONDITIONAL, "$L == $L ? $L : $L",
        index(indices.get(last)).within(Code.Strength.RELATION), label.block(), numbers.one(), numbers.zero());
  }

  /** An element where it is stored, at these indices of the tensor. */
  Code element(Storage where, Tensor tensor, List<Expr> indices) {
    if (where instanceof Storage.Rows || where instanceof Storage.Fed) {
      Code column = flat(tensor, indices, 1);
      return Code.primary("$L[$L]", row(where, indices.get(0)), column.block());
    }
    String name = operands.name(where);
    if (where instanceof Storage.Variable) {
      return Code.primary("$L", name);
    }
    if (where instanceof Storage.Passed passed) {
      return passed(name, passed, tensor, indices);
    }
    if (where instanceof Storage.PerExample) {
      return Code.primary("$L[$L]", name, index(indices.get(0)).block());
    }
    if (!where.hasRows()) {
      return Code.primary("$L[$L]", name, flat(tensor, indices, 0).block());
    }
    return matrixElement(name, isTransposed(where), tensor, indices);
  }

  private Code passed(String name, Storage.Passed passed, Tensor tensor, List<Expr> indices) {
    CodeBlock.Builder text = CodeBlock.builder().add("$L", name);
    int axis = 0;
    for (Storage.Dimension dimension : passed.dimensions()) {
      int to = axis + dimension.axes();
      text.add("[$L]", flatten(tensor.shape().subList(axis, to), indices.subList(axis, to), dimension.offset()).block());
      axis = to;
    }
    return new Code(text.build(), Code.Strength.PRIMARY);
  }

  private CodeBlock row(Storage where, Expr example) {
    boolean current = example instanceof AxisValue value && value.axis().equals(new Axis(0, Axis.BATCH));
    return current && currentRows.containsKey(where)
        ? CodeBlock.of("$L", currentRows.get(where))
        : CodeBlock.of("$L[$L]", operands.name(where), index(example).block());
  }

  private static boolean isTransposed(Storage where) {
    if (where instanceof Storage.Gradient gradient) {
      return gradient.of().isTransposed();
    }
    return where instanceof Storage.Parameter parameter && parameter.isTransposed()
        || where instanceof Storage.Copy copy && copy.isTransposed();
  }

  private Code matrixElement(String name, boolean transposed, Tensor tensor, List<Expr> indices) {
    int last = indices.size() - 1;
    Code column = index(indices.get(last));
    Code row = flatten(tensor.shape().subList(0, last), indices.subList(0, last));
    return transposed
        ? Code.primary("$L[$L][$L]", name, column.block(), row.block())
        : Code.primary("$L[$L][$L]", name, row.block(), column.block());
  }

  /** Whether only this axis moves along one array, from its first element on. */
  boolean isAlong(Access access, Axis axis) {
    Storage where = storage(access.tensor()).orElse(null);
    int last = access.indices().size() - 1;
    if (where == null || where instanceof Storage.Labels || maxima.containsKey(access.tensor()) || last < 0) {
      return false;
    }
    int along = isTransposed(where) ? 0 : last;
    boolean once = access.indices().stream().filter(index -> index.axes().contains(axis)).count() == 1;
    boolean plain = access.indices().get(along) instanceof AxisValue value && value.axis().equals(axis);
    boolean whole = where instanceof Storage.Rows || where instanceof Storage.Fed
        ? last == 1
        : where.hasRows() || last == 0 && !axis.isBatch();
    return once && plain && whole;
  }

  /** The array along which only this axis moves, if the access has one. */
  Optional<CodeBlock> rowAlong(Access access, Axis axis) {
    if (!isAlong(access, axis)) {
      return Optional.empty();
    }
    Storage where = storage(access.tensor()).orElseThrow();
    int last = access.indices().size() - 1;
    String name = operands.name(where);
    if (where instanceof Storage.Passed passed) {
      return rowOf(name, passed, access.tensor(), access.indices());
    }
    if (where instanceof Storage.Rows || where instanceof Storage.Fed) {
      return Optional.of(row(where, access.indices().get(0)));
    }
    if (!where.hasRows()) {
      return Optional.of(CodeBlock.of("$L", name));
    }
    Code row = isTransposed(where)
        ? index(access.indices().get(1))
        : flatten(access.tensor().shape().subList(0, last), access.indices().subList(0, last));
    return Optional.of(CodeBlock.of("$L[$L]", name, row.block()));
  }

  /** The innermost array, if it holds the last axis alone. */
  private Optional<CodeBlock> rowOf(String name, Storage.Passed passed, Tensor tensor, List<Expr> indices) {
    int outer = passed.dimensions().size() - 1;
    if (!passed.dimensions().get(outer).equals(new Storage.Dimension(1, 0))) {
      return Optional.empty();
    }
    Storage.Passed arrays = new Storage.Passed(passed.label(), passed.dimensions().subList(0, outer));
    return Optional.of(passed(name, arrays, tensor, indices).block());
  }

  private Code flat(Tensor tensor, List<Expr> indices, int from) {
    return flatten(tensor.shape().subList(from, tensor.rank()), indices.subList(from, indices.size()));
  }

  private Code flatten(List<Integer> sizes, List<Expr> indices) {
    return flatten(sizes, indices, 0);
  }

  private Code flatten(List<Integer> sizes, List<Expr> indices, int offset) {
    Expr position = pool.zero();
    for (int i = 0; i < indices.size(); i++) {
      position = pool.add(pool.scale(Rational.of(sizes.get(i)), position), indices.get(i));
    }
    return index(pool.add(position, pool.num(offset)));
  }

  /** An integer expression. */
  Code index(Expr e) {
    if (e instanceof Num num) {
      return Code.primary("$L", num.value().intValue());
    }
    if (e instanceof AxisValue value) {
      return Code.primary("$L", axisNames.get(value.axis()));
    }
    if (e instanceof Access access && storage(access.tensor()).orElseThrow() instanceof Storage.Labels) {
      return element(access);
    }
    if (e instanceof Sum sum && sum.coefficients().stream().allMatch(Rational::isSmallInteger)) {
      return indexSum(sum);
    }
    throw new IllegalStateException("no index: " + e);
  }

  /** The condition under which these indices lie within the tensor; none where they always do. */
  Optional<CodeBlock> within(Tensor tensor, List<Expr> indices) {
    List<CodeBlock> conditions = new ArrayList<>();
    for (int i = 0; i < indices.size(); i++) {
      Optional<Affine> affine = Affine.of(indices.get(i));
      int size = tensor.shape().get(i);
      if (size != Axis.BATCH && affine.flatMap(Affine::least).orElse(0L) < 0) {
        conditions.add(CodeBlock.of("$L >= 0", index(indices.get(i)).within(Code.Strength.SUM)));
      }
      if (size != Axis.BATCH && affine.flatMap(Affine::greatest).orElse(0L) >= size) {
        conditions.add(CodeBlock.of("$L < $L", index(indices.get(i)).within(Code.Strength.SUM), size));
      }
    }
    return conditions.isEmpty() ? Optional.empty() : Optional.of(CodeBlock.join(conditions, " && "));
  }

  private Code indexSum(Sum sum) {
    CodeBlock.Builder text = CodeBlock.builder();
    for (int i = 0; i < sum.terms().size(); i++) {
      int coefficient = sum.coefficients().get(i).intValue();
      String sign = coefficient < 0 ? i == 0 ? "-" : " - " : i == 0 ? "" : " + ";
      Code term = index(sum.terms().get(i));
      text.add(sign);
      if (Math.abs(coefficient) == 1) {
        text.add(term.within(Code.Strength.PRODUCT));
      } else {
        text.add("$L * $L", Math.abs(coefficient), term.within(Code.Strength.UNARY));
      }
    }
    int constant = sum.constant().intValue();
    if (constant != 0) {
      text.add(constant < 0 ? " - $L" : " + $L", Math.abs(constant));
    }
    boolean one = sum.isScaling();
    return new Code(text.build(), one ? Code.Strength.PRODUCT : Code.Strength.SUM);
  }
}
