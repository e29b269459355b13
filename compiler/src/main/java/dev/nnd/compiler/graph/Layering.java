package dev.nnd.compiler.graph;

import dev.nnd.compiler.graph.Drawing.Edge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Nodes in layers, as Sugiyama, Tagawa and Toda lay out a graph (1981): each below all that it reads, in an order within the
 * layer in which few edges cross. An edge over several layers passes through a point of each.
 */
final class Layering {
  private static final int SWEEPS = 12;
  /** Beyond so many points in all, long edges go straight. */
  private static final int MOST_POINTS = 20_000;

  /** A node's place in its layer, or a point of an edge's. */
  static final class Vertex {
    final int node;
    final int layer;
    final List<Vertex> above = new ArrayList<>();
    final List<Vertex> below = new ArrayList<>();
    double place;

    Vertex(int node, int layer) {
      this.node = node;
      this.layer = layer;
    }

    boolean isPoint() {
      return node < 0;
    }
  }

  private final Drawing drawing;
  private final int[] layers;
  private final List<List<Vertex>> order = new ArrayList<>();
  private final List<Vertex> vertices = new ArrayList<>();
  private final List<List<Vertex>> paths = new ArrayList<>();

  Layering(Drawing drawing) {
    this.drawing = drawing;
    this.layers = layers();
    place();
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      sort(sweep % 2 == 0);
    }
  }

  /** From top to bottom, each from left to right. */
  List<List<Vertex>> order() {
    return order;
  }

  Vertex vertex(int node) {
    return vertices.get(node);
  }

  /** Of each edge, from its begin to its end. */
  List<List<Vertex>> paths() {
    return paths;
  }

  /** The longest path to a node; what reads nothing moves down to just above its first reader. */
  private int[] layers() {
    int[] longest = new int[drawing.nodes().size()];
    boolean[] reads = new boolean[longest.length];
    List<Edge> edges = drawing.edges().stream().sorted(Comparator.comparingInt(Edge::to)).toList();
    for (Edge edge : edges) {
      longest[edge.to()] = Math.max(longest[edge.to()], longest[edge.from()] + 1);
      reads[edge.to()] = true;
    }
    int[] first = new int[longest.length];
    Arrays.fill(first, Integer.MAX_VALUE);
    edges.forEach(edge -> first[edge.from()] = Math.min(first[edge.from()], longest[edge.to()]));
    for (int node = 0; node < longest.length; node++) {
      if (!reads[node] && first[node] < Integer.MAX_VALUE) {
        longest[node] = first[node] - 1;
      }
    }
    return longest;
  }

  private void place() {
    int depth = Arrays.stream(layers).max().orElse(-1) + 1;
    for (int layer = 0; layer < depth; layer++) {
      order.add(new ArrayList<>());
    }
    for (int node = 0; node < layers.length; node++) {
      vertices.add(add(node, layers[node]));
    }
    long points = drawing.edges().stream().mapToLong(edge -> layers[edge.to()] - layers[edge.from()] - 1).sum();
    for (Edge edge : drawing.edges()) {
      List<Vertex> path = new ArrayList<>(List.of(vertices.get(edge.from())));
      for (int layer = layers[edge.from()] + 1; points <= MOST_POINTS && layer < layers[edge.to()]; layer++) {
        path.add(add(-1, layer));
      }
      path.add(vertices.get(edge.to()));
      for (int i = 1; i < path.size(); i++) {
        path.get(i).above.add(path.get(i - 1));
        path.get(i - 1).below.add(path.get(i));
      }
      paths.add(path);
    }
    order.forEach(Layering::number);
  }

  private Vertex add(int node, int layer) {
    Vertex vertex = new Vertex(node, layer);
    order.get(layer).add(vertex);
    return vertex;
  }

  private static void number(List<Vertex> layer) {
    for (int i = 0; i < layer.size(); i++) {
      layer.get(i).place = i;
    }
  }

  /** Each layer by the mean place of the neighbours; equal ones stay in their order. */
  private void sort(boolean downwards) {
    for (int i = 0; i < order.size(); i++) {
      List<Vertex> layer = order.get(downwards ? i : order.size() - 1 - i);
      double[] means = layer.stream()
          .mapToDouble(vertex -> mean(downwards ? vertex.above : vertex.below, vertex.place))
          .toArray();
      List<Integer> positions = new ArrayList<>();
      for (int k = 0; k < layer.size(); k++) {
        positions.add(k);
      }
      positions.sort(Comparator.comparingDouble(k -> means[k]));
      List<Vertex> sorted = positions.stream().map(layer::get).toList();
      layer.clear();
      layer.addAll(sorted);
      number(layer);
    }
  }

  private static double mean(List<Vertex> neighbours, double otherwise) {
    return neighbours.stream().mapToDouble(vertex -> vertex.place).average().orElse(otherwise);
  }
}
