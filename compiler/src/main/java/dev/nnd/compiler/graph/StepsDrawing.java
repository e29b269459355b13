package dev.nnd.compiler.graph;

import dev.nnd.compiler.expr.Printer;
import dev.nnd.compiler.graph.Drawing.Kind;
import dev.nnd.compiler.steps.Accumulation;
import dev.nnd.compiler.steps.Accumulation.Line;
import dev.nnd.compiler.steps.Accumulation.Term;
import dev.nnd.compiler.steps.Graph;
import dev.nnd.compiler.steps.SourceText;
import dev.nnd.compiler.steps.Step;
import dev.nnd.compiler.steps.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** A formula of single numbers, taken apart into elementary functions, as the textbook draws it (figure 4.23). */
public final class StepsDrawing {
  private final Graph graph;
  private final Optional<Values> values;
  private final DoubleFunction<String> number;

  private StepsDrawing(Graph graph, Optional<Values> values, DoubleFunction<String> number) {
    this.graph = graph;
    this.values = values;
    this.number = number;
  }

  /**
   * @param variables in the order of the function's arguments
   * @param gradient whether the derivative of the whole by each node is beside it
   * @param point a value for each variable, where numbers are wanted
   * @param number how they are written
   */
  public static Drawing of(
      String title, Graph graph, List<String> variables, boolean gradient, Optional<Map<String, Double>> point,
      DoubleFunction<String> number) {
    return new StepsDrawing(graph, point.map(at -> new Values(graph, at)), number).draw(title, variables, gradient, point);
  }

  private Drawing draw(String title, List<String> variables, boolean gradient, Optional<Map<String, Double>> point) {
    DrawingBuilder drawing = new DrawingBuilder(title);
    Map<String, List<String>> adjoints = gradient ? adjoints(variables) : Map.of();
    for (String variable : variables) {
      List<String> lines = new ArrayList<>(List.of(variable));
      point.ifPresent(at -> lines.add("= " + number.apply(at.get(variable))));
      drawing.add(variable, Kind.INPUT, lines, adjoints.getOrDefault(variable, List.of()), List.of());
    }
    String last = graph.rootName().orElse("");
    for (Step step : graph.steps()) {
      List<String> lines = new ArrayList<>(List.of(step.name() + " = " + SourceText.of(step.source())));
      values.ifPresent(numbers -> lines.add("= " + number(numbers.of(step))));
      drawing.add(
          step.name(), step.name().equals(last) ? Kind.RESULT : Kind.VALUE, lines,
          adjoints.getOrDefault(step.name(), List.of()),
          step.partials().stream().map(partial -> partial.derivative().by()).toList());
    }
    return drawing.build();
  }

  private String number(double value) {
    return Double.isNaN(value) ? "not defined" : number.apply(value);
  }

  private Map<String, List<String>> adjoints(List<String> variables) {
    Map<String, List<String>> adjoints = new HashMap<>();
    for (Line line : new Accumulation(graph).reverse(variables)) {
      String name = "∂" + line.derivative().of() + "/∂" + line.derivative().by();
      List<String> lines = new ArrayList<>(List.of(name + " = " + chain(line)));
      values.map(numbers -> "= " + number(numbers.of(line)))
          .filter(value -> !lines.get(0).endsWith(" " + value))
          .ifPresent(lines::add);
      adjoints.put(line.derivative().by(), lines);
    }
    return adjoints;
  }

  private static String chain(Line line) {
    if (line.terms().isEmpty()) {
      return line.isSeed() ? "1" : "0";
    }
    return line.terms().stream()
        .map(StepsDrawing::product)
        .collect(Collectors.joining(" + "));
  }

  private static String product(Term term) {
    String local = Printer.plain().printFactor(term.local().formula());
    return term.accumulated()
        .map(other -> "∂" + other.of() + "/∂" + other.by() + (local.equals("1") ? "" : " * " + local))
        .orElse(local);
  }
}
