package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.LeafFacts;
import dev.nnd.compiler.expr.Range;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.rewrite.Alternatives;
import dev.nnd.compiler.rewrite.CommonFactors;
import dev.nnd.compiler.rewrite.DecidedComparison;
import dev.nnd.compiler.rewrite.DecidedCondition;
import dev.nnd.compiler.rewrite.DifferenceOfRoots;
import dev.nnd.compiler.rewrite.DifferenceOfSquares;
import dev.nnd.compiler.rewrite.GuardOfDivisor;
import dev.nnd.compiler.rewrite.History;
import dev.nnd.compiler.rewrite.HypotenuseLessSide;
import dev.nnd.compiler.rewrite.LogOfExponentials;
import dev.nnd.compiler.rewrite.LogOfSelection;
import dev.nnd.compiler.rewrite.LogarithmOfShare;
import dev.nnd.compiler.rewrite.MeanOfSquares;
import dev.nnd.compiler.rewrite.QuotientOfFunctions;
import dev.nnd.compiler.rewrite.RationalForm;
import dev.nnd.compiler.rewrite.Rewrite;
import dev.nnd.compiler.rewrite.Rewriter;
import dev.nnd.compiler.rewrite.RootOfSquares;
import dev.nnd.compiler.rewrite.RuleReader;
import dev.nnd.compiler.rewrite.ShareOfExponentials;
import dev.nnd.compiler.rewrite.SignOfProduct;
import dev.nnd.compiler.rewrite.SumOfConditionals;
import dev.nnd.compiler.rewrite.Trace;
import dev.nnd.compiler.semantic.BatchAxis;
import dev.nnd.compiler.semantic.Differentiation;
import dev.nnd.compiler.semantic.FunctionModel;
import dev.nnd.compiler.semantic.Model;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The phases between elaboration and schedule: insert the batch axis, stabilise, differentiate, simplify. Gradients are
 * taken of stable forms, and what the forward pass computes keeps its name in them.
 */
public final class Derivation {
  static final Axis BATCH = new Axis(0, Axis.BATCH);
  private static final String RULES = "/dev/nnd/compiler/rewrite/";

  private static final String STABILISE = RULES + "stabilise.rules";
  private static final String SIMPLIFY = RULES + "simplify.rules";
  private static final String SHRINK = RULES + "shrink.rules";

  /** Where its rules and derivatives are written. */
  public static final List<String> RESOURCES = List.of(STABILISE, SIMPLIFY, SHRINK, DerivativeReader.RESOURCE);

  /** In gradients the factors stay as a textbook has them, such as 1 - a. */
  private static final List<Alternatives> GRADIENT_ALTERNATIVES = List.of(new CommonFactors());

  private final List<Rewrite> stabilising = List.of(
      new LogOfSelection(),
      new LogOfExponentials(),
      new ShareOfExponentials(),
      new LogarithmOfShare(),
      RuleReader.rules(STABILISE),
      new RootOfSquares(),
      new HypotenuseLessSide(),
      new DifferenceOfRoots(),
      new MeanOfSquares());
  private final List<Alternatives> alternatives =
      List.of(new RationalForm(), new CommonFactors(), RuleReader.rules(SHRINK));
  private final List<Rewrite> simplifying = List.of(
      RuleReader.rules(SIMPLIFY),
      new QuotientOfFunctions(),
      new DecidedComparison(),
      new DecidedCondition(),
      new GuardOfDivisor(),
      new SumOfConditionals());
  /** A square may be one behind a name: {@code 1 - h^2} of {@code h = tanh(z)} is not first a difference of squares. */
  private final List<Rewrite> last =
      Stream.concat(simplifying.stream(), Stream.of(new DifferenceOfSquares())).toList();
  private final DerivativeTable table = DerivativeReader.table();

  public DerivativeTable table() {
    return table;
  }

  /** A scalar expression in its simplest stable form. */
  public Expr simplify(ExprPool pool, Trace trace, Expr e) {
    return simplifier(pool, trace).of(e);
  }

  /** For several expressions of one pool. */
  public Simplifier simplifier(ExprPool pool, Trace trace) {
    return new Simplifier(
        stabilizer(pool, trace, alternatives), stabilizer(pool, trace, List.of(new SignOfProduct())));
  }

  private Rewriter stabilizer(ExprPool pool, Trace trace, List<Alternatives> choices) {
    return Rewriter.throughNames(pool, trace, stabilising, last, choices);
  }

  /** What elaboration asks for derivatives that stand in formulas. */
  public Differentiation differentiation(Trace trace) {
    return (pool, names) -> new Differentiators(this, pool, trace, names);
  }

  /** Expressions in the form that derivatives are taken of. */
  List<Expr> stable(ExprPool pool, Trace trace, List<Expr> roots) {
    return stabilizer(pool, trace, alternatives).run(roots);
  }

  /** Derivatives as they came out, in their simplest form; what is known keeps its name in them. */
  List<Expr> simplified(ExprPool pool, Trace trace, List<Expr> raw, Set<Tensor> known) {
    // The rules come first: some of them speak of formulas that names would hide.
    List<Expr> reduced =
        Rewriter.above(known, pool, trace, before(new ScatterContraction(known)), GRADIENT_ALTERNATIVES).run(raw);
    return Rewriter.above(known, pool, trace, before(new Refold(pool, known)), GRADIENT_ALTERNATIVES).run(reduced);
  }

