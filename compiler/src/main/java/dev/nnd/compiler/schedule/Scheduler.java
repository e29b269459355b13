package dev.nnd.compiler.schedule;

import dev.nnd.compiler.derive.DerivedNetwork;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Addends;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Node;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.semantic.Model;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes the schedules of a derived network. */
public final class Scheduler {
  private static final int MOST_CLAUSES = 24;

  private final ExprPool pool;
  private final DerivedNetwork network;
  private final Roots roots;
  private final List<Tensor> tensors;
  private final Map<Tensor, Leaf> gradientOf = new HashMap<>();
  private final Readers readers;

  private final Map<Tensor, Pass> passes = new HashMap<>();
  private final Map<Reduction, Contraction> contractions = new LinkedHashMap<>();
  /** Contractions that are summed in the target of their only reader; several where it adds them up. */
  private final Map<Tensor, List<Contraction>> inPlace = new HashMap<>();

  private final Set<Reduction> summedInPlace = new HashSet<>();

  private final Map<Tensor, Storage> storage = new HashMap<>();
  private final Map<Tensor, Storage> maxima = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  private Scheduler(ExprPool pool, DerivedNetwork network, Roots roots) {
    this.pool = pool;
    this.network = network;
    this.roots = roots;
    roots.gradients().forEach((leaf, gradient) -> gradientOf.put(gradient, leaf));
    this.tensors = Dag.tensors(roots.all().stream().map(pool::element).toList());
    this.readers = new Readers(tensors);
  }

  public static Schedules schedule(ExprPool pool, DerivedNetwork network) {
    if (network.gradients().isEmpty() || !network.isModal()) {
      Roots roots = network.isModal() ? Roots.ofInference(pool, network) : Roots.of(pool, network);
      Scheduler scheduler = new Scheduler(pool, network, roots);
      scheduler.prepare();
      Schedule schedule = scheduler.finish(layouts(network, scheduler.contractions.values()));
      return new Schedules(schedule, schedule);
    }
    Scheduler training = new Scheduler(pool, network, Roots.ofTraining(pool, network));
    Scheduler inference = new Scheduler(pool, network, Roots.ofInference(pool, network));
    training.prepare();
    inference.prepare();
    // Both read the same parameters; training is what must be fast.
    List<Contraction> contractions = new ArrayList<>(training.contractions.values());
    contractions.addAll(inference.contractions.values());
    return new Schedules(
        training.finish(layouts(network, contractions)), inference.finish(layouts(network, contractions)));
  }

  private static Layouts layouts(DerivedNetwork network, Iterable<Contraction> contractions) {
    List<Leaf> leaves = Stream.concat(network.model().parameters().stream(), network.model().states().stream())
        .map(Model.Kept::leaf)
        .toList();
    return new Layouts(leaves, contractions);
  }

  /** Finds out what is computed when, and which products there are. */
  private void prepare() {
    assignPasses();
    findContractions();
  }

  private Schedule finish(Layouts layouts) {
    orientGradients(layouts);
    placeLeaves(layouts);
    inPlace.values().forEach(products -> products.forEach(contraction -> summedInPlace.add(contraction.reduction())));
    tensors.forEach(this::placeComputed);
    Map<Pass, List<Step>> steps = new EnumMap<>(Pass.class);
    for (Tensor tensor : tensors) {
      if (isFilled(tensor)) {
        steps.computeIfAbsent(passes.get(tensor), key -> new ArrayList<>()).addAll(steps(tensor));
      }
    }
    steps.put(Pass.REGULARIZER, stepsOfRegularizer());
    return new Schedule(
        network, pool, layouts.parameters(), layouts.copies(), Map.copyOf(storage), Map.copyOf(maxima), steps,
        roots.outputs(), roots.loss(), roots.metrics(), roots.regularizer(), roots.updates());
  }

  /** Whether a step fills the storage of a tensor. */
  private boolean isFilled(Tensor tensor) {
    return storage.containsKey(tensor) && (!(tensor instanceof Leaf leaf) || leaf.kind().isNoise());
  }

