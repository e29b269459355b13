package dev.nnd.compiler.explain;

import dev.nnd.compiler.derive.DerivedFunction;
import dev.nnd.compiler.explain.Explanation.Declaration;
import dev.nnd.compiler.explain.Explanation.Entry;
import dev.nnd.compiler.explain.Explanation.Section;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Node;
import dev.nnd.compiler.notation.Formula;
import dev.nnd.compiler.rewrite.History.Phase;
import dev.nnd.compiler.semantic.FunctionModel;
import dev.nnd.compiler.semantic.FunctionModel.Argument;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Makes the explanation of an exported function out of what was recorded while it was derived. */
public final class FunctionExplainer {
  private final DerivedFunction function;
  private final FunctionModel model;
  private final Recording.Derived recorded;
  private final Entries entries;
  private final RuleBook rules;

  private FunctionExplainer(ExprPool pool, DerivedFunction function, Recording.Derived recorded, RuleBook rules) {
    this.function = function;
    this.model = function.model();
    this.recorded = recorded;
    this.rules = rules;
    this.entries = new Entries(pool, false, recorded);
  }

  /** @param recorded of this function */
  public static Explanation explain(ExprPool pool, DerivedFunction function, Recording.Derived recorded, RuleBook rules) {
    return new FunctionExplainer(pool, function, recorded, rules).explanation();
  }

  private Explanation explanation() {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("Value", "As it is written and in its stable form.", forward()));
    Set<Node> named = recorded.adjoints().values().stream().map(Recording.Adjoint::of).collect(Collectors.toSet());
    ChainRule chain = new ChainRule(function.result(), named);
    List<Entry> adjoints = adjoints(chain);
    if (!adjoints.isEmpty()) {
      sections.add(new Section(
          "Adjoints", "The derivative of " + model.name() + " by a value, as the chain rule gives it and simplified.", adjoints));
    }
    sections.add(new Section("Derivatives", "By the arguments.", first(chain)));
    if (!function.second().isEmpty()) {
      sections.add(new Section("Second derivatives", "Of the first, by accumulation once more.", second()));
    }
    return new Explanation("function", model.name(), model.source(), model.doc(), declarations(), sections, named(sections));
  }

  private List<Declaration> declarations() {
    List<Declaration> declarations = new ArrayList<>();
    declare(declarations, "variables", model.variables()::contains);
    declare(declarations, "settings", argument -> !model.variables().contains(argument));
    if (!recorded.onReading().isEmpty()) {
      declarations.add(new Declaration("on reading", String.join(", ", recorded.onReading())));
    }
    return declarations;
  }

  private void declare(List<Declaration> declarations, String kind, Predicate<Argument> which) {
    String names = model.arguments().stream()
        .filter(which)
        .map(argument -> argument.name() + (argument.leaf().rank() == 0 ? "" : " " + argument.leaf().shape()))
        .collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      declarations.add(new Declaration(kind, names));
    }
  }

  private List<Entry> forward() {
    Map<String, Definition> stable = Entries.definitions(recorded.after(Phase.STABILISE));
    List<Entry> forward = new ArrayList<>();
    for (Definition definition : Entries.definitions(recorded.after(Phase.INSERT_BATCH_AXIS)).values()) {
      Optional<Expr> value = function.values().stream()
          .filter(each -> each.name().equals(definition.name())).map(DerivedFunction.Named::element).findFirst();
      forward.add(entries.stabilised(
          definition, Optional.ofNullable(stable.get(definition.name())).map(Definition::body).or(() -> value)));
    }
    List<Expr> written = recorded.after(Phase.INSERT_BATCH_AXIS);
    forward.add(entries.stabilised(
        model.name(), DerivedFunction.axes(model.shape()), written.get(written.size() - 1), Optional.of(function.result())));
    return forward;
  }

  private List<Entry> adjoints(ChainRule chain) {
    Map<String, Definition> simple = Entries.definitions(recorded.after(Phase.SIMPLIFY));
    return recorded.adjoints().values().stream()
        .map(adjoint -> entries.simplified(
            adjoint, Optional.ofNullable(simple.get(adjoint.definition().name())).map(Definition::body), chain.to(adjoint.of())))
        .toList();
  }

  private List<Entry> first(ChainRule chain) {
    List<Entry> first = new ArrayList<>();
    List<Expr> raw = recorded.after(Phase.DIFFERENTIATE);
    for (int i = 0; i < function.first().size(); i++) {
      DerivedFunction.First derivative = function.first().get(i);
      first.add(entries.simplified(
          new Formula.Derivative(model.name(), derivative.by().name()), DerivedFunction.axes(function.shape(derivative)),
          raw.get(i), derivative.element(), chain.to(derivative.by().leaf())));
    }
    return first;
  }

  private List<Entry> second() {
    List<Entry> second = new ArrayList<>();
    for (DerivedFunction.Second derivative : function.second()) {
      Formula name = new Formula.Symbol(
          "∂²" + model.name() + "/∂" + derivative.by().name() + "∂" + derivative.then().name());
      second.add(entries.simplified(
          name, DerivedFunction.axes(DerivedFunction.shape(derivative)), derivative.element(), derivative.element(), List.of()));
    }
    return second;
  }

  private List<RuleBook.Entry> named(List<Section> sections) {
    Set<String> names = new LinkedHashSet<>(recorded.onReading());
    for (Section section : sections) {
      for (Entry entry : section.entries()) {
        names.addAll(entry.differentiation());
        entry.steps().forEach(step -> names.add(step.rule()));
        names.addAll(entry.canonical());
      }
    }
    return names.stream().map(rules::entry).toList();
  }
}
