package dev.nnd.compiler.graph;

import dev.nnd.compiler.graph.Drawing.Node;
import dev.nnd.compiler.graph.Layout.Box;
import dev.nnd.compiler.graph.Layout.Point;
import dev.nnd.compiler.graph.Layout.Size;
import java.util.List;
import java.util.Locale;

/** A drawing as one SVG file that refers to nothing else. */
public final class Svg {
  private static final double CHARACTER = 7.3;
  private static final double LINE = 17;
  private static final double PADDING = 9;
  private static final double TITLE = 26;
  private static final String STYLE = """
      text { font: 12px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: #1f2430 }
      .title { font-weight: bold; font-size: 14px }
      .adjoint { fill: #a3341a }
      rect { stroke: #5b6472; rx: 5px }
      .input { fill: #dcebfa } .target { fill: #f6e2ef } .parameter { fill: #e2f3dc }
      .value { fill: #ffffff } .result { fill: #fdf0cf; stroke-width: 2px }
      path { fill: none; stroke: #5b6472; stroke-width: 1.2px }
      marker path { fill: #5b6472; stroke: none }
      """;

  private final StringBuilder text = new StringBuilder();

  private Svg() {}

  public static String of(Drawing drawing) {
    return new Svg().write(drawing);
  }

  private static Size size(Node node) {
    int lines = node.lines().size() + node.adjoints().size();
    int longest = Math.max(longest(node.lines()), longest(node.adjoints()));
    return new Size(Math.max(3, longest) * CHARACTER + 2 * PADDING, lines * LINE + PADDING);
  }

  private static int longest(List<String> lines) {
    return lines.stream().mapToInt(line -> line.codePointCount(0, line.length())).max().orElse(0);
  }

  private String write(Drawing drawing) {
    Layout layout = new Layout(drawing, drawing.nodes().stream().map(Svg::size).toList());
    double width = Math.max(layout.width(), longest(List.of(drawing.title())) * CHARACTER * 1.2 + 40);
    line("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\">",
        number(width), number(layout.height() + TITLE), number(width), number(layout.height() + TITLE));
    line("<title>%s</title>", escaped(drawing.title()));
    text.append("<style>\n").append(STYLE).append("</style>\n");
    line("<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">"
        + "<path d=\"M0,0 L8,4 L0,8 z\"/></marker></defs>");
    line("<rect width=\"100%%\" height=\"100%%\" style=\"fill: #ffffff; stroke: none; rx: 0\"/>");
    line("<text class=\"title\" x=\"20\" y=\"22\">%s</text>", escaped(drawing.title()));
    line("<g transform=\"translate(0 %s)\">", number(TITLE));
    for (int i = 0; i < drawing.edges().size(); i++) {
      edge(layout.edge(i));
    }
    for (int i = 0; i < drawing.nodes().size(); i++) {
      node(drawing.nodes().get(i), layout.box(i));
    }
    line("</g>");
    line("</svg>");
    return text.toString();
  }

  private void node(Node node, Box box) {
    line("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>",
        node.kind().name().toLowerCase(Locale.ROOT), number(box.x()), number(box.y()), number(box.width()), number(box.height()));
    double y = box.y() + PADDING / 2 + LINE - 5;
    for (String each : node.lines()) {
      line("<text x=\"%s\" y=\"%s\">%s</text>", number(box.x() + PADDING), number(y), escaped(each));
      y += LINE;
    }
    for (String each : node.adjoints()) {
      line("<text class=\"adjoint\" x=\"%s\" y=\"%s\">%s</text>", number(box.x() + PADDING), number(y), escaped(each));
      y += LINE;
    }
  }

  /** Vertical where it begins and ends; straight through the layers that it passes. */
  private void edge(List<Point> points) {
    StringBuilder path = new StringBuilder("M" + at(points.get(0)));
    for (int i = 1; i < points.size(); i++) {
      Point from = points.get(i - 1);
      Point to = points.get(i);
      boolean straight = from.x() == to.x();
      double middle = (from.y() + to.y()) / 2;
      path.append(straight
          ? " L" + at(to)
          : " C" + at(new Point(from.x(), middle)) + " " + at(new Point(to.x(), middle)) + " " + at(to));
    }
    line("<path d=\"%s\" marker-end=\"url(#arrow)\"/>", path);
  }

  private static String at(Point point) {
    return number(point.x()) + "," + number(point.y());
  }

  /** One digit after the point is finer than a screen. */
  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value + 0.0);
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private static String escaped(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