  /** All that the regularizer needs, whoever else needs it: it is computed on its own, of the parameters alone. */
  private List<Step> stepsOfRegularizer() {
    return Dag.tensors(roots.regularizer().stream().map(pool::element).toList()).stream()
        .filter(this::isFilled)
        .flatMap(tensor -> steps(tensor).stream())
        .toList();
  }

  // ---- passes

  /** What metrics share with gradients or updates is computed with the loss, which all of them have. */
  private void assignPasses() {
    assign(roots.outputs(), Pass.FORWARD);
    assign(roots.loss().stream().toList(), Pass.LOSS);
    assign(roots.regularizer().stream().toList(), Pass.REGULARIZER);
    Set<Tensor> ofMetrics = beneath(roots.metrics());
    Set<Tensor> ofGradients = beneath(roots.gradients().values());
    Set<Tensor> ofUpdates = beneath(roots.updates().values());
    for (Tensor tensor : tensors) {
      if (!passes.containsKey(tensor)) {
        boolean learns = ofGradients.contains(tensor) || ofUpdates.contains(tensor);
        Pass learning = ofGradients.contains(tensor) ? Pass.BACKWARD : Pass.UPDATE;
        passes.put(tensor, !learns ? Pass.METRICS : ofMetrics.contains(tensor) ? Pass.LOSS : learning);
      }
    }
  }

  private void assign(Collection<Tensor> from, Pass pass) {
    beneath(from).forEach(tensor -> passes.putIfAbsent(tensor, pass));
  }

  private Set<Tensor> beneath(Collection<Tensor> from) {
    return new HashSet<>(Dag.tensors(from.stream().map(pool::element).toList()));
  }

  // ---- contractions

  private void findContractions() {
    List<Tensor> inOrder = tensors.stream()
        .sorted(Comparator.comparing((Tensor t) -> passes.get(t)).thenComparing(Node::id))
        .toList();
    for (Tensor tensor : inOrder) {
      if (tensor instanceof Reduction reduction) {
        Optional<Tensor> host = host(reduction);
        boolean gradient = host.isPresent() && gradientOf.containsKey(host.get());
        Contraction.of(reduction).stream()
            .filter(this::hasRows)
            .filter(Scheduler::hasReadableScale)
            .filter(Scheduler::readsNoLogSumExp)
            .filter(contraction -> gradient || fitsBatchRows(contraction))
            .findFirst()
            .ifPresent(contraction -> {
              contractions.put(reduction, contraction);
              host.ifPresent(definition -> inPlace.computeIfAbsent(definition, key -> new ArrayList<>()).add(contraction));
            });
      }
    }
  }

  /** The definition that alone reads the reduction, element by element: it can be summed where that is stored. */
  private Optional<Tensor> host(Reduction reduction) {
    List<Tensor> by = readers.of(reduction);
    if (by.size() != 1 || !(by.get(0) instanceof Definition definition)) {
      return Optional.empty();
    }
    boolean aligned = Dag.expressions(definition.body()).contains(pool.element(reduction))
        && definition.shape().equals(reduction.shape());
    List<Contraction> before = inPlace.getOrDefault(definition, List.of());
    boolean together = before.isEmpty() || AddedSums.areAdded(pool, definition, before.get(0).reduction(), reduction);
    return aligned && together ? Optional.of(definition) : Optional.empty();
  }

  /** A whole row of the operand must lie in one array. */
  private boolean hasRows(Contraction contraction) {
    Tensor rows = contraction.rowsTensor();
    if (rows.rank() != 2) {
      return false;
    }
    boolean batched = contraction.summed().isBatch()
        && Contraction.axesOf(contraction.rows()).get(0).equals(contraction.summed());
    boolean fed = rows instanceof Leaf leaf && (leaf.kind() == Leaf.Kind.INPUT || leaf.kind().isNoise());
    return Layouts.isMatrix(rows) || batched && (fed || !(rows instanceof Leaf));
  }

  /** What scales the rows is a number each, or lies in rows itself: of a batch or of a parameter. */
  private static boolean hasReadableScale(Contraction contraction) {
    return contraction.scale()
        .map(Access::tensor)
        .map(scale -> scale.rank() == 1 || Layouts.isMatrix(scale) || scale.isBatched())
        .orElse(true);
  }

