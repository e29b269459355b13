package dev.nnd.compiler.explain;

import dev.nnd.compiler.derive.DerivedNetwork;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The forward formulas of one mode, as they are written and in their stable form.
 *
 * @param written the roots of the mode's graph, over the batch axis
 * @param stable the same in their stable form
 */
record ForwardEntries(Entries entries, DerivedNetwork.Graph graph, List<Expr> written, List<Expr> stable) {

  /** How many roots a graph has. */
  static int roots(DerivedNetwork.Graph graph) {
    return graph.values().size() + (int) (graph.loss().stream().count() + graph.regularizer().stream().count());
  }

  /** The definitions in the order of the computation, then the values that are names of others. */
  Map<String, Explanation.Entry> all() {
    Map<String, Definition> stableDefinitions = Entries.definitions(stable);
    Map<String, Explanation.Entry> forward = new LinkedHashMap<>();
    for (Definition definition : Entries.definitions(written).values()) {
      Optional<Expr> after = Optional.ofNullable(stableDefinitions.get(definition.name())).map(Definition::body)
          .or(() -> value(definition.name()).map(DerivedNetwork.Named::element));
      forward.put(definition.name(), entries.stabilised(definition, after));
    }
    for (int i = 0; i < graph.values().size(); i++) {
      DerivedNetwork.Named value = graph.values().get(i);
      if (!forward.containsKey(value.name())) {
        forward.put(value.name(), entries.stabilised(value.name(), axes(value), written.get(i), Optional.of(value.element())));
      }
    }
    return forward;
  }

  private Optional<DerivedNetwork.Named> value(String name) {
    return graph.values().stream().filter(value -> value.name().equals(name)).findFirst();
  }

  private static List<Axis> axes(DerivedNetwork.Named value) {
    List<Axis> axes = new ArrayList<>(List.of(new Axis(0, Axis.BATCH)));
    for (int size : value.shape()) {
      axes.add(new Axis(axes.size(), size));
    }
    return axes;
  }
}
