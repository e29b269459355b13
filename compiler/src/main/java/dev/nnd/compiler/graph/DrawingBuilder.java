package dev.nnd.compiler.graph;

import dev.nnd.compiler.graph.Drawing.Edge;
import dev.nnd.compiler.graph.Drawing.Kind;
import dev.nnd.compiler.graph.Drawing.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects nodes under keys, and who reads them. */
final class DrawingBuilder {
  private final String title;
  private final List<Node> nodes = new ArrayList<>();
  private final Set<Edge> edges = new LinkedHashSet<>();
  private final Map<Object, Integer> positions = new HashMap<>();

  DrawingBuilder(String title) {
    this.title = title;
  }

  /** @param reads the keys of what it reads; those without a node are passed over */
  void add(Object key, Kind kind, List<String> lines, List<String> adjoints, Collection<?> reads) {
    int position = nodes.size();
    nodes.add(new Node(kind, lines, adjoints));
    for (Object read : reads) {
      Optional.ofNullable(positions.get(read)).ifPresent(from -> edges.add(new Edge(from, position)));
    }
    positions.put(key, position);
  }

  boolean has(Object key) {
    return positions.containsKey(key);
  }

  Drawing build() {
    return new Drawing(title, nodes, List.copyOf(edges));
  }
}