  /** A logsumexp lies in memory in two parts. */
  private static boolean readsNoLogSumExp(Contraction contraction) {
    return Addends.logSumExp(contraction.rows()).isEmpty() && contraction.scale().flatMap(Addends::logSumExp).isEmpty();
  }

  private static boolean fitsBatchRows(Contraction contraction) {
    return contraction.line().isPresent() && contraction.line().get().isBatch();
  }

  /** The rows of a gradient run the way its parameter's do. */
  private void orientGradients(Layouts layouts) {
    roots.gradients().forEach((leaf, tensor) -> {
      List<Contraction> chosen = inPlace.getOrDefault(tensor, List.of());
      if (leaf.rank() != 2 || chosen.stream().anyMatch(contraction -> contraction.reduction().rank() != 2)) {
        return;
      }
      List<Contraction> turned = new ArrayList<>();
      for (Contraction contraction : chosen) {
        Axis column = contraction.reduction().axes().get(layouts.isTransposed(leaf) ? 0 : 1);
        Contraction.of(contraction.reduction()).stream()
            .filter(way -> way.column().equals(column))
            .filter(this::hasRows)
            .filter(Scheduler::hasReadableScale)
            .findFirst()
            .ifPresentOrElse(turned::add, () -> contractions.remove(contraction.reduction()));
      }
      inPlace.put(tensor, turned);
    });
    inPlace.values().removeIf(List::isEmpty);
    inPlace.values().forEach(products ->
        products.forEach(contraction -> contractions.put(contraction.reduction(), contraction)));
  }

  // ---- storage

  private void placeLeaves(Layouts layouts) {
    layouts.parameters().forEach(parameter -> storage.put(parameter.leaf(), parameter));
    List<Model.Fed> fed = Stream.concat(network.model().inputs().stream(), network.model().targets().stream()).toList();
    for (Tensor tensor : tensors) {
      if (tensor instanceof Leaf leaf) {
        switch (leaf.kind()) {
          case INPUT, TARGET -> storage.put(leaf, fed(leaf, fed));
          case UNIFORM_NOISE, NORMAL_NOISE -> storage.put(leaf, buffer(leaf, leaf.name()));
          case CONSTANT -> storage.put(leaf, new Storage.Constant(leaf));
          case EXAMPLE_WEIGHT -> storage.put(leaf, new Storage.ExampleWeights());
          case BATCH_SIZE -> storage.put(leaf, new Storage.BatchSize());
          case PARAMETER, STATE -> { }
          case VARIABLE -> throw new IllegalStateException("free variable " + leaf.name());
        }
      }
    }
    layouts.copies().values().forEach(copy -> names.add(copy.of().leaf().name()));
  }

  private static Storage fed(Leaf leaf, List<Model.Fed> fed) {
    for (int i = 0; i < fed.size(); i++) {
      if (fed.get(i).name().equals(leaf.name())) {
        return Storage.fed(fed.get(i), i);
      }
    }
    throw new IllegalStateException("not fed: " + leaf.name());
  }

  private void placeComputed(Tensor tensor) {
    if (tensor instanceof Leaf) {
      return;
    }
    Leaf parameter = gradientOf.get(tensor);
    if (parameter != null) {
      storage.put(tensor, new Storage.Gradient((Storage.Parameter) storage.get(parameter)));
    } else if (!(tensor instanceof Reduction reduction) || isStored(reduction)) {
      place(tensor);
    }
  }

  private void place(Tensor tensor) {
    if (isLogSumExp(tensor)) {
      maxima.put(tensor, buffer(tensor, nameOf((Reduction) tensor, "maximum")));
      storage.put(tensor, buffer(tensor, nameOf((Reduction) tensor, "logsum")));
    } else {
      storage.put(tensor, buffer(tensor, nameOf(tensor)));
    }
  }

  private static boolean isLogSumExp(Tensor tensor) {
    return tensor instanceof Reduction reduction && reduction.op() == ReduceOp.LOGSUMEXP;
  }

  /** A reduction that one place reads, once for each of its elements, is computed there. */
  private boolean isStored(Reduction reduction) {
    if (summedInPlace.contains(reduction)) {
      return false;
    }
    return contractions.containsKey(reduction)
        || readers.readRepeatedly(reduction)
        || readers.of(reduction).stream().anyMatch(this::isOperand);
  }

