package dev.nnd.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.schedule.Storage;
import dev.nnd.runtime.Functions;
import dev.nnd.runtime.Lanes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Writes loop nests: variables where they are needed first, reductions as loops of their own. */
final class Nest {
  private static final int OPENED_AXES = 1 << 21;
  /** From this length on a sum along a row is taken in lanes. */
  private static final int SHORTEST_ROW = 16;

  private final ExprPool pool;
  private final Numbers numbers;
  private final LocalNames names;
  private final Operands operands;
  private final Elements elements;
  private final Scalars scalars;
  private final CodeBlock.Builder code = CodeBlock.builder();
  private final Set<Tensor> computed = new HashSet<>();
  private int opened;

  Nest(ExprPool pool, Numbers numbers, LocalNames names, Operands operands, Map<Tensor, Storage> storage) {
    this.pool = pool;
    this.numbers = numbers;
    this.names = names;
    this.operands = operands;
    this.elements = new Elements(pool, storage, operands, numbers);
    this.scalars = new Scalars(numbers, elements);
  }

  Elements elements() {
    return elements;
  }

  Scalars scalars() {
    return scalars;
  }

  /** The sum is in the target already: its elements are read there. */
  void readInstead(Reduction reduction, Storage target) {
    elements.place(reduction, target);
  }

  /** The reduction is what is computed: it is not read from where it will be stored. */
  void compute(Tensor reduction) {
    computed.add(reduction);
  }

  void add(CodeBlock block) {
    code.add(block);
  }

  CodeBlock code() {
    return code.build();
  }

  /**
   * Loops around a body.
   *
   * @param loops the outermost first
   * @param written storage besides that of the body whose current row is wanted
   * @param sink receives the innermost value
   */
  void emit(List<Axis> loops, Expr body, List<Storage> written, Consumer<Code> sink) {
    Analysis analysis = new Analysis(body, loops, scalars::isKnown, this::isComputedHere);
    for (int level = 0; level <= loops.size(); level++) {
      for (Expr e : analysis.variables(level)) {
        variable(e, analysis);
      }
      if (level < loops.size()) {
        open(loops.get(level));
        if (loops.get(level).equals(new Axis(0, Axis.BATCH))) {
          takeRows(loops.get(level), body, written);
        }
      }
    }
    sink.accept(scalars.of(body));
    loops.forEach(axis -> {
      code.endControlFlow();
      closeBlock();
    });
  }

  private boolean isComputedHere(Expr e) {
    return e instanceof Access access
        && access.tensor() instanceof Reduction
        && (computed.contains(access.tensor()) || elements.storage(access.tensor()).isEmpty());
  }

  private void openBlock() {
    names.open();
    scalars.open();
  }

  private void closeBlock() {
    names.close();
    scalars.close();
  }

  private void open(Axis axis) {
    openBlock();
    String name = axis.isBatch() ? fresh("n") : names.freshIndex();
    elements.name(axis, name);
    String limit = axis.isBatch() ? "size" : String.valueOf(axis.size());
    code.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", name, limit);
  }

  private String fresh(String name) {
    return names.fresh(name);
  }

  /** The rows of the current example get variables. */
  private void takeRows(Axis batch, Expr body, List<Storage> written) {
    Set<Storage> rows = new LinkedHashSet<>(written);
    collectRows(body, batch, rows);
    for (Storage storage : rows) {
      if (storage instanceof Storage.Rows || storage instanceof Storage.Fed) {
        String matrix = operands.name(storage);
        String row = fresh(matrix + "N");
        code.addStatement("$T $L = $L[$L]", numbers.vector(), row, matrix, elements.name(batch));
        elements.currentRow(storage, row);
      }
    }
  }

  private void collectRows(Expr body, Axis batch, Set<Storage> rows) {
    for (Expr e : Dag.expressions(body)) {
      if (e instanceof Access access && !scalars.isKnown(e)) {
        boolean current = !access.indices().isEmpty()
            && access.indices().get(0) instanceof AxisValue value && value.axis().equals(batch);
        if (current) {
          elements.storage(access.tensor()).ifPresent(rows::add);
        }
        if (isComputedHere(access)) {
          collectRows(pool.at(((Reduction) access.tensor()).body(), access.tensor(), access.indices()), batch, rows);
        }
      }
    }
  }

