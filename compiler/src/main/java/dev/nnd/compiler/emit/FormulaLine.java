package dev.nnd.compiler.emit;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.notation.Formula;
import dev.nnd.compiler.notation.Notation;
import dev.nnd.compiler.notation.TextbookText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of a derivation.
 *
 * @param sign between name and formula
 */
record FormulaLine(String name, String sign, String formula, String shape) {
  private static final int LONGEST_ALIGNED = 60;

  /** Lines that belong together, under a heading where they need one. */
  record Section(Optional<String> heading, List<FormulaLine> lines) {}

  static FormulaLine of(Notation notation, Definition definition) {
    return of(notation, new Formula.Symbol(definition.name()), definition.axes(), definition.body());
  }

  /** The shape of a derivative is not told: it is that of what it is by. */
  static FormulaLine of(Notation notation, Formula name, List<Axis> axes, Expr e) {
    Notation.Equation equation = notation.equation(name, axes, e);
    List<Integer> sizes = axes.stream().filter(axis -> !axis.isBatch()).map(Axis::size).toList();
    boolean told = !sizes.isEmpty() && !(name instanceof Formula.Derivative);
    return new FormulaLine(TextbookText.left(equation), "=", TextbookText.of(equation), told ? sizes.toString() : "");
  }

  /** That the name stands for the formula from now on. */
  FormulaLine assigning() {
    return new FormulaLine(name, "←", formula, shape);
  }

  /** {@code name = formula}. */
  String text() {
    return name + " " + sign + " " + formula;
  }

  /** The blocks below each other, an empty line between them; the signs of {@code =} stand in one column. */
  static List<String> aligned(List<List<FormulaLine>> blocks) {
    return sections(blocks.stream().map(block -> new Section(Optional.empty(), block)).toList());
  }

  /** The same under headings. */
  static List<String> sections(List<Section> sections) {
    int width = sections.stream().flatMap(section -> section.lines().stream()).mapToInt(line -> line.name().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Section section : sections) {
      if (!section.lines().isEmpty()) {
        lines.addAll(lines.isEmpty() ? List.of() : List.of(""));
        section.heading().ifPresent(lines::add);
        lines.addAll(aligned(section.lines(), width));
      }
    }
    return lines;
  }

  private static List<String> aligned(List<FormulaLine> lines, int width) {
    int longest = lines.stream().mapToInt(line -> line.formula().length()).filter(n -> n < LONGEST_ALIGNED).max().orElse(0);
    return lines.stream()
        .map(line -> String.format(
                Locale.ROOT, "%-" + Math.max(1, width) + "s %s %-" + Math.max(1, longest) + "s  %s",
                line.name(), line.sign(), line.formula(), line.shape())
            .stripTrailing())
        .toList();
  }
}
