package dev.nnd.compiler.steps;

import dev.nnd.compiler.steps.Step.Partial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The chain rule along a graph, line by line (textbook equations 4.73 to 4.83). */
public final class Accumulation {
  /**
   * A derivative as the sum of terms: 1 where the accumulation begins, 0 where there is nothing to add.
   *
   * @param isSeed whether it begins here
   */
  public record Line(Derivative derivative, boolean isSeed, List<Term> terms) {
    public Line {
      terms = List.copyOf(terms);
    }
  }

  /**
   * What one path adds: a derivative of an earlier line, if any, times a local one.
   *
   * @param localFirst whether the local derivative is written first, as in forward mode
   */
  public record Term(Optional<Derivative> accumulated, Partial local, boolean localFirst) {}

  private final Graph graph;
  private final Optional<String> root;

  public Accumulation(Graph graph) {
    this.graph = graph;
    this.root = graph.rootName();
  }

  /** From the whole to each of these variables, against the direction of the computation. */
  public List<Line> reverse(List<String> variables) {
    Map<String, List<Partial>> uses = new HashMap<>();
    Set<String> moving = new HashSet<>(variables);
    for (Step step : graph.steps()) {
      for (Partial partial : step.partials()) {
        uses.computeIfAbsent(partial.derivative().by(), name -> new ArrayList<>()).add(partial);
        if (moving.contains(partial.derivative().by())) {
          moving.add(step.name());
        }
      }
    }
    List<Line> lines = new ArrayList<>();
    for (int i = graph.steps().size() - 1; i >= 0; i--) {
      String name = graph.steps().get(i).name();
      if (moving.contains(name)) {
        lines.add(adjoint(name, uses));
      }
    }
    variables.forEach(variable -> lines.add(adjoint(variable, uses)));
    return lines;
  }

  private Line adjoint(String name, Map<String, List<Partial>> uses) {
    boolean isRoot = isRoot(name);
    List<Term> terms = uses.getOrDefault(name, List.of()).stream()
        .map(use -> new Term(Optional.of(new Derivative(graph.function(), use.derivative().of())), use, false))
        .toList();
    return new Line(new Derivative(graph.function(), name), isRoot, isRoot ? List.of() : terms);
  }

  private boolean isRoot(String name) {
    return root.filter(name::equals).isPresent();
  }

  /** From a variable to the whole, in the direction of the computation. */
  public List<Line> forward(String variable) {
    Map<String, Line> lines = new LinkedHashMap<>();
    for (Step step : graph.steps()) {
      List<Term> terms = new ArrayList<>();
      for (Partial partial : step.partials()) {
        String by = partial.derivative().by();
        if (by.equals(variable)) {
          terms.add(new Term(Optional.empty(), partial, true));
        } else if (lines.containsKey(by)) {
          terms.add(new Term(Optional.of(lines.get(by).derivative()), partial, true));
        }
      }
      if (!terms.isEmpty()) {
        lines.put(step.name(), new Line(new Derivative(step.name(), variable), false, terms));
      }
    }
    List<Line> all = new ArrayList<>(lines.values());
    List<Term> last = root.flatMap(name -> Optional.ofNullable(lines.get(name))).stream()
        .map(line -> new Term(Optional.of(line.derivative()), graph.whole(line.derivative().of()), true))
        .toList();
    all.add(new Line(new Derivative(graph.function(), variable), isRoot(variable), last));
    return all;
  }
}
