package dev.nnd.compiler.graph;

import dev.nnd.compiler.graph.Layering.Vertex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where everything stands: boxes that do not overlap, each as near to its neighbours as that allows. */
final class Layout {
  private static final double GAP = 24;
  private static final double POINT_GAP = 10;
  private static final double LAYER_GAP = 44;
  private static final double MARGIN = 20;
  private static final int SWEEPS = 16;

  /** The size of a node's box. */
  record Size(double width, double height) {}

  /** A box by its upper left corner. */
  record Box(double x, double y, double width, double height) {}

  /** A point of an edge. */
  record Point(double x, double y) {}

  private final Layering layering;
  private final List<Size> sizes;
  private final Map<Vertex, Double> centres = new HashMap<>();
  private final List<Double> tops = new ArrayList<>();
  private final List<Double> heights = new ArrayList<>();
  private double left = Double.POSITIVE_INFINITY;
  private double right = Double.NEGATIVE_INFINITY;

  /** @param sizes of the nodes */
  Layout(Drawing drawing, List<Size> sizes) {
    this.layering = new Layering(drawing);
    this.sizes = sizes;
    rows();
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < layering.order().size(); i++) {
        boolean downwards = sweep % 2 == 0;
        place(layering.order().get(downwards ? i : layering.order().size() - 1 - i), sweep, downwards);
      }
    }
    layering.order().forEach(layer -> layer.forEach(vertex -> {
      left = Math.min(left, centres.get(vertex) - width(vertex) / 2);
      right = Math.max(right, centres.get(vertex) + width(vertex) / 2);
    }));
  }

  private double width(Vertex vertex) {
    return vertex.isPoint() ? 0 : sizes.get(vertex.node).width();
  }

  private void rows() {
    double y = MARGIN;
    for (List<Vertex> layer : layering.order()) {
      double height = layer.stream().filter(vertex -> !vertex.isPoint()).mapToDouble(vertex -> sizes.get(vertex.node).height()).max().orElse(0);
      tops.add(y);
      heights.add(height);
      y += height + LAYER_GAP;
    }
  }

  /**
   * The least squares of the distances to where the vertices want to be, in their order and without overlap: pool adjacent
   * violators (Ayer et al. 1955) after the widths are taken away.
   */
  private void place(List<Vertex> layer, int sweep, boolean downwards) {
    double[] offsets = new double[layer.size()];
    for (int i = 1; i < layer.size(); i++) {
      Vertex before = layer.get(i - 1);
      Vertex vertex = layer.get(i);
      double gap = before.isPoint() && vertex.isPoint() ? POINT_GAP : GAP;
      offsets[i] = offsets[i - 1] + width(before) / 2 + gap + width(vertex) / 2;
    }
    List<double[]> blocks = new ArrayList<>();
    for (int i = 0; i < layer.size(); i++) {
      double[] block = {wanted(layer.get(i), offsets[i], sweep, downwards) - offsets[i], 1};
      while (!blocks.isEmpty() && blocks.get(blocks.size() - 1)[0] > block[0]) {
        double[] last = blocks.remove(blocks.size() - 1);
        block = new double[] {(last[0] * last[1] + block[0] * block[1]) / (last[1] + block[1]), last[1] + block[1]};
      }
      blocks.add(block);
    }
    int i = 0;
    for (double[] block : blocks) {
      for (int k = 0; k < block[1]; k++) {
        centres.put(layer.get(i), block[0] + offsets[i]);
        i++;
      }
    }
  }

  /** The mean of the neighbours that stand already; in the first sweep, none do below. */
  private double wanted(Vertex vertex, double otherwise, int sweep, boolean downwards) {
    List<Vertex> neighbours = new ArrayList<>(downwards ? vertex.above : vertex.below);
    if (sweep >= SWEEPS / 2) {
      neighbours.addAll(downwards ? vertex.below : vertex.above);
    }
    return neighbours.stream().filter(centres::containsKey).mapToDouble(centres::get).average()
        .orElse(centres.getOrDefault(vertex, otherwise));
  }

  double width() {
    return left > right ? 2 * MARGIN : right - left + 2 * MARGIN;
  }

  double height() {
    int last = tops.size() - 1;
    return last < 0 ? 2 * MARGIN : tops.get(last) + heights.get(last) + MARGIN;
  }

  private double centre(Vertex vertex) {
    return centres.get(vertex) - left + MARGIN;
  }

  Box box(int node) {
    Vertex vertex = layering.vertex(node);
    Size size = sizes.get(node);
    double y = tops.get(vertex.layer) + (heights.get(vertex.layer) - size.height()) / 2;
    return new Box(centre(vertex) - size.width() / 2, y, size.width(), size.height());
  }

  /** From the lower side of a box to the upper side of another, down through the layers between them. */
  List<Point> edge(int number) {
    List<Vertex> path = layering.paths().get(number);
    List<Point> points = new ArrayList<>();
    Box from = box(path.get(0).node);
    points.add(new Point(centre(path.get(0)), from.y() + from.height()));
    for (Vertex vertex : path.subList(1, path.size() - 1)) {
      points.add(new Point(centre(vertex), tops.get(vertex.layer)));
      points.add(new Point(centre(vertex), tops.get(vertex.layer) + heights.get(vertex.layer)));
    }
    Vertex last = path.get(path.size() - 1);
    points.add(new Point(centre(last), box(last.node).y()));
    return points;
  }
}
