package dev.nnd.compiler.graph;

import dev.nnd.compiler.graph.Drawing.Edge;
import dev.nnd.compiler.graph.Drawing.Node;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A drawing as text for Graphviz, which lays it out itself. */
public final class Dot {
  private Dot() {}

  public static String of(Drawing drawing) {
    StringBuilder text = new StringBuilder("digraph {\n");
    text.append("  label=").append(quoted(List.of(drawing.title()))).append("; labelloc=t;\n");
    text.append("  node [shape=box, style=\"rounded,filled\", fontname=\"monospace\", fontsize=10];\n");
    for (int i = 0; i < drawing.nodes().size(); i++) {
      Node node = drawing.nodes().get(i);
      List<String> lines = Stream.concat(node.lines().stream(), node.adjoints().stream()).toList();
      text.append("  n").append(i).append(" [label=").append(quoted(lines))
          .append(", fillcolor=\"").append(colour(node.kind())).append("\"];\n");
    }
    for (Edge edge : drawing.edges()) {
      text.append("  n").append(edge.from()).append(" -> n").append(edge.to()).append(";\n");
    }
    return text.append("}\n").toString();
  }

  private static String colour(Drawing.Kind kind) {
    return switch (kind) {
      case INPUT -> "#dcebfa";
      case TARGET -> "#f6e2ef";
      case PARAMETER -> "#e2f3dc";
      case VALUE -> "#ffffff";
      case RESULT -> "#fdf0cf";
    };
  }

  /** Each line flush left. */
  private static String quoted(List<String> lines) {
    return lines.stream()
        .map(line -> line.replace("\\", "\\\\").replace("\"", "\\\""))
        .collect(Collectors.joining("\\l", "\"", lines.size() > 1 ? "\\l\"" : "\""));
  }
}