  /** The operands of a product of matrices are read from memory. */
  private boolean isOperand(Tensor reader) {
    return reader instanceof Reduction product && contractions.containsKey(product);
  }

  private Storage buffer(Tensor tensor, String wanted) {
    String name = unique(wanted);
    Pass owner = passes.get(tensor);
    int count = tensor.shape().stream().filter(size -> size != Axis.BATCH).reduce(1, Math::multiplyExact);
    if (!tensor.isBatched()) {
      return new Storage.Flat(name, owner, count);
    }
    return tensor.rank() == 1 ? new Storage.PerExample(name, owner) : new Storage.Rows(name, owner, count);
  }

  static String nameOf(Tensor tensor) {
    if (tensor instanceof Definition definition) {
      return definition.name();
    }
    if (tensor instanceof Scatter) {
      return "scattered";
    }
    return nameOf((Reduction) tensor);
  }

  static String nameOf(Reduction reduction) {
    return nameOf(reduction, reduction.op().text());
  }

  /** After what is reduced. */
  static String nameOf(Reduction reduction, String what) {
    return Dag.read(reduction.bodies()).stream()
        .filter(read -> read instanceof Definition)
        .map(read -> ((Definition) read).name() + "." + what)
        .findFirst()
        .orElse(what);
  }

  private String unique(String name) {
    String candidate = name;
    for (int i = 2; !names.add(candidate); i++) {
      candidate = name + i;
    }
    return candidate;
  }

  // ---- steps

  /** The number of the place that draws; the leaf of the formulas has no batch axis, but the name. */
  private int site(Leaf leaf) {
    return network.model().noise().stream().map(Leaf::name).toList().indexOf(leaf.name());
  }

  private List<Step> steps(Tensor tensor) {
    Storage target = storage.get(tensor);
    if (tensor instanceof Leaf leaf) {
      return List.of(new Step.Draw(leaf, target, site(leaf)));
    }
    if (tensor instanceof Scatter scatter) {
      return accumulation(scatter, target);
    }
    if (isLogSumExp(tensor)) {
      return List.of(new Step.LogSumExp((Reduction) tensor, maxima.get(tensor), target));
    }
    List<Axis> axes = tensor.axes();
    if (tensor instanceof Reduction reduction) {
      Optional<Contraction> contraction = Optional.ofNullable(contractions.get(reduction));
      return List.of(new Step.Map(tensor, target, axes, pool.element(tensor), contraction, Optional.empty()));
    }
    Definition definition = (Definition) tensor;
    boolean transposed = target instanceof Storage.Gradient gradient
        && gradient.of().layout().columnStride() != 1
        && definition.rank() == 2;
    List<Axis> order = transposed ? List.of(axes.get(1), axes.get(0)) : axes;
    List<Contraction> products = inPlace.getOrDefault(tensor, List.of());
    return products.size() > 1
        ? sumOfProducts(definition, target, order, products)
        : List.of(new Step.Map(tensor, target, order, definition.body(), products.stream().findFirst(), Optional.empty()));
  }

  /** What a method reads are its parameters, and Java allows 255. */
  private static List<Step> accumulation(Scatter scatter, Storage target) {
    List<Step> steps = new ArrayList<>();
    for (int from = 0; from < scatter.clauses().size(); from += MOST_CLAUSES) {
      int to = Math.min(from + MOST_CLAUSES, scatter.clauses().size());
      steps.add(new Step.Accumulate(scatter, target, scatter.clauses().subList(from, to), from > 0));
    }
    return steps;
  }

  private List<Step> sumOfProducts(Definition definition, Storage target, List<Axis> order, List<Contraction> products) {
    List<Step> steps = new ArrayList<>();
    for (Contraction product : products) {
      steps.add(new Step.Product(target, product, !steps.isEmpty()));
    }
    Reduction summed = products.get(0).reduction();
    Expr element = AddedSums.asOne(
        pool, definition.body(), products.stream().map(product -> pool.element(product.reduction())).toList());
    if (element != pool.element(summed)) {
      steps.add(new Step.Map(definition, target, order, element, Optional.empty(), Optional.of(summed)));
    }
    return steps;
  }
}
