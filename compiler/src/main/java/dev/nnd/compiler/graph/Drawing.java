package dev.nnd.compiler.graph;

import java.util.List;

/**
 * A computation graph as it is to be seen.
 *
 * @param title of the whole
 * @param nodes each after those that it reads
 */
public record Drawing(String title, List<Node> nodes, List<Edge> edges) {
  public Drawing {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /** What a node is. */
  public enum Kind {
    INPUT,
    TARGET,
    PARAMETER,
    VALUE,
    RESULT
  }

  /**
   * A value.
   *
   * @param lines what is told of it: its name or formula, and its number where that is known
   * @param adjoints the derivatives of the whole by it, beside
   */
  public record Node(Kind kind, List<String> lines, List<String> adjoints) {
    public Node {
      lines = List.copyOf(lines);
      adjoints = List.copyOf(adjoints);
    }
  }

  /** One value is read by another; both by their positions. */
  public record Edge(int from, int to) {}
}
