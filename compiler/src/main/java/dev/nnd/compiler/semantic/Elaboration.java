package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.LeafFacts;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.expr.Replacement;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** One network, exported function or expression, being elaborated: what all of its parts share. */
final class Elaboration {
  private final ExprPool pool;
  private final Reporter reporter;
  private final Subject subject;
  private final Set<String> names = new HashSet<>();
  /** The number to try next for a name that is taken. */
  private final Map<String, Integer> numbers = new HashMap<>();
  private static final int MOST_NODES_OF_A_SIMPLE_FORMULA = 4;

  private final Set<Definition> hoisted = new HashSet<>();
  private final Limits limits;
  private final Map<String, Span> definitions = new HashMap<>();
  private final Set<Symbol> used = new HashSet<>();
  private final Map<Leaf, Span> parameters = new HashMap<>();
  private final Map<Leaf, Update> updates = new LinkedHashMap<>();
  private final List<Leaf> noise = new ArrayList<>();
  private final Map<Leaf, Set<Expr>> compared = new HashMap<>();
  private final Differentiation.Differentiator differentiator;
  private final Map<Object, Set<String>> derivativeVariables = new IdentityHashMap<>();
  private final Set<List<Object>> verified = new HashSet<>();
  private int freshVariables;
  private int depth;

  private enum Subject {
    NETWORK,
    FUNCTION,
    EXPRESSION
  }

  private Elaboration(ExprPool pool, Reporter reporter, Differentiation differentiation, Subject subject) {
    this.pool = pool;
    this.reporter = reporter;
    this.subject = subject;
    this.differentiator = new RememberedDerivatives(
        differentiation.of(pool, this::unique),
        isNamed() ? UnaryOperator.identity() : Replacement.writingOut(pool)::apply);
    this.limits = new Limits(reporter);
  }

  /** Of a network: its values become named definitions. */
  static Elaboration ofNetwork(ExprPool pool, Reporter reporter, Differentiation differentiation) {
    return new Elaboration(pool, reporter, differentiation, Subject.NETWORK);
  }

  /** Of an exported function: its values are named like a network's, but there are no examples and no training. */
  static Elaboration ofFunction(ExprPool pool, Reporter reporter, Differentiation differentiation) {
    return new Elaboration(pool, reporter, differentiation, Subject.FUNCTION);
  }

  /** Of an expression, all in one, whose unknown names are free variables. */
  static Elaboration ofExpression(ExprPool pool, Reporter reporter, Differentiation differentiation) {
    return new Elaboration(pool, reporter, differentiation, Subject.EXPRESSION);
  }

  ExprPool pool() {
    return pool;
  }

  Reporter reporter() {
    return reporter;
  }

  Limits limits() {
    return limits;
  }

  Differentiation.Differentiator differentiator() {
    return differentiator;
  }

  /** By which names the body of a function or layer differentiates; found once. */
  Set<String> derivativeVariables(Statement declaration, List<Statement> body, List<Expression> formulas) {
    return derivativeVariables.computeIfAbsent(declaration, key -> DerivativeVariables.of(body, formulas));
  }

  /** Whether a derivative that an author gives was not compared yet for a call like this one. */
  boolean isUnverified(List<Object> kindOfCall) {
    return verified.add(kindOfCall);
  }

  /** For a free variable that goes by this name in the source. */
  String variableName(String name) {
    freshVariables++;
    return name + "#" + freshVariables;
  }

  boolean hasFreeVariables() {
    return !isNamed();
  }

  /** Whether what is elaborated is computed for each example of a batch. */
  boolean hasExamples() {
    return subject == Subject.NETWORK;
  }

  private boolean isNamed() {
    return subject != Subject.EXPRESSION;
  }

  /** Says that the network defines a name somewhere. */
  void announce(String name, Span span) {
    definitions.putIfAbsent(name, span);
  }

  /** Where the network defines a name, be it further down. */
  Optional<Span> definition(String name) {
    return Optional.ofNullable(definitions.get(name));
  }

  /** Remembers where a parameter is declared: in the source, not within the library. */
  void declared(Leaf parameter, Span span) {
    parameters.put(parameter, reporter.outermostCall().orElse(span));
  }

  Span declaration(Leaf parameter) {
    return parameters.get(parameter);
  }

  /** What a state becomes, and where that is said. */
  record Update(Expr element, Span span) {}

  /** A state that is updated again, by a layer that is applied twice, goes on from where the first update left it. */
  void update(Leaf state, Expr element, Span span) {
    Expr next = updates.containsKey(state)
        ? new Replacement(pool, tensor -> Optional.of(updates.get(state).element()).filter(before -> tensor == state)).apply(element)
        : element;
    updates.put(state, new Update(next, reporter.outermostCall().orElse(span)));
  }

  Map<Leaf, Update> updates() {
    return updates;
  }

  /** Numbers that are drawn for each example, at one place of the formulas. */
  Leaf noise(Leaf.Kind kind, String name, List<Integer> shape, LeafFacts facts) {
    Leaf leaf = pool.leaf(kind, unique(name), shape, facts);
    noise.add(leaf);
    return leaf;
  }

  /** What is drawn, in the order of the formulas. */
  List<Leaf> noise() {
    return noise;
  }

  /** Remembers which values a call takes together with a target's label: no prediction can, but to be compared with it. */
  void together(Collection<Value> arguments) {
    List<Expr> elements = arguments.stream()
        .filter(Quantity.class::isInstance).map(argument -> ((Quantity) argument).element()).toList();
    for (Expr element : elements) {
      if (element instanceof Access access && access.tensor() instanceof Leaf leaf
          && leaf.kind() == Leaf.Kind.TARGET && leaf.facts().oneHot()) {
        compared.computeIfAbsent(leaf, label -> new HashSet<>()).addAll(elements);
      }
    }
  }

