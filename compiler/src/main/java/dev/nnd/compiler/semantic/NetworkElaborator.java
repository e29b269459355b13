package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.semantic.Model.Fed;
import dev.nnd.compiler.semantic.Model.Kept;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Declaration.NetworkDecl;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Statement;
import dev.nnd.compiler.syntax.Statement.Definition;
import dev.nnd.compiler.syntax.Statement.TrainDecl;
import dev.nnd.runtime.Metric;
import dev.nnd.runtime.MetricDirection;
import dev.nnd.runtime.TrainingPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** A network's statements, one after another, to what they declare together. */
final class NetworkElaborator {
  /** The names that give a value a role. */
  private static final Set<String> ROLES = Set.of("loss", "regularizer");

  private final NetworkDecl network;
  private final Context context;
  private final Declarations declarations;
  private final Block block;
  private final Map<Fed, Span> inputs = new LinkedHashMap<>();
  private final Map<Fed, Span> targets = new LinkedHashMap<>();
  private final List<Model.Value> values = new ArrayList<>();
  private final Map<String, Quantity> byName = new LinkedHashMap<>();
  private final Map<String, Definition> outputs = new LinkedHashMap<>();
  private final Map<String, Definition> metrics = new LinkedHashMap<>();
  private final Map<String, Metric> wholeMetrics = new LinkedHashMap<>();
  private final Map<String, Definition> roles = new LinkedHashMap<>();
  private Optional<TrainDecl> train = Optional.empty();
  private boolean sound = true;

  NetworkElaborator(NetworkDecl network, Scope file, Elaboration run, Options options) {
    this.network = network;
    Owner owner = new Owner("");
    this.context = Context.of(run, file.block(), new Site(owner, "", Map.of()));
    this.declarations = new Declarations(context, options);
    this.block = Block.ofNetwork(context, new Paths(owner), this::defined);
  }

  /** What the statements say, right or wrong; {@link #isSound} tells. */
  NetworkModel elaborate() {
    context.scope().differentiateBy(DerivativeVariables.of(network.statements()));
    declarations.declare(network.statements());
    network.statements().forEach(this::announce);
    sound &= declarations.check(network.statements());
    for (Statement statement : network.statements()) {
      if (!Declarations.isDeclaration(statement)) {
        attempt(() -> elaborate(statement));
      }
    }
    TrainingPlan plan = train.map(declared -> new TrainBlock(context, classes()).plan(declared)).orElse(TrainingPlan.defaults());
    List<Kept> parameters = new ArrayList<>();
    List<Kept> states = new ArrayList<>();
    context.site().owner().forEach(kept -> (kept.leaf().kind() == Leaf.Kind.PARAMETER ? parameters : states).add(kept));
    return new NetworkModel(
        network, context, inputs, targets, parameters, states, values, byName, outputs, metrics, wholeMetrics, roles,
        plan.withDirections(directions()));
  }

  boolean isSound() {
    return sound;
  }

  private void attempt(Runnable work) {
    try {
      work.run();
    } catch (Rejection rejection) {
      sound = false;
    }
  }

  private void announce(Statement statement) {
    definition(statement).ifPresent(definition -> context.run().announce(definition.name().name(), definition.name().span()));
    if (statement instanceof Statement.ParamDecl param) {
      context.run().announce(param.name().name(), param.name().span());
    } else if (statement instanceof Statement.InputDecl input) {
      context.run().announce(input.name().name(), input.name().span());
    } else if (statement instanceof Statement.TargetDecl target) {
      context.run().announce(target.name().name(), target.name().span());
    }
  }

  private static Optional<Definition> definition(Statement statement) {
    if (statement instanceof Definition definition) {
      return Optional.of(definition);
    }
    if (statement instanceof Statement.OutputDecl output) {
      return Optional.of(output.definition());
    }
    return statement instanceof Statement.MetricDecl metric ? Optional.of(metric.definition()) : Optional.empty();
  }

  private void elaborate(Statement statement) {
    if (statement instanceof Statement.InputDecl input) {
      feed(input.name(), input.span(), inputs, () -> FedDeclaration.of(input, context));
    } else if (statement instanceof Statement.TargetDecl target) {
      feed(target.name(), target.span(), targets, () -> FedDeclaration.of(target, context));
    } else if (statement instanceof TrainDecl declared) {
      if (train.isPresent()) {
        throw context.reporter().reject(Problems.duplicate("train", declared.span(), train.get().span()));
      }
      train = Optional.of(declared);
    } else if (statement instanceof Statement.OutputDecl output) {
      outputs.put(output.definition().name().name(), output.definition());
      number(output.definition());
    } else if (statement instanceof Statement.MetricDecl metric) {
      metrics.put(metric.definition().name().name(), metric.definition());
      define(metric);
    } else {
      if (statement instanceof Definition definition && ROLES.contains(definition.name().name())) {
        roles.putIfAbsent(definition.name().name(), definition);
        number(definition);
      } else {
        block.elaborate(statement);
      }
    }
  }

  /** Defines what must be a number or a tensor, not a layer. */
  private void number(Definition definition) {
    block.define(definition);
    Optional<Symbol> defined = context.scope().own(definition.name().name());
    if (defined.isPresent() && defined.get() instanceof Symbol.Known known && known.value() instanceof Value.Instance layer) {
      throw context.reporter().reject(Problems.kind(definition.value(), "a number", layer));
    }
  }

  private void define(Statement.MetricDecl metric) {
    Definition definition = metric.definition();
    String name = definition.name().name();
    if (!WholeMetric.is(definition, context.scope())) {
      number(definition);
      return;
    }
    block.observe(definition, inside -> {
      WholeMetric.Observed observed =
          new WholeMetric(inside).of(name, (Expression.Call) definition.value(), targets.keySet());
      wholeMetrics.put(name, observed.metric());
      return observed.observation();
    });
  }

  private void feed(Expression.Name name, Span span, Map<Fed, Span> into, Supplier<FedDeclaration.Declared> declare) {
    Optional<Symbol> before = context.scope().own(name.name());
    if (before.isPresent()) {
      throw context.reporter().reject(Problems.duplicate(name.name(), name.span(), before.get().span()));
    }
    try {
      FedDeclaration.Declared declared = declare.get();
      into.put(declared.fed(), span);
      context.scope().define(name.name(), new Symbol.Known(span, declared.value(), false));
    } catch (Rejection rejection) {
      context.scope().define(name.name(), new Symbol.Poisoned(span, false));
      throw rejection;
    }
  }

  private void defined(Definition definition, String name, Quantity value) {
    values.add(new Model.Value(name, definition.doc(), Extent.sizes(value.extents()), value.element()));
    byName.put(name, value);
  }

  /** How many the first target has that is a single label: examples are weighted by it. */
  private OptionalInt classes() {
    return targets.keySet().stream()
        .filter(fed -> fed.fedShape().isEmpty())
        .flatMap(fed -> fed.labels().stream())
        .mapToInt(Model.Labels::count)
        .findFirst();
  }

  private MetricDirection[] directions() {
    Map<String, Expression> formulas = new LinkedHashMap<>();
    network.statements().stream()
        .flatMap(statement -> definition(statement).stream())
        .filter(definition -> byName.containsKey(definition.name().name()))
        .forEach(definition -> formulas.putIfAbsent(definition.name().name(), definition.value()));
    MetricTrend trend = new MetricTrend(context.scope(), formulas);
    return metrics.values().stream().map(trend::of).toArray(MetricDirection[]::new);
  }
}
