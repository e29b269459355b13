package dev.nnd.compiler.cli;

import dev.nnd.compiler.steps.Accumulation;
import dev.nnd.compiler.steps.Accumulation.Line;
import dev.nnd.compiler.steps.Graph;
import dev.nnd.compiler.steps.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A differentiation shown step by step.
 *
 * @param lines the accumulation, in order
 * @param values the numbers, where a point is given; those of the lines are found
 */
record Worked(Graph graph, Derivatives.Mode mode, List<Line> lines, Optional<Values> values, Answers answers) {
  Worked {
    lines = List.copyOf(lines);
  }

  static Worked of(Graph graph, Derivatives.Mode mode, Answers answers, Optional<Map<String, Double>> point) {
    List<String> variables = answers.all().stream().map(Answers.Answer::variable).toList();
    Accumulation accumulation = new Accumulation(graph);
    List<Line> lines = new ArrayList<>();
    if (mode == Derivatives.Mode.REVERSE) {
      lines.addAll(accumulation.reverse(variables));
    } else {
      variables.forEach(variable -> lines.addAll(accumulation.forward(variable)));
    }
    Optional<Values> values = point.map(at -> new Values(graph, at));
    values.ifPresent(numbers -> lines.forEach(numbers::of));
    return new Worked(graph, mode, lines, values, answers);
  }
}