  /** Whether a call takes a value together with a label. */
  boolean compares(Expr element, Leaf label) {
    return compared.getOrDefault(label, Set.of()).contains(element);
  }

  /** Remembers that a size or constant is used. */
  void use(Symbol symbol) {
    used.add(symbol);
  }

  boolean uses(Symbol symbol) {
    return used.contains(symbol);
  }

  /** A name of a definition that no other has. */
  String unique(String wanted) {
    String name = wanted;
    while (!names.add(name)) {
      name = wanted + numbers.merge(wanted, 2, (last, first) -> last + 1);
    }
    return name;
  }

  /** What to put before the rounds of a repeat: {@code h} for {@code h.0}, and where that is taken {@code h2}. */
  String uniqueBase(String wanted, List<Integer> rounds) {
    String base = wanted;
    for (int number = 2; names.contains(Paths.joined(base, rounds)); number++) {
      base = wanted + number;
    }
    return base;
  }

  /**
   * The value under a name, opaque to its users; a mere access or constant stays what it is. What was named only after
   * the way it is made, {@code h.z}, gets the name instead.
   *
   * @param name a {@linkplain #unique unique} one
   */
  Quantity define(String name, Quantity value, Span span) {
    limits.countDefinition(span);
    limits.checkTensor(value.extents(), span);
    Optional<Definition> provisional = provisional(value);
    if (!isNamed() || provisional.isEmpty() && isPlain(value.element())) {
      return value;
    }
    Expr body = provisional.map(Definition::body).orElse(value.element());
    return new Quantity(value.extents(), pool.element(pool.define(name, Extent.sizes(value.extents()), body)));
  }

  /** The same for a name that formulas differentiate by: it stays one, whatever it stands for. */
  Quantity variable(String name, Quantity value, Context context, Span span) {
    limits.countDefinition(span);
    limits.checkTensor(value.extents(), span);
    List<Axis> used = context.indices().stream().filter(value.element().axes()::contains).toList();
    Optional<Definition> provisional = provisional(value);
    Quantity meant = provisional.map(definition -> new Quantity(value.extents(), definition.body())).orElse(value);
    return new Quantity(value.extents(), closed(meant, used, (shape, body) -> pool.define(name, shape, body)));
  }

  /** The value of a layer under a name; where the layer's result is nothing else, that goes by the caller's name. */
  Quantity local(String name, Quantity value, Context context, Span span) {
    if (!context.indices().isEmpty() || !context.guards().isEmpty()) {
      return hoist(name, value, context, span);
    }
    Quantity defined = define(name, value, span);
    if (defined.element() != value.element() && defined.element() instanceof Access access) {
      hoisted.add((Definition) access.tensor());
    }
    return defined;
  }

  private Optional<Definition> provisional(Quantity value) {
    return value.element() instanceof Access access
            && access.tensor() instanceof Definition definition
            && hoisted.contains(definition)
            && value.element() == pool.element(definition)
        ? Optional.of(definition)
        : Optional.empty();
  }

  /**
   * An argument or local value under a name. It is a function of the indices that it depends on; where a condition
   * decides whether it is evaluated at all, it stays where it stands.
   */
  Quantity hoist(String name, Quantity value, Context context, Span span) {
    if (!isNamed() || isPlain(value.element()) || isSimple(value.element()) || !context.guards().isEmpty()) {
      return value;
    }
    List<Axis> used = context.indices().stream().filter(value.element().axes()::contains).toList();
    if (value.isScalar() && (!used.isEmpty() || value.element().axes().isEmpty() && isConstant(value.element()))) {
      return value;
    }
    limits.countDefinition(span);
    limits.checkTensor(value.extents(), span);
    return new Quantity(value.extents(), closed(value, used, (shape, body) -> {
      Definition definition = pool.define(unique(name), shape, body);
      hoisted.add(definition);
      return definition;
    }));
  }

  /** Makes a tensor of a shape and a body over its axes. */
  interface Maker {
    Tensor make(List<Integer> shape, Expr body);
  }

  /** The value read from a tensor whose first axes are these indices. */
  Expr closed(Quantity value, List<Axis> indices, Maker maker) {
    Map<Axis, Expr> numbering = new HashMap<>();
    List<Integer> shape = new ArrayList<>();
    List<Expr> access = new ArrayList<>();
    List<Axis> all = new ArrayList<>(indices);
    all.addAll(value.axes());
    for (Axis axis : all) {
      numbering.put(axis, pool.axis(new Axis(shape.size(), axis.size())));
      shape.add(axis.size());
      access.add(pool.axis(axis));
    }
    return pool.access(maker.make(shape, pool.substitute(value.element(), numbering)), access);
  }

  private static boolean isPlain(Expr element) {
    return element instanceof Num
        || element instanceof Access access && (access.tensor() instanceof Leaf || access.tensor() instanceof Definition);
  }

  /** Such as {@code 1 - y}: a name would only hide it. */
  private static boolean isSimple(Expr element) {
    List<Expr> nodes = Dag.expressions(element);
    return nodes.size() <= MOST_NODES_OF_A_SIMPLE_FORMULA && nodes.stream().noneMatch(e -> e instanceof Call
        || e instanceof If
        || e instanceof Access access && (access.tensor() instanceof Reduction || access.tensor() instanceof Scatter));
  }

  private static boolean isConstant(Expr element) {
    return Dag.expressions(element).stream().noneMatch(Access.class::isInstance);
  }

  /** Does something one level deeper. */
  <T> T deeper(Span span, Supplier<T> work) {
    limits.checkDepth(depth, span);
    depth++;
    try {
      return work.get();
    } finally {
      depth--;
    }
  }
}
