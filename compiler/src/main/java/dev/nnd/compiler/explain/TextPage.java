package dev.nnd.compiler.explain;

import dev.nnd.compiler.notation.NndText;
import dev.nnd.compiler.notation.Notation;
import java.util.List;

/** An explanation as plain text; its formulas are .nnd. */
public final class TextPage {
  private static final String FORMULA = "  ";
  private static final String STEP = "        ";
  private static final int SHAPES = 72;

  private final StringBuilder page = new StringBuilder();

  private TextPage() {}

  public static String of(Explanation explanation) {
    return new TextPage().write(explanation);
  }

  private void line(String text) {
    page.append(text.stripTrailing()).append('\n');
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
  }

  private String write(Explanation explanation) {
    line(explanation.kind() + " " + explanation.name() + " (" + explanation.source() + ")");
    explanation.doc().ifPresent(doc -> doc.strip().lines().forEach(text -> line(FORMULA + text.strip())));
    line("");
    explanation.declarations().forEach(each -> line(FORMULA + padded(each.kind(), 12) + each.names()));
    for (Explanation.Section section : explanation.sections()) {
      line("");
      line(section.title());
      line(section.sentence());
      line("");
      section.entries().forEach(this::entry);
    }
    if (!explanation.rules().isEmpty()) {
      rules(explanation.rules());
    }
    return page.toString();
  }

  private void rules(List<RuleBook.Entry> rules) {
    line("");
    line("Rules");
    line("");
    int names = rules.stream().mapToInt(rule -> rule.name().length()).max().orElse(0) + 2;
    int texts = rules.stream().mapToInt(rule -> rule.text().length()).filter(length -> length < SHAPES).max().orElse(0) + 2;
    rules.forEach(rule -> line(FORMULA + padded(rule.name(), names) + padded(rule.text(), texts) + rule.soundness().orElse("")));
  }

  private void entry(Explanation.Entry entry) {
    String left = NndText.left(entry.forms().get(0));
    for (int i = 0; i < entry.forms().size(); i++) {
      Notation.Equation form = entry.forms().get(i);
      String other = NndText.left(form);
      String name = i > 0 && other.equals(left) ? " ".repeat(left.codePointCount(0, left.length())) : other;
      String formula = FORMULA + name + " = " + NndText.of(form.right());
      line(i == 0 && !entry.shape().isEmpty() ? padded(formula, SHAPES) + "  " + entry.shape() : formula);
    }
    int width = Math.max("canonical form".length(), entry.steps().stream().mapToInt(step -> step.rule().length()).max().orElse(0));
    if (!entry.differentiation().isEmpty()) {
      line(STEP + padded("chain rule", width) + "  " + String.join(", ", entry.differentiation()));
    }
    entry.steps().forEach(step -> line(
        STEP + padded(step.rule(), width) + "  " + NndText.of(step.before()) + "  ->  " + NndText.of(step.after())));
    if (!entry.canonical().isEmpty()) {
      line(STEP + padded("canonical form", width) + "  " + String.join(", ", entry.canonical()));
    }
    if (entry.inlined()) {
      line(STEP + "written out where it is used");
    }
  }
}
