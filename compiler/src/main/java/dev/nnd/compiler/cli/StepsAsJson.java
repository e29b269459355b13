package dev.nnd.compiler.cli;

import dev.nnd.compiler.diagnostics.Json;
import dev.nnd.compiler.expr.Printer;
import dev.nnd.compiler.steps.Accumulation.Line;
import dev.nnd.compiler.steps.Accumulation.Term;
import dev.nnd.compiler.steps.Convention;
import dev.nnd.compiler.steps.Derivative;
import dev.nnd.compiler.steps.SourceText;
import dev.nnd.compiler.steps.Step;
import dev.nnd.compiler.steps.Step.Partial;
import dev.nnd.compiler.steps.Values;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One object with {@code function}, {@code root}, {@code mode}, {@code steps}, {@code accumulation}, {@code conventions} and
 * {@code result}. A value is null where there is none: in a branch that is not taken, or beyond the range of a double.
 */
final class StepsAsJson {
  private final Worked worked;
  private final Optional<Values> values;

  private StepsAsJson(Worked worked) {
    this.worked = worked;
    this.values = worked.values();
  }

  static String of(Worked worked) {
    StepsAsJson json = new StepsAsJson(worked);
    return "{\"function\": " + Json.quote(worked.graph().function())
        + ", \"root\": " + Json.quote(SourceText.of(worked.graph().root()))
        + ", \"mode\": " + Json.quote(worked.mode().name().toLowerCase(Locale.ROOT))
        + ",\n \"steps\": " + lines(worked.graph().steps().stream().map(json::step).toList())
        + ",\n \"accumulation\": " + lines(worked.lines().stream().map(json::line).toList())
        + ",\n \"conventions\": " + Json.list(List.copyOf(Convention.of(worked.graph())), c -> Json.quote(c.text()))
        + ",\n \"result\": " + Json.list(worked.answers().all(), worked.answers()::json) + "}";
  }

  private static String lines(List<String> objects) {
    return objects.isEmpty() ? "[]" : "[\n  " + String.join(",\n  ", objects) + "]";
  }

  private String step(Step step) {
    return "{\"name\": " + Json.quote(step.name())
        + ", \"formula\": " + Json.quote(SourceText.of(step.source()))
        + values.map(known -> value(known.of(step))).orElse("")
        + ", \"local\": " + Json.list(step.partials(), this::local) + "}";
  }

  private String local(Partial partial) {
    return "{" + derivative(partial.derivative())
        + ", \"formula\": " + Json.quote(Printer.plain().print(partial.formula()))
        + values.map(known -> value(known.of(partial))).orElse("") + "}";
  }

  private String line(Line line) {
    return "{" + derivative(line.derivative())
        + ", \"terms\": " + Json.list(line.terms(), StepsAsJson::term)
        + values.map(known -> value(known.of(line.derivative()))).orElse("") + "}";
  }

  private static String term(Term term) {
    String local = "{" + derivative(term.local().derivative()) + "}";
    return term.accumulated()
        .map(other -> "{" + derivative(other) + "}")
        .map(other -> term.localFirst() ? "[" + local + ", " + other + "]" : "[" + other + ", " + local + "]")
        .orElse("[" + local + "]");
  }

  private static String derivative(Derivative derivative) {
    return "\"of\": " + Json.quote(derivative.of()) + ", \"by\": " + Json.quote(derivative.by());
  }

  private static String value(double value) {
    return ", \"value\": " + (Double.isFinite(value) ? Numbers.text(value) : "null");
  }
}
