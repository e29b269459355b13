package dev.nnd.compiler.explain;

import dev.nnd.compiler.derive.Derivation;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.rewrite.RuleReader;
import dev.nnd.compiler.syntax.RuleLine;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What every rule says, by its name. */
public final class RuleBook {
  private static final String IN_WORDS = "/dev/nnd/compiler/explain/in-words.txt";

  /**
   * A rule.
   *
   * @param text in the language, or in words where it is no line of a table
   * @param soundness how its two sides agree; none for what is exact by construction
   */
  public record Entry(String name, String text, Optional<String> soundness) {}

  private final Map<String, Entry> entries = new HashMap<>();

  private RuleBook() {}

  /** Reads the rules that the derivation goes by. */
  public static RuleBook load() {
    RuleBook book = new RuleBook();
    RuleReader.text(IN_WORDS).lines().filter(line -> line.contains(" : ")).forEach(line -> {
      String[] parts = line.split(" : ", 2);
      book.add(new Entry(parts[0].strip(), parts[1].strip(), Optional.empty()));
    });
    for (String resource : Derivation.RESOURCES) {
      RuleReader.lines(resource).forEach(line -> book.add(entry(line)));
    }
    return book;
  }

  private void add(Entry entry) {
    entries.putIfAbsent(entry.name(), entry);
  }

  private static Entry entry(RuleLine line) {
    return line.accept(new RuleLine.Visitor<>() {
      @Override
      public Entry visitRewrite(RuleLine.Rewrite rewrite) {
        String[] sides = rest(rewrite.span(), ":").split("->", 2);
        int soundness = sides[1].lastIndexOf(rewrite.soundness().name());
        String conditions = sides[1].substring(soundness + rewrite.soundness().name().length());
        return new Entry(
            rewrite.name().name(),
            tidy(sides[0]) + " -> " + tidy(sides[1].substring(0, soundness)) + tidy(conditions).replaceFirst("^(?=.)", " "),
            Optional.of(rewrite.soundness().name()));
      }

      @Override
      public Entry visitDerivative(RuleLine.Derivative derivative) {
        return new Entry(derivative.function().function().name() + "'", tidy(derivative.span().text()), Optional.empty());
      }
    });
  }

  private static String rest(Span span, String sign) {
    String line = span.text();
    return line.substring(line.indexOf(sign) + sign.length());
  }

  private static String tidy(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** One that has no entry speaks by its name. */
  public Entry entry(String name) {
    return entries.getOrDefault(name, new Entry(name, name.replace('_', ' '), Optional.empty()));
  }

  /** Whether a rule has an entry. */
  public boolean knows(String name) {
    return entries.containsKey(name);
  }
}
