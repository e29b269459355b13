package dev.nnd.compiler.schedule;

import dev.nnd.compiler.derive.DerivedFunction;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.schedule.Routine.Result;
import dev.nnd.compiler.semantic.FunctionModel;
import dev.nnd.compiler.semantic.FunctionModel.Argument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Collects what one method computes, and makes its schedule: numbers alone where all is small, else loops. */
final class RoutineBuilder {
  private final ExprPool pool;
  private final FunctionModel model;
  private final Routine.Kind kind;
  private final Optional<Argument> by;
  private final List<Result> results = new ArrayList<>();
  private final List<Root> roots = new ArrayList<>();
  private final List<Mirror> mirrors = new ArrayList<>();
  private final List<Symmetric> symmetric = new ArrayList<>();
  private Optional<Storage.Variable> returned = Optional.empty();

  private final Map<Tensor, Storage> storage = new LinkedHashMap<>();
  private final Map<Tensor, Storage> maxima = new LinkedHashMap<>();
  private final Map<String, Integer> labels = new HashMap<>();

  /** A tensor that is wanted, and where. */
  private record Root(String name, List<Integer> shape, Expr element, Storage target) {}

  /** What is computed for a root already, its axes in another order. */
  private record Mirror(Root of, Storage target, List<Integer> order) {}

  /** A block of a Hessian, and where its rows and columns begin. */
  private record Symmetric(String label, DerivedFunction.Second block, int row, int column) {}

  RoutineBuilder(ExprPool pool, FunctionModel model, Routine.Kind kind, Optional<Argument> by) {
    this.pool = pool;
    this.model = model;
    this.kind = kind;
    this.by = by;
  }

  void fills(Result result) {
    results.add(result);
  }

  void returns(String name, Expr value) {
    Storage.Variable variable = new Storage.Variable(name);
    returned = Optional.of(variable);
    root(name, List.of(), value, variable);
  }

  void root(String name, List<Integer> shape, Expr element, Storage target) {
    roots.add(new Root(name, shape, element, target));
  }

  /** A block of a symmetric matrix: what lies on the other side of the diagonal is copied. */
  void symmetric(String label, DerivedFunction.Second block, int row, int column) {
    symmetric.add(new Symmetric(label, block, row, column));
  }

  Routine build() {
    boolean unrolled = unroll();
    if (!unrolled) {
      symmetric.forEach(this::whole);
    }
    List<Definition> definitions = Recurrences.named(pool, unrolled ? defined() : prepared());
    Readers readers = new Readers(Recurrences.tensors(definitions));
    List<Tensor> computed = new ArrayList<>();
    for (int i = 0; i < roots.size(); i++) {
      computed.add(place(roots.get(i), definitions.get(i), readers));
    }
    for (Mirror mirror : mirrors) {
      Tensor source = computed.get(roots.indexOf(mirror.of()));
      computed.add(place(mirror, source));
    }
    Set<Tensor> tensors = new LinkedHashSet<>();
    computed.forEach(root -> tensors.addAll(Recurrences.tensors(List.of(root))));
    placeOthers(tensors);
    List<Step> steps = tensors.stream()
        .filter(tensor -> !(tensor instanceof Leaf) && storage.containsKey(tensor))
        .map(this::step)
        .toList();
    Optional<Storage> result = returned.map(variable -> storage.get(computed.get(0)));
    return new Routine(kind, by, results, result, new Placement(pool, storage, maxima), steps);
  }

  private List<Definition> defined() {
    return roots.stream().map(root -> pool.define(root.name(), root.shape(), root.element())).toList();
  }

  /** The roots as definitions, prepared for loops. */
  private List<Definition> prepared() {
    List<Expr> prepared = Roots.prepared(pool, defined().stream().map(pool::element).toList(), i -> false);
    List<Definition> definitions = new ArrayList<>();
    for (int i = 0; i < roots.size(); i++) {
      Root root = roots.get(i);
      boolean isWhole = prepared.get(i) instanceof Access access
          && access.tensor() instanceof Definition definition
          && definition.shape().equals(root.shape())
          && access == pool.element(definition);
      definitions.add(isWhole
          ? (Definition) ((Access) prepared.get(i)).tensor()
          : pool.define(root.name(), root.shape(), prepared.get(i)));
    }
    return definitions;
  }

  // ---- roots

  /** Puts single numbers in the place of all roots, if they are few. */
  private boolean unroll() {
    List<Root> all = new ArrayList<>(roots);
    symmetric.forEach(block -> all.add(root(block)));
    Optional<List<List<Expr>>> elements =
        new Unrolling(pool).elements(all.stream().map(Root::element).toList(), all.stream().map(Root::shape).toList());
    if (elements.isEmpty()) {
      return false;
    }
    int plain = roots.size();
    roots.clear();
    for (int i = 0; i < all.size(); i++) {
      Root root = all.get(i);
      if (i < plain) {
        numbers(root, elements.get().get(i));
      } else {
        triangle(symmetric.get(i - plain), elements.get().get(i));
      }
    }
    return true;
  }

  private void numbers(Root root, List<Expr> elements) {
    for (int k = 0; k < elements.size(); k++) {
      Storage target = root.target() instanceof Storage.Passed passed ? passed.element(root.shape(), k) : root.target();
      String name = target instanceof Storage.Passed passed ? passed.text() : root.name();
      roots.add(new Root(name, List.of(), elements.get(k), target));
    }
  }

