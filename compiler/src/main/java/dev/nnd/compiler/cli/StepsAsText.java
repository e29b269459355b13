package dev.nnd.compiler.cli;

import dev.nnd.compiler.expr.Printer;
import dev.nnd.compiler.steps.Accumulation.Line;
import dev.nnd.compiler.steps.Accumulation.Term;
import dev.nnd.compiler.steps.Convention;
import dev.nnd.compiler.steps.Derivative;
import dev.nnd.compiler.steps.SourceText;
import dev.nnd.compiler.steps.Step;
import dev.nnd.compiler.steps.Step.Partial;
import dev.nnd.compiler.steps.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The elementary functions as a table of the textbook (4.1), then the accumulation and the result. */
final class StepsAsText {
  private static final String UNDEFINED = "undefined";
  private static final String NOT_EVALUATED = "-";

  private final Worked worked;
  private final Optional<Values> values;

  private StepsAsText(Worked worked) {
    this.worked = worked;
    this.values = worked.values();
  }

  static String of(Worked worked) {
    StepsAsText text = new StepsAsText(worked);
    List<String> lines = new ArrayList<>();
    if (!worked.graph().steps().isEmpty()) {
      lines.addAll(text.table());
      lines.add("");
    }
    lines.add(worked.graph().function() + " = " + SourceText.of(worked.graph().root()));
    Convention.of(worked.graph()).forEach(convention -> lines.add("convention: " + convention.text()));
    lines.add("");
    lines.addAll(text.accumulation());
    lines.add("");
    lines.addAll(text.results());
    return String.join("\n", lines);
  }

  private List<String> table() {
    TextTable table = values.isPresent()
        ? new TextTable(2, "step", "local derivative", "value", "local value")
        : new TextTable(2, "step", "local derivative");
    for (Step step : worked.graph().steps()) {
      String definition = step.name() + " = " + SourceText.of(step.source());
      String value = values.map(numbers -> number(step.name(), numbers.of(step))).orElse("");
      for (Partial partial : step.partials()) {
        String local = symbol(partial.derivative()) + " = " + Printer.plain().print(partial.formula());
        if (values.isPresent()) {
          table.row(definition, local, value, number(step.name(), values.get().of(partial)));
        } else {
          table.row(definition, local);
        }
        definition = "";
        value = "";
      }
    }
    return table.lines();
  }

  private List<String> accumulation() {
    int width = worked.lines().stream().mapToInt(line -> symbol(line.derivative()).length()).max().orElse(0);
    return worked.lines().stream()
        .map(line -> {
          String symbol = symbol(line.derivative());
          return symbol + " ".repeat(width - symbol.length()) + " = " + chain(line);
        })
        .toList();
  }

  private String chain(Line line) {
    if (line.terms().isEmpty()) {
      return line.isSeed() ? "1" : "0";
    }
    String symbols = isDirect(line)
        ? Printer.plain().print(line.terms().get(0).local().formula())
        : joined(line, StepsAsText::symbols);
    if (values.isPresent() && !values.get().isEvaluated(line.derivative().of())) {
      return symbols + ", not evaluated";
    }
    if (values.isEmpty()) {
      return isDirect(line) ? symbols : symbols + " = " + joined(line, StepsAsText::formulas);
    }
    String numbers = joined(line, this::numbers);
    String value = number(line.derivative().of(), values.get().of(line.derivative()));
    return Stream.of(symbols, numbers, value).distinct().collect(Collectors.joining(" = "));
  }

  /** Whether this is a local derivative by the variable itself and nothing else. */
  private static boolean isDirect(Line line) {
    return line.terms().size() == 1 && line.terms().get(0).accumulated().isEmpty();
  }

  private static String joined(Line line, Function<Term, String> show) {
    return line.terms().stream().map(show).collect(Collectors.joining(" + "));
  }

  /** In symbols; what depends on the variable itself is written out. */
  private static String symbols(Term term) {
    return product(term, StepsAsText::symbol, local -> term.accumulated().isPresent() ? symbol(local.derivative()) : formula(local));
  }

  private static String formulas(Term term) {
    return product(term, StepsAsText::symbol, StepsAsText::formula);
  }

  private static String formula(Partial local) {
    return Printer.plain().printFactor(local.formula());
  }

  private String numbers(Term term) {
    Values known = values.orElseThrow();
    return !known.isEvaluated(term) ? "0" : product(term,
        derivative -> number(derivative.of(), known.of(derivative)),
        local -> number(local.derivative().of(), known.of(local)));
  }

  private static String product(Term term, Function<Derivative, String> accumulated, Function<Partial, String> local) {
    String own = local.apply(term.local());
    return term.accumulated()
        .map(accumulated)
        .map(other -> term.localFirst() ? own + " * " + other : other + " * " + own)
        .orElse(own);
  }

  private String number(String step, double value) {
    return !values.orElseThrow().isEvaluated(step) ? NOT_EVALUATED : Double.isNaN(value) ? UNDEFINED : Numbers.text(value);
  }

  private static String symbol(Derivative derivative) {
    return "∂" + derivative.of() + "/∂" + derivative.by();
  }

  private List<String> results() {
    return worked.answers().all().stream()
        .map(answer -> "d" + worked.graph().function() + "/d" + answer.variable()
            + " = " + Printer.plain().print(answer.derivative())
            + answer.value().map(Numbers::text)
                .filter(value -> !value.equals(Printer.plain().print(answer.derivative())))
                .map(value -> " = " + value).orElse(""))
        .toList();
  }
}
