package dev.nnd.compiler.diagnostics;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows diagnostics to a person: the source line with its places underlined, the last label of a line beside its
 * underline, the others below, each under a bar that leads up to its place.
 */
public final class TextRenderer {

  private final Palette palette;

  /** @param colours whether to use ANSI escapes; only a terminal wants them */
  public TextRenderer(boolean colours) {
    this.palette = colours ? Palette.ANSI : Palette.PLAIN;
  }

  /** All of them, an empty line between two. */
  public String render(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(this::render).collect(Collectors.joining("\n"));
  }

  /** One of them, ending with a line end. */
  public String render(Diagnostic diagnostic) {
    StringBuilder out = new StringBuilder();
    out.append(palette.severity(diagnostic.severity(), diagnostic.severity().word() + "[" + diagnostic.code().id() + "]"))
        .append(": ").append(DisplayWidth.printable(diagnostic.title())).append('\n');
    Map<SourceFile, List<Label>> bySource = bySource(diagnostic);
    int gutter = bySource.values().stream().flatMap(List::stream)
        .mapToInt(label -> Integer.toString(label.span().line()).length()).max().orElse(1);
    String arrow = "-->";
    for (List<Label> labels : bySource.values()) {
      Span first = labels.get(0).span();
      out.append(" ".repeat(gutter)).append(palette.frame(arrow)).append(' ').append(first).append('\n');
      appendLines(out, first.source(), labels, gutter);
      arrow = ":::";
    }
    for (String help : diagnostic.helps()) {
      out.append(palette.help("help")).append(": ").append(DisplayWidth.printable(help)).append('\n');
    }
    return out.toString();
  }

  private static Map<SourceFile, List<Label>> bySource(Diagnostic diagnostic) {
    return Stream.concat(Stream.of(diagnostic.primary()), diagnostic.labels().stream())
        .collect(Collectors.groupingBy(label -> label.span().source(), LinkedHashMap::new, Collectors.toList()));
  }

  private void appendLines(StringBuilder out, SourceFile source, List<Label> labels, int gutter) {
    SortedMap<Integer, List<Label>> byLine =
        labels.stream().collect(Collectors.groupingBy(label -> label.span().line(), TreeMap::new, Collectors.toList()));
    String margin = " ".repeat(gutter + 1) + palette.frame("|");
    out.append(margin).append('\n');
    int last = byLine.firstKey();
    for (Map.Entry<Integer, List<Label>> entry : byLine.entrySet()) {
      int line = entry.getKey();
      if (line > last + 1) {
        out.append(palette.frame("...")).append('\n');
      }
      String number = String.format("%" + gutter + "d |", line);
      String text = DisplayWidth.printable(source.lineText(line)).stripTrailing();
      out.append(palette.frame(number)).append(text.isEmpty() ? "" : " " + text).append('\n');
      for (String marks : new MarkedLine(source, line, entry.getValue()).rows()) {
        out.append(margin).append(' ').append(palette.mark(marks)).append('\n');
      }
      last = line;
    }
  }

  /** The marks under one line of source. */
  private record MarkedLine(SourceFile source, int line, List<Label> labels) {

    private static final Comparator<Label> BY_START = Comparator.comparingInt(label -> label.span().start());

    List<String> rows() {
      List<Label> sorted = labels.stream().sorted(BY_START).toList();
      StringBuilder underline = new StringBuilder();
      for (Label label : sorted) {
        mark(underline, column(label.span().start()), endColumn(label.span()));
      }
      Label last = sorted.get(sorted.size() - 1);
      Stream<String> first = Stream.of(last.text().isEmpty() ? underline.toString() : underline + " " + text(last));
      List<Label> below = sorted.subList(0, sorted.size() - 1).stream().filter(label -> !label.text().isEmpty()).toList();
      Stream<String> rows = Stream.iterate(below.size() - 1, i -> i >= 0, i -> i - 1).map(i -> row(below.subList(0, i + 1)));
      return Stream.concat(first, rows).toList();
    }

    /** The last of these labels said, and bars for those still to come. */
    private String row(List<Label> open) {
      StringBuilder row = new StringBuilder();
      for (Label label : open) {
        put(row, column(label.span().start()), '|');
      }
      return row.append(' ').append(text(open.get(open.size() - 1))).toString();
    }

    private static String text(Label label) {
      return DisplayWidth.printable(label.text());
    }

    private static void mark(StringBuilder row, int from, int to) {
      for (int column = from; column < Math.max(to, from + 1); column++) {
        put(row, column, '^');
      }
    }

    private static void put(StringBuilder row, int column, char mark) {
      while (row.length() <= column) {
        row.append(' ');
      }
      row.setCharAt(column, mark);
    }

    private int column(int offset) {
      String text = source.lineText(line);
      return DisplayWidth.of(text.substring(0, Math.min(offset - source.lineStart(line), text.length())));
    }

    /** A span that goes on below is underlined to the end of its first line. */
    private int endColumn(Span span) {
      return column(Math.min(span.end(), source.lineStart(line) + source.lineText(line).length()));
    }
  }
}