  private void variable(Expr e, Analysis analysis) {
    if (isComputedHere(e)) {
      reduction((Access) e);
    } else if (e instanceof If conditional && analysis.needsStatement(conditional)) {
      branches(conditional);
    } else {
      String name = fresh(variableName(e));
      code.addStatement("$T $L = $L", numbers.type(), name, scalars.of(e).block());
      scalars.variable(e, name);
    }
  }

  private static String variableName(Expr e) {
    if (e instanceof Call call) {
      return JavaNames.camel(call.primitive().text().replace('_', '.')) + "Of";
    }
    boolean difference = e instanceof Sum sum
        && sum.terms().size() == 2
        && sum.constant().isZero()
        && sum.coefficients().stream().map(Rational::signum).distinct().count() == 2;
    return difference ? "difference" : "value";
  }

  private void branches(If conditional) {
    String name = fresh("value");
    code.addStatement("$T $L", numbers.type(), name);
    code.beginControlFlow("if ($L)", scalars.of(conditional.condition()).block());
    openBlock();
    emit(List.of(), conditional.then(), List.of(), value -> code.addStatement("$L = $L", name, value.block()));
    closeBlock();
    code.nextControlFlow("else");
    openBlock();
    emit(List.of(), conditional.otherwise(), List.of(), value -> code.addStatement("$L = $L", name, value.block()));
    closeBlock();
    code.endControlFlow();
    scalars.variable(conditional, name);
  }

  // ---- reductions

  private void reduction(Access access) {
    Reduction reduction = (Reduction) access.tensor();
    List<Axis> bound = new ArrayList<>();
    Map<Axis, Expr> opening = new HashMap<>();
    for (int i = 0; i < reduction.rank(); i++) {
      opening.put(reduction.axes().get(i), access.indices().get(i));
    }
    for (Axis axis : reduction.bound()) {
      Axis open = new Axis(OPENED_AXES + opened++, axis.size());
      bound.add(open);
      opening.put(axis, pool.axis(open));
    }
    Expr body = pool.substitute(reduction.body(), opening);
    String result = reduce(reduction.op(), bound, body);
    scalars.variable(access, result);
  }

  private String reduce(ReduceOp op, List<Axis> bound, Expr body) {
    return switch (op) {
      case SUM -> sum(bound, body);
      case PROD -> product(bound, body);
      case MAX, MIN -> extremum(op, bound, body);
      case LOGSUMEXP -> logSumExp(bound, body);
      case ARGMAX, ARGMIN -> position(op, bound, body);
    };
  }

  private String sum(List<Axis> bound, Expr body) {
    String name = fresh("sum");
    Optional<Axis> along = bound.stream().filter(axis -> isAlongRows(body, axis)).findFirst();
    if (along.isPresent()) {
      List<Axis> others = bound.stream().filter(axis -> !axis.equals(along.get())).toList();
      sumAlong(name, others, along.get(), body);
      return name;
    }
    code.addStatement("$T $L = $L", numbers.type(), name, numbers.zero());
    emit(bound, body, List.of(), value -> code.add(sumStatement(name, body, value)));
    return name;
  }

  /** Whether this is a sum of elements or of products of two, each along a row in memory. */
  private boolean isAlongRows(Expr body, Axis axis) {
    List<Access> factors = rowFactors(body);
    return axis.size() >= SHORTEST_ROW
        && !factors.isEmpty()
        && factors.stream().allMatch(factor -> !scalars.isKnown(factor) && elements.rowAlong(factor, axis).isPresent());
  }

  /** The one or two accesses that the body is the product of; else none. */
  private static List<Access> rowFactors(Expr body) {
    if (body instanceof Access access) {
      return List.of(access);
    }
    List<Access> factors = new ArrayList<>();
    if (body instanceof Product product) {
      for (int i = 0; i < product.bases().size(); i++) {
        Rational exponent = product.exponents().get(i);
        if (!(product.bases().get(i) instanceof Access access) || !(exponent.isOne() || exponent.equals(Rational.TWO))) {
          return List.of();
        }
        factors.addAll(Collections.nCopies(exponent.intValue(), access));
      }
    }
    return factors.size() == 2 ? factors : List.of();
  }

