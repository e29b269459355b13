package dev.nnd.compiler.cli;

import dev.nnd.compiler.diagnostics.Json;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.LatexPrinter;
import dev.nnd.compiler.expr.Printer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The derivatives that were asked for.
 *
 * @param order how often was differentiated
 */
record Answers(List<Answer> all, int order) {
  Answers {
    all = List.copyOf(all);
  }

  /**
   * By one variable.
   *
   * @param value at the point, where one is given
   */
  record Answer(String variable, Expr derivative, Optional<Double> value) {}

  String text() {
    return all.stream()
        .map(answer -> (isOne() ? "" : "d" + power("", "") + "/d" + answer.variable() + power("", "") + " = ")
            + answer.value().map(Numbers::text).orElseGet(() -> Printer.plain().print(answer.derivative())))
        .collect(Collectors.joining("\n"));
  }

  String latex() {
    return all.stream()
        .map(answer -> (isOne() ? "" : operator(answer) + " = ")
            + answer.value().map(Latex::number).orElseGet(() -> LatexPrinter.plain().print(answer.derivative())))
        .collect(Collectors.joining("\n"));
  }

  private String operator(Answer answer) {
    return "\\frac{d" + power("{", "}") + "}{d " + LatexPrinter.name(answer.variable()) + power("{", "}") + "}";
  }

  private String power(String open, String close) {
    return order == 1 ? "" : "^" + open + order + close;
  }

  private boolean isOne() {
    return all.size() == 1;
  }

  /** An object for one variable, an array of them for several. */
  String json() {
    return isOne() ? json(all.get(0)) : Json.list(all, this::json);
  }

  String json(Answer answer) {
    return "{\"variable\": " + Json.quote(answer.variable())
        + ", \"order\": " + order
        + ", \"derivative\": " + Json.quote(Printer.plain().print(answer.derivative()))
        + answer.value().map(value -> ", \"value\": " + Numbers.text(value)).orElse("") + "}";
  }
}