  private List<Rewrite> before(Rewrite first) {
    return Stream.concat(Stream.of(first), simplifying.stream()).toList();
  }

  /** The derived network. */
  public DerivedNetwork derive(ExprPool pool, Trace trace, Model model) {
    List<Expr> roots = new ArrayList<>(roots(model.training()));
    boolean modal = !model.training().equals(model.inference());
    if (modal) {
      roots.addAll(roots(model.inference()));
    }
    model.updates().forEach(update -> roots.add(update.element()));
    List<Expr> batched = batched(pool, trace, roots);
    List<Expr> stable = stable(pool, trace, batched);
    trace.history().finished(History.Phase.STABILISE, batched, stable);
    Iterator<Expr> next = stable.iterator();
    DerivedNetwork.Graph training = graph(model.training(), next);
    DerivedNetwork.Graph inference = modal ? graph(model.inference(), next) : training;
    List<DerivedNetwork.Update> updates =
        model.updates().stream().map(update -> new DerivedNetwork.Update(update.state(), BatchAxis.movedBack(pool, next.next()))).toList();
    return new DerivedNetwork(model, training, inference, gradients(pool, trace, model, stable, training), updates);
  }

  /** Formulas of one example as those of a batch. */
  static List<Expr> batched(ExprPool pool, Trace trace, List<Expr> roots) {
    List<Expr> batched = new BatchAxis(pool).apply(roots);
    trace.history().finished(History.Phase.INSERT_BATCH_AXIS, roots, batched);
    return batched;
  }

  /** The values of a graph in their order, its loss and its regularizer. */
  static List<Expr> roots(Model.Graph graph) {
    return Stream.of(graph.values().stream().map(Model.Value::element), graph.loss().stream(), graph.regularizer().stream())
        .flatMap(Function.identity())
        .toList();
  }

  /** @param elements of the roots in their order */
  static DerivedNetwork.Graph graph(Model.Graph graph, Iterator<Expr> elements) {
    List<DerivedNetwork.Named> values = graph.values().stream()
        .map(value -> new DerivedNetwork.Named(value.name(), value.shape(), elements.next()))
        .toList();
    Optional<Expr> loss = graph.loss().map(unused -> elements.next());
    return new DerivedNetwork.Graph(values, loss, graph.regularizer().map(unused -> elements.next()));
  }

  /**
   * The derived function.
   *
   * @param hessian whether second derivatives are wanted of more than one number
   */
  public DerivedFunction derive(ExprPool pool, Trace trace, FunctionModel function, boolean hessian) {
    return new FunctionDerivation(this, pool, trace, function).derive(hessian);
  }

  /** Names for adjoints: a derivative in a formula may have left a δ among the values. */
  static Names besides(Set<Tensor> known) {
    Names names = new Names();
    known.forEach(tensor -> {
      if (tensor instanceof Definition definition) {
        names.unique(definition.name());
      }
    });
    return names;
  }

  /** How much an example counts by its class. */
  private static Expr exampleWeight(ExprPool pool) {
    LeafFacts positive = LeafFacts.in(Range.NON_NEGATIVE);
    return pool.element(pool.leaf(Leaf.Kind.EXAMPLE_WEIGHT, "class weight", List.of(Axis.BATCH), positive));
  }

  /** The same network that tells how its values fare in training; its model must have a loss. */
  public ProbedNetwork probe(ExprPool pool, Trace trace, Model model) {
    return new Probing(this, pool, trace, model).network();
  }

  /**
   * The gradient of the objective {@code mean(n: loss[n]) + regularizer} by each parameter. The mean's 1/N is left to
   * the end, so that the error terms are those of a single example's loss, as a textbook writes them.
   */
  private List<DerivedNetwork.Gradient> gradients(
      ExprPool pool,
      Trace trace,
      Model model,
      List<Expr> forward,
      DerivedNetwork.Graph graph) {
    Optional<Expr> loss = graph.loss();
    Optional<Expr> regularizer = graph.regularizer();
    List<Leaf> leaves = model.parameters().stream().map(Model.Kept::leaf).toList();
    if (loss.isEmpty() || leaves.isEmpty()) {
      return List.of();
    }
    Set<Tensor> known = new HashSet<>(Dag.tensors(forward));
    ReverseAccumulation reverse = new ReverseAccumulation(pool, table, trace.history(), besides(known)::unique);
    Expr weighted = model.weighsExamples() ? pool.multiply(exampleWeight(pool), loss.get()) : loss.get();
    Expr total = pool.reduce(ReduceOp.SUM, List.of(BATCH), weighted);
    Map<Leaf, Expr> ofLoss = reverse.gradient(total, leaves);
    Map<Leaf, Expr> ofRegularizer = regularizer.isPresent() ? reverse.gradient(regularizer.get(), leaves) : Map.of();
    List<Expr> raw = new ArrayList<>();
    for (Leaf leaf : leaves) {
      raw.add(ofLoss.get(leaf));
      raw.add(ofRegularizer.getOrDefault(leaf, pool.zero()));
    }
    trace.history().finished(History.Phase.DIFFERENTIATE, List.of(total), raw);
    List<Expr> simple = simplified(pool, trace, raw, known);
    trace.history().finished(History.Phase.SIMPLIFY, raw, simple);
    List<DerivedNetwork.Gradient> gradients = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      gradients.add(new DerivedNetwork.Gradient(leaves.get(i), simple.get(2 * i), simple.get(2 * i + 1)));
    }
    return gradients;
  }
}
