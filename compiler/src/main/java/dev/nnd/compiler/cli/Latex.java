package dev.nnd.compiler.cli;

import dev.nnd.compiler.expr.LatexPrinter;
import dev.nnd.compiler.steps.Derivative;

/** Numbers and derivatives in LaTeX. */
final class Latex {
  private Latex() {}

  static String number(double value) {
    if (Double.isNaN(value)) {
      return "\\text{undefined}";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "\\infty" : "-\\infty";
    }
    String digits = Numbers.text(value);
    int e = digits.indexOf('e');
    return e < 0 ? digits : digits.substring(0, e) + " \\cdot 10^{" + digits.substring(e + 1) + "}";
  }

  /** {@code ∂h4/∂h3} as a fraction. */
  static String symbol(Derivative derivative) {
    return "\\frac{\\partial " + LatexPrinter.name(derivative.of()) + "}{\\partial " + LatexPrinter.name(derivative.by()) + "}";
  }
}
