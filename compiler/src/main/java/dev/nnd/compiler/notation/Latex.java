package dev.nnd.compiler.notation;

import dev.nnd.compiler.expr.LatexPrinter;
import java.util.stream.Collectors;

/** Formulas as LaTeX for math mode, with amsmath. */
public final class Latex {
  private static final String ADJOINT = "δ";

  private Latex() {}

  public static String of(Formula formula) {
    return text(Typesetter.of(formula)).strip();
  }

  /** Aligned at the sign of equality. */
  public static String of(Notation.Equation equation) {
    return of(equation.left()) + " &= " + of(equation.right());
  }

  private static String text(Box box) {
    if (box instanceof Box.Row row) {
      return row.parts().stream().map(Latex::text).collect(Collectors.joining());
    }
    if (box instanceof Box.Name name) {
      return name(name.name());
    }
    if (box instanceof Box.Function function) {
      String command = LatexPrinter.function(function.name());
      return command.endsWith("}") ? command : command + " ";
    }
    if (box instanceof Box.Digits digits) {
      return digits.digits();
    }
    if (box instanceof Box.Sign sign) {
      String latex = sign.sign().latex;
      return latex.startsWith("\\,") ? latex + " " : latex.length() == 1 && sign.sign() != Box.Signs.COMMA ? " " + latex + " " : latex + " ";
    }
    if (box instanceof Box.Words words) {
      return "\\text{" + words.text().replace("_", "\\_") + "}";
    }
    if (box instanceof Box.Fraction fraction) {
      return "\\frac{" + text(fraction.numerator()).strip() + "}{" + text(fraction.denominator()).strip() + "}";
    }
    if (box instanceof Box.Superscript script) {
      return held(script.base()) + "^{" + text(script.exponent()).strip() + "}";
    }
    if (box instanceof Box.Subscript script) {
      return held(script.base()) + "_{" + text(script.index()).strip() + "}";
    }
    if (box instanceof Box.Root root) {
      return "\\sqrt{" + text(root.radicand()).strip() + "}";
    }
    if (box instanceof Box.Fenced fenced) {
      boolean grows = fenced.body().isTall();
      return (grows ? "\\left" : "") + fenced.fence().latexOpen + text(fenced.body()).strip()
          + (grows ? "\\right" : "") + fenced.fence().latexClose;
    }
    if (box instanceof Box.Large large) {
      String operator = text(large.operator()).strip();
      String limits = large.operator() instanceof Box.Sign ? operator : "\\mathop{" + operator + "}\\limits";
      return large.below().map(below -> limits + "_{" + text(below).strip() + "} ").orElse(operator + " ");
    }
    return ((Box.Cases) box).cases().stream()
        .map(each -> text(each.value()).strip() + " & "
            + each.condition().map(condition -> "\\text{if } " + text(condition).strip()).orElse("\\text{otherwise}"))
        .collect(Collectors.joining(" \\\\ ", "\\begin{cases} ", " \\end{cases}"));
  }

  /** An adjoint has the whole name that it belongs to as its subscript. */
  private static String name(String name) {
    String of = name.startsWith(ADJOINT) ? name.substring(ADJOINT.length()).replaceFirst("^\\.", "") : "";
    return of.isEmpty() ? LatexPrinter.name(name) : "\\delta_{" + LatexPrinter.name(of) + "}";
  }

  /** A base that has a script already is held together. */
  private static String held(Box base) {
    String text = text(base).strip();
    return text.contains("_{") || text.contains("^{") ? "{" + text + "}" : text;
  }
}
