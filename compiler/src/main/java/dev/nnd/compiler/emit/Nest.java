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
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.schedule.Placement;
import dev.nnd.compiler.schedule.Storage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Writes loop nests: variables where they are needed first, reductions as loops of their own. */
final class Nest {
  private static final int OPENED_AXES = 1 << 21;

  private final ExprPool pool;
  private final Numbers numbers;
  private final LocalNames names;
  private final Operands operands;
  private final Elements elements;
  private final Scalars scalars;
  private final Predicate<Expr> shared;
  private final CodeBlock.Builder code = CodeBlock.builder();
  private final Set<Tensor> computed = new HashSet<>();
  private final Map<Expr, String> wanted = new HashMap<>();
  /** By the tensor of a sum those that go on where it ends. */
  private final Map<Tensor, List<Access>> chains = new HashMap<>();
  private int opened;

  Nest(Placement placement, Numbers numbers, LocalNames names, Operands operands) {
    this(placement, numbers, names, operands, e -> false);
  }

  /** @param shared what later bodies use too, so that it gets a variable */
  Nest(Placement placement, Numbers numbers, LocalNames names, Operands operands, Predicate<Expr> shared) {
    this.pool = placement.pool();
    this.shared = shared;
    this.numbers = numbers;
    this.names = names;
    this.operands = operands;
    this.elements = new Elements(placement, operands, numbers);
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

  /** From now on it is read from where it is stored. */
  void computed(Tensor reduction) {
    computed.remove(reduction);
  }

  /** If this gets a variable, then of that name. */
  void name(Expr e, String variable) {
    wanted.put(e, variable);
  }

  /** Where the first of these sums is computed, the others are added to it. */
  void goOn(List<Access> chain) {
    chains.put(chain.get(0).tensor(), chain.subList(1, chain.size()));
  }

  CodeBlock.Builder out() {
    return code;
  }

  Numbers numbers() {
    return numbers;
  }

  ExprPool pool() {
    return pool;
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
    emit(loops, List.of(body), 1, written, values -> sink.accept(values.get(0)));
  }

  /**
   * Loops around several bodies, whose sums are taken side by side.
   *
   * @param stride of the innermost loop
   * @param sink receives the innermost values
   */
  void emit(List<Axis> loops, List<Expr> bodies, int stride, List<Storage> written, Consumer<List<Code>> sink) {
    Analysis analysis = new Analysis(bodies, loops, scalars::isKnown, this::isComputedHere, shared);
    for (int level = 0; level <= loops.size(); level++) {
      List<Expr> variables = analysis.variables(level);
      for (Expr e : variables) {
        if (!scalars.isKnown(e)) {
          variable(e, variables, analysis);
        }
      }
      if (level < loops.size()) {
        open(loops.get(level), level == loops.size() - 1 ? stride : 1);
        if (loops.get(level).equals(new Axis(0, Axis.BATCH))) {
          takeRows(loops.get(level), bodies, written);
        }
      }
    }
    sink.accept(bodies.stream().map(scalars::of).toList());
    loops.forEach(axis -> {
      code.endControlFlow();
      closeBlock();
    });
  }

  boolean isComputedHere(Expr e) {
    return e instanceof Access access
        && access.tensor() instanceof Reduction
        && (computed.contains(access.tensor()) || elements.storage(access.tensor()).isEmpty());
  }

  void openBlock() {
    names.open();
    scalars.open();
  }

  void closeBlock() {
    names.close();
    scalars.close();
  }

  void open(Axis axis) {
    open(axis, 1);
  }

  private void open(Axis axis, int stride) {
    openBlock();
    String name = axis.isBatch() ? fresh("n") : names.freshIndex();
    elements.name(axis, name);
    String limit = axis.isBatch() ? operands.size() : String.valueOf(axis.size() - axis.size() % stride);
    String next = stride == 1 ? name + "++" : name + " += " + stride;
    code.beginControlFlow("for (int $1L = 0; $1L < $2L; $3L)", name, limit, next);
  }

  String fresh(String name) {
    return names.fresh(name);
  }

  /** The rows of the current example get variables. */
  private void takeRows(Axis batch, List<Expr> bodies, List<Storage> written) {
    Set<Storage> rows = new LinkedHashSet<>(written);
    bodies.forEach(body -> collectRows(body, batch, rows));
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
          elements.maxima(access.tensor()).ifPresent(rows::add);
          elements.storage(access.tensor()).ifPresent(rows::add);
        }
        if (isComputedHere(access)) {
          collectRows(pool.at(((Reduction) access.tensor()).body(), access.tensor(), access.indices()), batch, rows);
        }
      }
    }
  }

  private void variable(Expr e, List<Expr> besides, Analysis analysis) {
    if (isComputedHere(e)) {
      reductions((Access) e, besides);
    } else if (e instanceof If conditional && analysis.needsStatement(conditional)) {
      branches(conditional);
    } else {
      String name = Optional.ofNullable(wanted.get(e)).orElseGet(() -> fresh(variableName(e)));
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
    String name = Optional.ofNullable(wanted.get(conditional)).orElseGet(() -> fresh("value"));
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

  /** A reduction; a sum together with those of the same tensor that are wanted at the same place. */
  private void reductions(Access access, List<Expr> besides) {
    Reduction reduction = (Reduction) access.tensor();
    ReductionLoops loops = new ReductionLoops(this);
    if (reduction.op() == ReduceOp.LOGSUMEXP) {
      List<Axis> bound = opened(reduction);
      scalars.variables(access, loops.logSumExp(bound, body(access, bound)));
      return;
    }
    List<Access> neighbours = besides.stream()
        .filter(e -> e instanceof Access other && other.tensor() == reduction)
        .map(Access.class::cast)
        .toList();
    if (reduction.op() != ReduceOp.SUM || neighbours.size() == 1) {
      List<Axis> bound = opened(reduction);
      scalars.variable(access, loops.write(reduction.op(), bound, body(access, bound)));
      return;
    }
    List<String> sums = loops.zeros(neighbours.size());
    add(reduction, neighbours, sums);
    for (Access next : chains.getOrDefault(reduction, List.of())) {
      add((Reduction) next.tensor(), neighbours, sums);
    }
    for (int i = 0; i < sums.size(); i++) {
      scalars.variable(neighbours.get(i), sums.get(i));
    }
  }

  /** The elements of a sum at these places, added to variables. */
  private void add(Reduction reduction, List<Access> places, List<String> sums) {
    List<Axis> bound = opened(reduction);
    List<Expr> bodies = places.stream()
        .map(place -> body((Access) pool.access(reduction, place.indices()), bound))
        .toList();
    new ReductionLoops(this).add(sums, bound, bodies);
  }

  /** Axes for the loops of a reduction. */
  private List<Axis> opened(Reduction reduction) {
    return reduction.bound().stream().map(axis -> new Axis(OPENED_AXES + opened++, axis.size())).toList();
  }

  /** What is reduced, over the axes of the loops that are about to open. */
  private Expr body(Access access, List<Axis> bound) {
    Reduction reduction = (Reduction) access.tensor();
    Map<Axis, Expr> opening = new HashMap<>();
    for (int i = 0; i < reduction.rank(); i++) {
      opening.put(reduction.axes().get(i), access.indices().get(i));
    }
    for (int i = 0; i < bound.size(); i++) {
      opening.put(reduction.bound().get(i), pool.axis(bound.get(i)));
    }
    return pool.substitute(reduction.body(), opening);
  }
}
