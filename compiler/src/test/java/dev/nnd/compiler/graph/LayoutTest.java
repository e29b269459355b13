package dev.nnd.compiler.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.graph.Drawing.Edge;
import dev.nnd.compiler.graph.Drawing.Kind;
import dev.nnd.compiler.graph.Drawing.Node;
import dev.nnd.compiler.graph.Layout.Box;
import dev.nnd.compiler.graph.Layout.Point;
import dev.nnd.compiler.graph.Layout.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static Node node(int i) {
    return new Node(Kind.VALUE, List.of("v" + i + " < \"&\\"), List.of());
  }

  /** Every node reads up to two before it. */
  private static Drawing random(int nodes, long seed) {
    Random random = new Random(seed);
    List<Node> all = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      all.add(node(i));
      for (int k = 0; k < 2 && i > 4; k++) {
        Edge edge = new Edge(Math.max(0, i - 1 - random.nextInt(30)), i);
        if (!edges.contains(edge)) {
          edges.add(edge);
        }
      }
    }
    return new Drawing("random", all, edges);
  }

  private static boolean overlap(Box a, Box b) {
    return a.x() < b.x() + b.width() && b.x() < a.x() + a.width() && a.y() < b.y() + b.height() && b.y() < a.y() + a.height();
  }

  @Test
  void boxesDoNotOverlapAndEdgesGoDown() {
    for (long seed = 0; seed < 20; seed++) {
      Drawing drawing = random(60, seed);
      Random random = new Random(seed);
      List<Size> sizes = drawing.nodes().stream().map(node -> new Size(20 + random.nextInt(200), 20 + random.nextInt(60))).toList();
      Layout layout = new Layout(drawing, sizes);
      for (int i = 0; i < 60; i++) {
        Box box = layout.box(i);
        assertThat(box.x()).isNotNegative();
        assertThat(box.x() + box.width()).isLessThanOrEqualTo(layout.width());
        assertThat(box.y() + box.height()).isLessThanOrEqualTo(layout.height());
        for (int j = 0; j < i; j++) {
          assertThat(overlap(box, layout.box(j))).as(seed + ": " + i + " and " + j).isFalse();
        }
      }
      for (int e = 0; e < drawing.edges().size(); e++) {
        List<Point> points = layout.edge(e);
        for (int i = 1; i < points.size(); i++) {
          assertThat(points.get(i).y()).isGreaterThanOrEqualTo(points.get(i - 1).y());
        }
      }
    }
  }

  @Test
  void textIsEscapedAndTheSameEachTime() {
    Drawing drawing = random(600, 3);
    assertThat(Svg.of(drawing)).isEqualTo(Svg.of(drawing)).contains("v7 &lt; &quot;&amp;\\").doesNotContain("< \"&");
    assertThat(Dot.of(drawing)).contains("label=\"v7 < \\\"&\\\\\"");
  }

  @Test
  void nothingAndOneNode() {
    assertThat(Svg.of(new Drawing("nothing", List.of(), List.of()))).contains("</svg>");
    assertThat(Svg.of(new Drawing("one", List.of(node(1)), List.of()))).contains("v1");
  }
}