  private void sumAlong(String name, List<Axis> others, Axis along, Expr body) {
    List<Access> factors = rowFactors(body);
    if (!others.isEmpty()) {
      code.addStatement("$T $L = $L", numbers.type(), name, numbers.zero());
    }
    others.forEach(this::open);
    CodeBlock rows = factors.stream()
        .map(factor -> elements.rowAlong(factor, along).orElseThrow())
        .collect(CodeBlock.joining(", "));
    CodeBlock sum = CodeBlock.of("$T.$L($L, $L)", Lanes.class, factors.size() == 1 ? "sum" : "dot", rows, along.size());
    if (others.isEmpty()) {
      code.addStatement("$T $L = $L", numbers.type(), name, sum);
    } else {
      code.addStatement("$L += $L", name, sum);
    }
    others.forEach(axis -> {
      code.endControlFlow();
      closeBlock();
    });
  }

  private String product(List<Axis> bound, Expr body) {
    String name = fresh("product");
    code.addStatement("$T $L = $L", numbers.type(), name, numbers.one());
    emit(bound, body, List.of(), value -> code.addStatement("$L *= $L", name, value.within(Code.Strength.CONDITIONAL)));
    return name;
  }

  /** A sum of products is a chain of fused multiply-adds, in ascending order. */
  private CodeBlock sumStatement(String name, Expr body, Code value) {
    if (!scalars.isKnown(body)
        && body instanceof Product product
        && product.exponents().stream().allMatch(e -> e.signum() > 0)
        && (product.bases().size() > 1 || product.exponents().get(0).equals(Rational.TWO))) {
      List<Code> factors = new ArrayList<>();
      for (int i = 0; i < product.bases().size(); i++) {
        Rational exponent = product.exponents().get(i);
        if (exponent.equals(Rational.TWO)) {
          factors.add(scalars.of(product.bases().get(i)));
          factors.add(scalars.of(product.bases().get(i)));
        } else {
          factors.add(scalars.power(product.bases().get(i), exponent));
        }
      }
      Code last = factors.remove(factors.size() - 1);
      return CodeBlock.builder()
          .addStatement("$1L = $2T.fma($3L, $4L, $1L)", name, Math.class, scalars.product(factors).block(), last.block())
          .build();
    }
    return CodeBlock.builder().addStatement("$L += $L", name, value.block()).build();
  }

  private String extremum(ReduceOp op, List<Axis> bound, Expr body) {
    boolean max = op == ReduceOp.MAX;
    String name = fresh(max ? "max" : "min");
    code.addStatement("$T $L = $L.$L", numbers.type(), name, numbers.boxed(), max ? "NEGATIVE_INFINITY" : "POSITIVE_INFINITY");
    emit(bound, body, List.of(), value ->
        code.addStatement("$1L = $2T.$3L($1L, $4L)", name, Math.class, max ? "max" : "min", value.block()));
    return name;
  }

  /** Shifted by the maximum, which keeps every exponential within 1. */
  private String logSumExp(List<Axis> bound, Expr body) {
    String max = extremum(ReduceOp.MAX, bound, body);
    String sum = fresh("sum");
    code.addStatement("$T $L = $L", numbers.type(), sum, numbers.zero());
    emit(bound, body, List.of(), value -> code.addStatement(
        "$L += $T.exp($L - $L)", sum, Functions.class, value.within(Code.Strength.SUM), max));
    String result = fresh("logSumExp");
    code.addStatement("$T $L = $L + $T.log($L)", numbers.type(), result, max, Functions.class, sum);
    return result;
  }

  private String position(ReduceOp op, List<Axis> bound, Expr body) {
    boolean max = op == ReduceOp.ARGMAX;
    String best = fresh(max ? "largest" : "smallest");
    String position = fresh(max ? "argmax" : "argmin");
    code.addStatement("$T $L = $L.$L", numbers.type(), best, numbers.boxed(), max ? "NEGATIVE_INFINITY" : "POSITIVE_INFINITY");
    code.addStatement("int $L = 0", position);
    Expr here = pool.zero();
    for (Axis axis : bound) {
      here = pool.add(pool.scale(Rational.of(axis.size()), here), pool.axis(axis));
    }
    Expr place = here;
    emit(bound, body, List.of(), value -> {
      code.beginControlFlow("if ($L $L $L)", value.within(Code.Strength.SUM), max ? ">" : "<", best);
      code.addStatement("$L = $L", best, value.block());
      code.addStatement("$L = $L", position, elements.index(place).block());
      code.endControlFlow();
    });
    return position;
  }
}
