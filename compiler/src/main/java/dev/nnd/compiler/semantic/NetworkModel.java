package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.expr.UndefinedException;
import dev.nnd.compiler.semantic.Model.Fed;
import dev.nnd.compiler.semantic.Model.Kept;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.CompilationUnit;
import dev.nnd.compiler.syntax.Declaration.DimDecl;
import dev.nnd.compiler.syntax.Declaration.NetworkDecl;
import dev.nnd.compiler.syntax.Expression.Name;
import dev.nnd.compiler.syntax.Program;
import dev.nnd.compiler.syntax.Statement;
import dev.nnd.compiler.syntax.Statement.Definition;
import dev.nnd.runtime.Metric;
import dev.nnd.runtime.TrainingPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a network's statements declare, and whether it makes sense as a whole. */
record NetworkModel(
    NetworkDecl network,
    Context context,
    Map<Fed, Span> inputs,
    Map<Fed, Span> targets,
    List<Kept> parameters,
    List<Kept> states,
    List<Model.Value> values,
    Map<String, Quantity> byName,
    Map<String, Definition> outputs,
    Map<String, Definition> metrics,
    Map<String, Metric> wholeMetrics,
    Map<String, Definition> roles,
    TrainingPlan plan) {

  /** Reports what is wrong with the whole. */
  void check() {
    Reporter reporter = context.reporter();
    Stream.concat(roles.values().stream(), metrics.values().stream()).forEach(this::checkScalar);
    if (outputs.isEmpty() && !roles.containsKey("loss")) {
      reporter.report(nothingToCompute());
    }
    element("regularizer").ifPresent(regularizer -> refuse(
        regularizer, Leaf.Kind::isOfExample, Code.DEPENDS_ON_DATA, roles.get("regularizer")));
    outputs.forEach((name, definition) -> element(name).ifPresent(output ->
        refuse(output, Leaf.Kind.TARGET::equals, Code.OUTPUT_DEPENDS_ON_TARGET, definition)));
    checkModes();
    long count = parameters.stream().mapToLong(kept -> Limits.elements(kept.leaf().shape())).sum();
    context.run().limits().checkParameters(count, network.name().span());
    context.run().limits().checkNodes(values.stream().map(Model.Value::element).toList(), network.name().span());
  }

  private Diagnostic nothingToCompute() {
    Diagnostic nothing = Diagnostic.of(Code.NOTHING_TO_COMPUTE, network.name().span(), network.name().name());
    List<Definition> definitions = network.statements().stream()
        .filter(Definition.class::isInstance)
        .map(Definition.class::cast)
        .toList();
    Optional<Definition> named =
        definitions.stream().filter(definition -> definition.name().name().equals("output")).findFirst();
    if (named.isPresent()) {
      return nothing.label(named.get().name().span(), "a value that is named `output`").help("an output has a name: `output p = …`");
    }
    return definitions.isEmpty()
        ? nothing
        : nothing.help("what it predicts is declared by `output " + definitions.get(definitions.size() - 1).name().name() + " = …`");
  }

  private void checkScalar(Definition definition) {
    String name = definition.name().name();
    Quantity value = byName.get(name);
    if (value != null && !value.isScalar() && !wholeMetrics.containsKey(name)) {
      context.reporter().report(
          Diagnostic.of(Code.NOT_SCALAR, definition.name().span(), name, Extent.shape(value.extents()))
              .help("take its `sum` or `mean`"));
    }
  }

  private void refuse(Expr value, Predicate<Leaf.Kind> kinds, Code code, Definition definition) {
    for (Tensor tensor : Dag.tensors(List.of(value))) {
      if (tensor instanceof Leaf leaf && kinds.test(leaf.kind())) {
        context.reporter().report(
            Diagnostic.of(code, definition.value().span(), definition.name().name(), leaf.name())
                .help(code == Code.DEPENDS_ON_DATA
                    ? "add it to `loss`, whose mean over the batch is taken"
                    : "make it a `metric` or part of the `loss`"));
        return;
      }
    }
  }

  /** What is predicted is that of one example, what is kept is that of all. */
  private void checkModes() {
    try {
      ModeGraphs inference = ModeGraphs.of(context.pool(), false);
      // What is measured mostly depends on the outputs: of these it is told first.
      Stream.of(outputs, roles, metrics)
          .map(part -> part.values().stream().filter(definition -> isOfBatch(inference, definition)).toList())
          .filter(found -> !found.isEmpty())
          .findFirst()
          .ifPresent(found -> found.forEach(definition -> context.reporter().report(Diagnostic.of(
                  Code.PREDICTION_DEPENDS_ON_BATCH, definition.value().span(), definition.name().name())
              .help("write `if training then … else …`, with a `state` for prediction"))));
      ModeGraphs training = ModeGraphs.of(context.pool(), true);
      context.run().updates().forEach((state, update) -> {
        if (ExampleDependence.of(training.of(update.element())).isOfExample()) {
          context.reporter().report(
              Diagnostic.of(Code.UPDATE_DEPENDS_ON_EXAMPLE, update.span(), state.name()).help("take its `batch_mean`"));
        }
      });
    } catch (UndefinedException e) {
      context.reporter().report(Diagnostic.of(Code.UNDEFINED_VALUE, network.name().span(), e.getMessage()));
    }
  }

  private boolean isOfBatch(ModeGraphs graphs, Definition definition) {
    return element(definition.name().name()).map(e -> ExampleDependence.of(graphs.of(e)).isOfBatch()).orElse(false);
  }

  private Optional<Expr> element(String name) {
    return Optional.ofNullable(byName.get(name)).map(Quantity::element);
  }

  /** Warns of what nothing uses, that the loss does not depend on, or by which its derivative is 0, and of training without a loss. */
  void warn() {
    Set<String> unused = warnOfUnusedValues();
    network.statements().stream()
        .filter(statement -> statement instanceof Statement.TrainDecl && !roles.containsKey("loss"))
        .forEach(train -> context.reporter().report(
            Diagnostic.of(Code.TRAINING_WITHOUT_LOSS, firstWord(train.span(), "train"))));
    List<Expr> roots = new ArrayList<>();
    Stream.of(outputs.keySet(), metrics.keySet(), roles.keySet())
        .flatMap(Set::stream)
        .forEach(name -> element(name).ifPresent(roots::add));
    Set<Tensor> used = new HashSet<>(Dag.tensors(roots));
    List<Expr> objective = Stream.of("loss", "regularizer").flatMap(role -> element(role).stream()).toList();
    Set<Tensor> learned = element("loss").isPresent() ? new HashSet<>(Dag.tensors(objective)) : used;
    Map<Leaf, Set<String>> flat = element("loss").map(FlatDependence::of).orElse(Map.of());
    for (Kept parameter : parameters) {
      Span span = context.run().declaration(parameter.leaf());
      if (unused.contains(parameter.name().split("\\.")[0])) {
        continue; // goes with the value that it belongs to
      }
      if (!used.contains(parameter.leaf())) {
        context.reporter().report(Diagnostic.of(Code.UNUSED_PARAMETER, span, parameter.name()));
      } else if (!learned.contains(parameter.leaf())) {
        context.reporter().report(Diagnostic.of(Code.NOT_LEARNED, span, parameter.name()));
      } else if (flat.containsKey(parameter.leaf()) && hasNoGradient(parameter.leaf())) {
        context.reporter().report(
            Diagnostic.of(Code.FLAT, span, parameter.name(), FlatDependence.words(flat.get(parameter.leaf())))
                .help("a smooth function such as `logistic` has a gradient"));
      }
    }
  }

  private static Span firstWord(Span span, String word) {
    return new Span(span.source(), span.start(), span.start() + word.length());
  }

  /** The names of values, inputs and targets that no formula contains. */
  private Set<String> warnOfUnusedValues() {
    Set<String> mentioned = Mentions.in(network.statements());
    Set<String> unused = new HashSet<>();
    for (Statement statement : network.statements()) {
      Optional<Name> name = statement instanceof Definition definition ? Optional.of(definition.name())
          : statement instanceof Statement.InputDecl input ? Optional.of(input.name())
          : statement instanceof Statement.TargetDecl target ? Optional.of(target.name())
          : Optional.empty();
      name.filter(value -> !mentioned.contains(value.name()) && !roles.containsKey(value.name())).ifPresent(value -> {
        unused.add(value.name());
        context.reporter().report(Diagnostic.of(Code.UNUSED_VALUE, value.span(), value.name()));
      });
    }
    return unused;
  }

  private boolean hasNoGradient(Leaf parameter) {
    Expr loss = element("loss").orElseThrow();
    return context.run().differentiator().pullback(loss, List.of(), context.pool().one(), parameter).isZero();
  }

  /** @param gradients the mode that is differentiated */
  Model model(Program program, FileScopes scopes, Mode gradients) {
    CompilationUnit unit = program.main();
    Model.Graph either = new Model.Graph(values, element("loss"), element("regularizer"));
    ModeGraphs differentiated = ModeGraphs.of(context.pool(), gradients == Mode.TRAINING);
    Model.Graph training = differentiated.of(either);
    Model.Graph inference = gradients == Mode.TRAINING ? ModeGraphs.of(context.pool(), false).of(either) : training;
    List<Model.Update> updates = new ArrayList<>();
    context.run().updates().forEach((state, update) ->
        updates.add(new Model.Update(state, differentiated.of(update.element()))));
    return new Model(
        baseName(unit.source().name()),
        unit.packageName().map(Name::name).orElse(""),
        network.name().name(),
        network.doc(),
        dims(program, scopes),
        List.copyOf(inputs.keySet()),
        List.copyOf(targets.keySet()),
        parameters,
        states,
        context.run().noise(),
        training,
        inference,
        updates,
        List.copyOf(outputs.keySet()),
        new PredictedClasses(this).byOutput(),
        metrics.keySet().stream().map(name -> wholeMetrics.getOrDefault(name, Metric.mean(name))).toList(),
        plan);
  }

  /** Without folders. */
  static String baseName(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  /** The sizes of files that the network uses, and its own. */
  private List<Model.Dim> dims(Program program, FileScopes scopes) {
    List<Model.Dim> dims = new ArrayList<>();
    for (CompilationUnit unit : program.units()) {
      dims(unit.declarations(), scopes.of(unit), dims, context.run()::uses);
    }
    dims(network.statements(), context.scope(), dims, symbol -> true);
    return dims;
  }

  private void dims(List<? extends Statement> statements, Scope scope, List<Model.Dim> dims, Predicate<Symbol> counts) {
    for (Statement statement : statements) {
      if (statement instanceof DimDecl dim
          && scope.own(dim.name().name()).orElseThrow() instanceof Symbol.Deferred deferred
          && deferred.span().equals(dim.span())
          && counts.test(deferred)) {
        Quantity size = (Quantity) deferred.value(context.reporter());
        dims.add(new Model.Dim(dim.name().name(), ((Num) size.element()).value().intValue(), dim.doc()));
      }
    }
  }
}
