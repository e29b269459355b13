package dev.nnd.compiler.explain;

import dev.nnd.compiler.notation.MathMl;
import dev.nnd.compiler.notation.Notation;
import dev.nnd.compiler.rewrite.RuleReader;
import java.util.List;
import java.util.stream.Collectors;

/** Explanations as one page that needs nothing else: its formulas are MathML, its style is in it. */
public final class HtmlPage {
  private static final String STYLE = "/dev/nnd/compiler/explain/page.css";

  private final StringBuilder page = new StringBuilder();
  /** Distinguishes the rules of several networks. */
  private final String prefix;

  private HtmlPage(String prefix) {
    this.prefix = prefix;
  }

  public static String of(List<Explanation> explanations) {
    String title = explanations.stream().map(Explanation::name).collect(Collectors.joining(", "));
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < explanations.size(); i++) {
      body.append(new HtmlPage("n" + i + "-").write(explanations.get(i)));
    }
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title>%s: the gradients</title>
        <style>
        %s</style>
        </head>
        <body>
        %s</body>
        </html>
        """.formatted(MathMl.escaped(title), RuleReader.text(STYLE), body);
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private String write(Explanation explanation) {
    line("<main>");
    line("<header><h1>" + MathMl.escaped(explanation.name()) + "</h1>");
    explanation.doc().ifPresent(doc -> line("<p>" + MathMl.escaped(doc.strip()) + "</p>"));
    line("<dl>");
    line("<dt>file</dt><dd>" + MathMl.escaped(explanation.source()) + "</dd>");
    explanation.declarations().forEach(each ->
        line("<dt>" + each.kind() + "</dt><dd>" + MathMl.escaped(each.names()) + "</dd>"));
    line("</dl></header>");
    for (Explanation.Section section : explanation.sections()) {
      line("<section><h2>" + section.title() + "</h2>");
      line("<p>" + MathMl.escaped(section.sentence()) + "</p>");
      section.entries().forEach(this::entry);
      line("</section>");
    }
    if (!explanation.rules().isEmpty()) {
      rules(explanation.rules());
    }
    line("</main>");
    return page.toString();
  }

  private void entry(Explanation.Entry entry) {
    line("<article>");
    line("<div class=\"formula\">");
    for (int i = 0; i < entry.forms().size(); i++) {
      Notation.Equation form = entry.forms().get(i);
      boolean again = i > 0 && form.left().equals(entry.forms().get(0).left());
      String shape = i == 0 && !entry.shape().isEmpty() ? entry.shape().toString() : "";
      line("<span class=\"left\">" + (again ? "" : MathMl.of(form.left())) + "</span><span>=</span><span class=\"right\">"
          + MathMl.display(form.right()) + "</span><span class=\"shape\">" + shape + "</span>");
    }
    line("</div>");
    boolean told = !entry.differentiation().isEmpty() || !entry.steps().isEmpty() || !entry.canonical().isEmpty() || entry.inlined();
    if (told) {
      line("<ul>");
      list("chain rule", entry.differentiation());
      entry.steps().forEach(step -> line("<li>" + link(step.rule()) + " <span class=\"step\">" + MathMl.of(step.before())
          + " <span class=\"arrow\">→</span> " + MathMl.of(step.after()) + "</span></li>"));
      list("canonical form", entry.canonical());
      if (entry.inlined()) {
        line("<li class=\"note\">written out where it is used</li>");
      }
      line("</ul>");
    }
    line("</article>");
  }

  private void list(String what, List<String> rules) {
    if (!rules.isEmpty()) {
      line("<li><span class=\"note\">" + what + "</span> " + rules.stream().map(this::link).collect(Collectors.joining(", ")) + "</li>");
    }
  }

  private String link(String rule) {
    return "<a href=\"#" + anchor(rule) + "\"><code>" + MathMl.escaped(rule) + "</code></a>";
  }

  private String anchor(String rule) {
    return prefix + MathMl.escaped(rule.replace("'", "-derivative"));
  }

  private void rules(List<RuleBook.Entry> rules) {
    line("<section><h2>Rules</h2>");
    line("<table>");
    line("<thead><tr><th>rule</th><th>what it says</th><th>how the sides agree</th></tr></thead>");
    line("<tbody>");
    rules.forEach(rule -> line("<tr id=\"" + anchor(rule.name()) + "\"><td><code>" + MathMl.escaped(rule.name()) + "</code></td><td><code>"
        + MathMl.escaped(rule.text()) + "</code></td><td>" + rule.soundness().map(HtmlPage::agreement).orElse("") + "</td></tr>"));
    line("</tbody>");
    line("</table>");
    line("</section>");
  }

  private static String agreement(String soundness) {
    return switch (soundness) {
      case "exact" -> "exact: the same bits";
      case "real" -> "real: equal over the reals, rounding may differ";
      case "extends" -> "extends: equal where the left side is defined";
      case "proved" -> "proved: its condition has been proved";
      default -> soundness;
    };
  }
}