  /** Of a block on the diagonal, the rows up to it; what lies beyond is copied. */
  private void triangle(Symmetric block, List<Expr> elements) {
    int columns = block.block().then().count();
    boolean onDiagonal = block.row() == block.column();
    for (int k = 0; k < elements.size(); k++) {
      int i = block.row() + k / columns;
      int j = block.column() + k % columns;
      if (!onDiagonal || j <= i) {
        Storage.Passed target = Storage.Passed.cell(block.label(), i, j);
        Root root = new Root(target.text(), List.of(), elements.get(k), target);
        roots.add(root);
        if (i != j) {
          mirrors.add(new Mirror(root, Storage.Passed.cell(block.label(), j, i), List.of()));
        }
      }
    }
  }

  private static Root root(Symmetric symmetric) {
    DerivedFunction.Second block = symmetric.block();
    return new Root(
        symmetric.label(), DerivedFunction.shape(block), block.element(),
        Storage.Passed.block(symmetric.label(), block.by().leaf().rank(), symmetric.row(), block.then().leaf().rank(), symmetric.column()));
  }

  private void whole(Symmetric symmetric) {
    Root root = root(symmetric);
    roots.add(root);
    int rows = symmetric.block().by().leaf().rank();
    int columns = symmetric.block().then().leaf().rank();
    if (symmetric.row() != symmetric.column()) {
      List<Integer> order = new ArrayList<>(IntStream.range(rows, rows + columns).boxed().toList());
      order.addAll(IntStream.range(0, rows).boxed().toList());
      mirrors.add(new Mirror(
          root, Storage.Passed.block(symmetric.label(), columns, symmetric.column(), rows, symmetric.row()), order));
    }
  }

  /** The tensor that the root is, or is a copy of, if no other root has it; else a definition of its own. */
  private Tensor place(Root root, Definition definition, Readers readers) {
    Tensor source = source(definition, readers);
    Tensor own = storage.containsKey(source)
        ? pool.define(root.name(), root.shape(), pool.element(source))
        : source;
    boolean keepsName = root.target() instanceof Storage.Variable && own instanceof Definition;
    put(own, keepsName ? new Storage.Variable(((Definition) own).name()) : root.target());
    return own;
  }

  /** What a root merely copies is computed in its place, unless it is a number that others read too. */
  private Tensor source(Definition root, Readers readers) {
    boolean copies = root.body() instanceof Access access
        && !(access.tensor() instanceof Leaf)
        && access == pool.element(access.tensor())
        && access.tensor().shape().equals(root.shape())
        && !isLogSumExp(access.tensor());
    if (!copies) {
      return root;
    }
    Tensor source = ((Access) root.body()).tensor();
    return source.rank() == 0 && readers.of(source).size() > 1 ? root : source;
  }

  private void put(Tensor tensor, Storage target) {
    storage.put(tensor, target);
    if (target instanceof Storage.Variable variable) {
      labels.put(variable.label(), 1);
    }
  }

  private Tensor place(Mirror mirror, Tensor source) {
    List<Integer> shape = mirror.order().stream().map(source.shape()::get).toList();
    List<Expr> indices = new ArrayList<>();
    for (int axis = 0; axis < source.rank(); axis++) {
      indices.add(pool.axis(new Axis(mirror.order().indexOf(axis), source.shape().get(axis))));
    }
    String name = mirror.target() instanceof Storage.Passed passed ? passed.text() : mirror.of().name();
    Tensor definition = pool.define(name, shape, pool.access(source, indices));
    storage.put(definition, mirror.target());
    return definition;
  }

  // ---- storage and steps

  private void placeOthers(Collection<Tensor> tensors) {
    Readers readers = new Readers(tensors);
    Set<Leaf> arguments = new HashSet<>(model.arguments().stream().map(Argument::leaf).toList());
    for (Tensor tensor : tensors) {
      if (tensor instanceof Leaf leaf) {
        storage.put(leaf, arguments.contains(leaf)
            ? Storage.Passed.nested(leaf.name(), leaf.rank())
            : new Storage.Constant(leaf));
      } else if (!storage.containsKey(tensor) && (!(tensor instanceof Reduction reduction) || readers.readRepeatedly(reduction))) {
        if (isLogSumExp(tensor)) {
          maxima.put(tensor, local(tensor, Scheduler.nameOf((Reduction) tensor, "maximum")));
          storage.put(tensor, local(tensor, Scheduler.nameOf((Reduction) tensor, "logsum")));
        } else {
          storage.put(tensor, local(tensor, Scheduler.nameOf(tensor)));
        }
      }
    }
  }

  private Storage local(Tensor tensor, String wanted) {
    int number = labels.merge(wanted, 1, Integer::sum);
    String label = number == 1 ? wanted : wanted + "." + number;
    return tensor.rank() == 0
        ? new Storage.Variable(label)
        : new Storage.Flat(label, Pass.FORWARD, tensor.shape().stream().reduce(1, Math::multiplyExact));
  }

  private static boolean isLogSumExp(Tensor tensor) {
    return tensor instanceof Reduction reduction && reduction.op() == ReduceOp.LOGSUMEXP;
  }

  private Step step(Tensor tensor) {
    Storage target = storage.get(tensor);
    if (tensor instanceof Scatter scatter) {
      return new Step.Accumulate(scatter, target, scatter.clauses(), false);
    }
    if (isLogSumExp(tensor)) {
      return new Step.LogSumExp((Reduction) tensor, maxima.get(tensor), target);
    }
    Expr element = tensor instanceof Definition definition ? definition.body() : pool.element(tensor);
    return new Step.Map(tensor, target, tensor.axes(), element, Optional.empty(), Optional.empty());
  }
}
