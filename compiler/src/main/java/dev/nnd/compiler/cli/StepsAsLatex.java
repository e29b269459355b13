package dev.nnd.compiler.cli;

import dev.nnd.compiler.expr.LatexPrinter;
import dev.nnd.compiler.steps.Accumulation.Line;
import dev.nnd.compiler.steps.Accumulation.Term;
import dev.nnd.compiler.steps.Derivative;
import dev.nnd.compiler.steps.SourceLatex;
import dev.nnd.compiler.steps.Step;
import dev.nnd.compiler.steps.Step.Partial;
import dev.nnd.compiler.steps.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of elementary functions as an array, the accumulation and the result as aligned equations. */
final class StepsAsLatex {
  private final Worked worked;
  private final Optional<Values> values;

  private StepsAsLatex(Worked worked) {
    this.worked = worked;
    this.values = worked.values();
  }

  static String of(Worked worked) {
    StepsAsLatex latex = new StepsAsLatex(worked);
    List<String> lines = new ArrayList<>();
    if (!worked.graph().steps().isEmpty()) {
      lines.addAll(latex.table());
    }
    lines.addAll(latex.equations());
    return String.join("\n", lines);
  }

  private List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add("\\[\\begin{array}{" + (values.isPresent() ? "llrr" : "ll") + "}");
    String numbered = values.isPresent() ? " & \\text{value} & \\text{local value}" : "";
    lines.add("\\text{step} & \\text{local derivative}" + numbered + " \\\\ \\hline");
    for (Step step : worked.graph().steps()) {
      String definition = LatexPrinter.name(step.name()) + " = " + SourceLatex.of(step.source());
      String value = values.map(known -> number(step.name(), known.of(step))).orElse("");
      for (Partial partial : step.partials()) {
        String local = Latex.symbol(partial.derivative()) + " = " + LatexPrinter.plain().print(partial.formula());
        String numbers = values.isEmpty() ? "" : " & " + value + " & " + number(step.name(), values.get().of(partial));
        lines.add(definition + " & " + local + numbers + " \\\\");
        definition = "";
        value = "";
      }
    }
    lines.add("\\end{array}\\]");
    return lines;
  }

  private List<String> equations() {
    List<String> lines = new ArrayList<>();
    lines.add("\\[\\begin{aligned}");
    lines.add(LatexPrinter.name(worked.graph().function()) + " &= " + SourceLatex.of(worked.graph().root()) + " \\\\");
    worked.lines().forEach(line -> lines.add(Latex.symbol(line.derivative()) + " &= " + chain(line) + " \\\\"));
    worked.answers().all().forEach(answer -> lines.add(result(answer) + " \\\\"));
    lines.add("\\end{aligned}\\]");
    return lines;
  }

  private String result(Answers.Answer answer) {
    String of = LatexPrinter.name(worked.graph().function());
    String derivative = LatexPrinter.plain().print(answer.derivative());
    String value = answer.value().map(Latex::number).filter(number -> !number.equals(derivative)).map(number -> " = " + number).orElse("");
    return "\\frac{d " + of + "}{d " + LatexPrinter.name(answer.variable()) + "} &= " + derivative + value;
  }

  private String chain(Line line) {
    if (line.terms().isEmpty()) {
      return line.isSeed() ? "1" : "0";
    }
    boolean direct = line.terms().size() == 1 && line.terms().get(0).accumulated().isEmpty();
    String symbols = direct
        ? LatexPrinter.plain().print(line.terms().get(0).local().formula())
        : joined(line, term -> product(term, Latex::symbol,
            local -> term.accumulated().isPresent() ? Latex.symbol(local.derivative()) : formula(local)));
    if (values.isEmpty()) {
      return direct ? symbols : symbols + " = " + joined(line, term -> product(term, Latex::symbol, StepsAsLatex::formula));
    }
    Values known = values.get();
    if (!known.isEvaluated(line.derivative().of())) {
      return symbols;
    }
    String numbers = joined(line, term -> !known.isEvaluated(term) ? "0" : product(term,
        derivative -> factor(number(derivative.of(), known.of(derivative))),
        local -> factor(number(local.derivative().of(), known.of(local)))));
    String value = number(line.derivative().of(), known.of(line.derivative()));
    return Stream.of(symbols, numbers.equals(factor(value)) ? value : numbers, value)
        .distinct().collect(Collectors.joining(" = "));
  }

  private static String joined(Line line, Function<Term, String> show) {
    return line.terms().stream().map(show).collect(Collectors.joining(" + "));
  }

  private static String product(Term term, Function<Derivative, String> accumulated, Function<Partial, String> local) {
    String own = local.apply(term.local());
    return term.accumulated()
        .map(accumulated)
        .map(other -> term.localFirst() ? own + " \\cdot " + other : other + " \\cdot " + own)
        .orElse(own);
  }

  private static String formula(Partial local) {
    return LatexPrinter.plain().printFactor(local.formula());
  }

  private static String factor(String number) {
    return number.startsWith("-") && number.length() > 1 ? "(" + number + ")" : number;
  }

  private String number(String step, double value) {
    return values.orElseThrow().isEvaluated(step) ? Latex.number(value) : "-";
  }
}
