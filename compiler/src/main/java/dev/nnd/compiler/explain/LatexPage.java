package dev.nnd.compiler.explain;

import dev.nnd.compiler.notation.Latex;
import dev.nnd.compiler.notation.Notation;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Explanations as a LaTeX document, which needs amsmath and nothing else. */
public final class LatexPage {
  private static final String BEGIN = """
      \\documentclass{article}
      \\usepackage[T1]{fontenc}
      \\usepackage{amsmath}
      \\allowdisplaybreaks
      \\begin{document}
      """;

  private static final Map<Character, String> ESCAPES = Map.ofEntries(
      Map.entry('\\', "\\textbackslash{}"), Map.entry('{', "\\{"), Map.entry('}', "\\}"), Map.entry('$', "\\$"),
      Map.entry('&', "\\&"), Map.entry('#', "\\#"), Map.entry('%', "\\%"), Map.entry('_', "\\_"),
      Map.entry('^', "\\textasciicircum{}"), Map.entry('~', "\\textasciitilde{}"), Map.entry('<', "\\textless{}"),
      Map.entry('>', "\\textgreater{}"), Map.entry('|', "\\textbar{}"), Map.entry('"', "\\textquotedbl{}"),
      Map.entry('∂', "$\\partial$"), Map.entry('δ', "$\\delta$"), Map.entry('−', "$-$"));

  private final StringBuilder page = new StringBuilder(BEGIN);

  private LatexPage() {}

  public static String of(List<Explanation> explanations) {
    LatexPage page = new LatexPage();
    explanations.forEach(page::write);
    return page.page.append("\n\\end{document}\n").toString();
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  static String escaped(String text) {
    return text.chars().mapToObj(c -> ESCAPES.getOrDefault((char) c, String.valueOf((char) c))).collect(Collectors.joining());
  }

  private void write(Explanation explanation) {
    line("");
    line("\\section*{" + escaped(explanation.name()) + "}");
    explanation.doc().ifPresent(doc -> line(escaped(doc.strip())));
    line("\\begin{description}");
    explanation.declarations().forEach(each -> line("\\item[" + each.kind() + "] " + escaped(each.names())));
    line("\\end{description}");
    for (Explanation.Section section : explanation.sections()) {
      line("");
      line("\\subsection*{" + section.title() + "}");
      line(escaped(section.sentence()));
      section.entries().forEach(this::entry);
    }
    if (!explanation.rules().isEmpty()) {
      line("");
      line("\\subsection*{Rules}");
      line("\\begin{description}");
      explanation.rules().forEach(rule -> line("\\item[" + typewriter(rule.name()) + "] " + typewriter(rule.text())
          + rule.soundness().map(soundness -> " (" + soundness + ")").orElse("")));
      line("\\end{description}");
    }
  }

  private static String typewriter(String text) {
    return "\\texttt{" + escaped(text) + "}";
  }

  private void entry(Explanation.Entry entry) {
    line("\\begin{align*}");
    for (int i = 0; i < entry.forms().size(); i++) {
      Notation.Equation form = entry.forms().get(i);
      boolean again = i > 0 && form.left().equals(entry.forms().get(0).left());
      line("  " + (again ? "" : Latex.of(form.left()) + " ") + "&= " + Latex.of(form.right())
          + (i + 1 < entry.forms().size() ? " \\\\" : ""));
    }
    line("\\end{align*}");
    boolean told = !entry.differentiation().isEmpty() || !entry.steps().isEmpty() || !entry.canonical().isEmpty() || entry.inlined();
    if (told) {
      line("\\begin{itemize}\\small");
      list("chain rule", entry.differentiation());
      entry.steps().forEach(step ->
          line("\\item " + typewriter(step.rule()) + ": $" + Latex.of(step.before()) + " \\;\\to\\; " + Latex.of(step.after()) + "$"));
      list("canonical form", entry.canonical());
      if (entry.inlined()) {
        line("\\item written out where it is used");
      }
      line("\\end{itemize}");
    }
  }

  private void list(String what, List<String> rules) {
    if (!rules.isEmpty()) {
      line("\\item " + what + ": " + rules.stream().map(LatexPage::typewriter).collect(Collectors.joining(", ")));
    }
  }
}
