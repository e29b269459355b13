package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.semantic.Model.Fed;
import dev.nnd.compiler.semantic.Model.Kept;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.CompilationUnit;
import dev.nnd.compiler.syntax.Declaration.DimDecl;
import dev.nnd.compiler.syntax.Declaration.NetworkDecl;
import dev.nnd.compiler.syntax.Expression.Name;
import dev.nnd.compiler.syntax.Statement;
import dev.nnd.compiler.syntax.Statement.Definition;
import dev.nnd.runtime.TrainingPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    Map<String, Definition> roles,
    TrainingPlan plan) {

  /** Reports what is wrong with the whole. */
  void check() {
    Reporter reporter = context.reporter();
    Stream.concat(roles.values().stream(), metrics.values().stream()).forEach(this::checkScalar);
    if (outputs.isEmpty() && !roles.containsKey("loss")) {
      reporter.report(Diagnostic.of(Code.NOTHING_TO_COMPUTE, network.name().span(), network.name().name()));
    }
    element("regularizer").ifPresent(regularizer -> refuse(
        regularizer, Set.of(Leaf.Kind.INPUT, Leaf.Kind.TARGET), Code.DEPENDS_ON_DATA, roles.get("regularizer")));
    outputs.forEach((name, definition) -> element(name).ifPresent(output ->
        refuse(output, Set.of(Leaf.Kind.TARGET), Code.OUTPUT_DEPENDS_ON_TARGET, definition)));
    long count = parameters.stream().mapToLong(kept -> Limits.elements(kept.leaf().shape())).sum();
    context.run().limits().checkParameters(count, network.name().span());
    context.run().limits().checkNodes(values.stream().map(Model.Value::element).toList(), network.name().span());
  }

  private void checkScalar(Definition definition) {
    String name = definition.name().name();
    Quantity value = byName.get(name);
    if (value != null && !value.isScalar()) {
      context.reporter().report(
          Diagnostic.of(Code.NOT_SCALAR, definition.name().span(), name, Extent.shape(value.extents()))
              .help("take its `sum` or `mean`"));
    }
  }

  private void refuse(Expr value, Set<Leaf.Kind> kinds, Code code, Definition definition) {
    for (Tensor tensor : Dag.tensors(List.of(value))) {
      if (tensor instanceof Leaf leaf && kinds.contains(leaf.kind())) {
        context.reporter().report(
            Diagnostic.of(code, definition.value().span(), definition.name().name(), leaf.name()));
        return;
      }
    }
  }

  private Optional<Expr> element(String name) {
    return Optional.ofNullable(byName.get(name)).map(Quantity::element);
  }

  /** Warns of parameters that nothing uses, or that the loss does not depend on. */
  void warn() {
    List<Expr> roots = new ArrayList<>();
    Stream.of(outputs.keySet(), metrics.keySet(), roles.keySet())
        .flatMap(Set::stream)
        .forEach(name -> element(name).ifPresent(roots::add));
    Set<Tensor> used = new HashSet<>(Dag.tensors(roots));
    List<Expr> objective = Stream.of("loss", "regularizer").flatMap(role -> element(role).stream()).toList();
    Set<Tensor> learned = element("loss").isPresent() ? new HashSet<>(Dag.tensors(objective)) : used;
    for (Kept parameter : parameters) {
      Span span = context.run().declaration(parameter.leaf());
      if (!used.contains(parameter.leaf())) {
        context.reporter().report(Diagnostic.of(Code.UNUSED_PARAMETER, span, parameter.name()));
      } else if (!learned.contains(parameter.leaf())) {
        context.reporter().report(Diagnostic.of(Code.NOT_LEARNED, span, parameter.name()));
      }
    }
  }

  Model model(CompilationUnit unit) {
    return new Model(
        baseName(unit.source().name()),
        unit.packageName().map(Name::name).orElse(""),
        network.name().name(),
        network.doc(),
        dims(unit),
        List.copyOf(inputs.keySet()),
        List.copyOf(targets.keySet()),
        parameters,
        states,
        values,
        List.copyOf(outputs.keySet()),
        element("loss"),
        element("regularizer"),
        List.copyOf(metrics.keySet()),
        plan);
  }

  /** Without folders. */
  static String baseName(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private List<Model.Dim> dims(CompilationUnit unit) {
    List<Model.Dim> dims = new ArrayList<>();
    for (Statement statement : Stream.concat(unit.declarations().stream(), network.statements().stream()).toList()) {
      if (statement instanceof DimDecl dim) {
        Symbol symbol = context.scope().find(dim.name().name()).orElseThrow();
        boolean declaredHere = network.statements().contains(statement);
        if (symbol instanceof Symbol.Deferred deferred && deferred.span().equals(dim.span())
            && (declaredHere || context.run().uses(symbol))) {
          Quantity size = (Quantity) deferred.value(context.reporter());
          dims.add(new Model.Dim(
              dim.name().name(), ((Num) size.element()).value().intValue(), dim.doc()));
        }
      }
    }
    return dims;
  }
}
