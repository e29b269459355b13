package dev.nnd.compiler.explain;

import dev.nnd.compiler.explain.Explanation.Entry;
import dev.nnd.compiler.explain.Explanation.Step;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.notation.Formula;
import dev.nnd.compiler.notation.Notation;
import dev.nnd.compiler.rewrite.History.Phase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Formulas with what was recorded of them. */
final class Entries {
  private final Notation notation;
  private final Lineage stabilisation;
  private final Lineage simplification;

  /** @param coupled whether examples depend on one another */
  Entries(ExprPool pool, boolean coupled, Recording.Derived recorded) {
    this.notation = Notation.exact(pool).coupled(coupled);
    this.stabilisation = new Lineage(pool, recorded.events(Phase.STABILISE));
    this.simplification = new Lineage(pool, recorded.events(Phase.SIMPLIFY));
  }

  /** The definitions beneath these roots, by name; of two with one name the first. */
  static Map<String, Definition> definitions(List<Expr> roots) {
    Map<String, Definition> definitions = new LinkedHashMap<>();
    for (Tensor tensor : Dag.tensors(roots)) {
      if (tensor instanceof Definition definition) {
        definitions.putIfAbsent(definition.name(), definition);
      }
    }
    return definitions;
  }

  Entry stabilised(Definition written, Optional<Expr> stable) {
    return stabilised(written.name(), written.axes(), written.body(), stable);
  }

  Entry stabilised(String name, List<Axis> axes, Expr written, Optional<Expr> stable) {
    return entry(new Formula.Symbol(name), axes, written, stable, stabilisation.of(written), List.of(), List.of());
  }

  /** @param simple none where the adjoint is written out where it is used */
  Entry simplified(Recording.Adjoint adjoint, Optional<Expr> simple, List<String> rules) {
    Definition definition = adjoint.definition();
    return entry(
        new Formula.Symbol(definition.name()), definition.axes(), definition.body(), simple,
        simplification.of(definition.body()), rules, adjoint.canonical());
  }

  Entry simplified(Formula name, List<Axis> axes, Expr raw, Expr simple, List<String> rules) {
    return entry(name, axes, raw, Optional.of(simple), simplification.of(raw), rules, List.of());
  }

  private Entry entry(
      Formula name,
      List<Axis> axes,
      Expr first,
      Optional<Expr> last,
      List<Recording.Event> events,
      List<String> differentiation,
      Collection<String> madeCanonical) {
    List<Notation.Equation> forms = new ArrayList<>(List.of(notation.equation(name, axes, first)));
    last.map(e -> notation.equation(name, axes, e)).filter(form -> !forms.contains(form)).ifPresent(forms::add);
    List<Step> steps = new ArrayList<>();
    Set<String> canonical = new LinkedHashSet<>(madeCanonical);
    for (Recording.Event event : events) {
      event.rule().ifPresent(rule -> {
        Step step = new Step(
            rule, notation.formula(event.before()), notation.formula(event.after(), event.before().axes()));
        if (!step.before().equals(step.after()) && !steps.contains(step)) {
          steps.add(step);
        }
      });
      canonical.addAll(event.canonical());
    }
    List<Integer> shape = axes.stream().filter(axis -> !axis.isBatch()).map(Axis::size).toList();
    return new Entry(forms, shape, differentiation, steps, List.copyOf(canonical), last.isEmpty());
  }
}
