package dev.nnd.compiler.explain;

import dev.nnd.compiler.notation.Formula;
import dev.nnd.compiler.notation.Notation;
import java.util.List;
import java.util.Optional;

/**
 * How the derivatives of a network or of an exported function came about.
 *
 * @param kind network or function
 * @param name its name
 * @param source its file
 * @param doc its documentation
 * @param declarations what it is given and what it learns
 * @param sections its formulas
 * @param rules what the rules that are named say
 */
public record Explanation(
    String kind,
    String name,
    String source,
    Optional<String> doc,
    List<Declaration> declarations,
    List<Section> sections,
    List<RuleBook.Entry> rules) {
  public Explanation {
    declarations = List.copyOf(declarations);
    sections = List.copyOf(sections);
    rules = List.copyOf(rules);
  }

  /** Such as {@code parameters}: {@code W [16, 4], b [16]}. */
  public record Declaration(String kind, String names) {}

  /** Formulas under a heading, with a sentence on them. */
  public record Section(String title, String sentence, List<Entry> entries) {
    public Section {
      entries = List.copyOf(entries);
    }
  }

  /**
   * A formula and its history.
   *
   * @param forms as it was written or derived, then as it came out, if that is another
   * @param shape of one example; empty for a scalar
   * @param differentiation the rules of differentiation that led to the first form
   * @param steps from the first form to the last
   * @param canonical the rules that made expressions canonical on the way
   * @param inlined whether nothing of this name is left: the formula stands where it was used
   */
  public record Entry(
      List<Notation.Equation> forms,
      List<Integer> shape,
      List<String> differentiation,
      List<Step> steps,
      List<String> canonical,
      boolean inlined) {
    public Entry {
      forms = List.copyOf(forms);
      shape = List.copyOf(shape);
      differentiation = List.copyOf(differentiation);
      steps = List.copyOf(steps);
      canonical = List.copyOf(canonical);
    }
  }

  /** A rule that was applied to a part of a formula. */
  public record Step(String rule, Formula before, Formula after) {}
}
