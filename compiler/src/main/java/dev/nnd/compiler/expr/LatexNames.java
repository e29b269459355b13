package dev.nnd.compiler.expr;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names in LaTeX: a trailing number is a subscript, several letters are one word, Greek letters are commands. */
final class LatexNames {
  private static final Pattern NUMBERED = Pattern.compile("(.*?\\P{Nd})_?(\\p{Nd}+)");
  private static final String ADJOINT = "δ";

  /** The capitals that look like Latin ones have no command. */
  private static final Map<Integer, String> GREEK = Map.ofEntries(
      greek('α', "alpha"), greek('β', "beta"), greek('γ', "gamma"), greek('δ', "delta"), greek('ε', "varepsilon"),
      greek('ϵ', "epsilon"), greek('ζ', "zeta"), greek('η', "eta"), greek('θ', "theta"), greek('ϑ', "vartheta"),
      greek('ι', "iota"), greek('κ', "kappa"), greek('λ', "lambda"), greek('μ', "mu"), greek('ν', "nu"), greek('ξ', "xi"),
      greek('π', "pi"), greek('ρ', "rho"), greek('σ', "sigma"), greek('ς', "varsigma"), greek('τ', "tau"),
      greek('υ', "upsilon"), greek('φ', "varphi"), greek('ϕ', "phi"), greek('χ', "chi"), greek('ψ', "psi"),
      greek('ω', "omega"), greek('Γ', "Gamma"), greek('Δ', "Delta"), greek('Θ', "Theta"), greek('Λ', "Lambda"),
      greek('Ξ', "Xi"), greek('Π', "Pi"), greek('Σ', "Sigma"), greek('Υ', "Upsilon"), greek('Φ', "Phi"), greek('Ψ', "Psi"),
      greek('Ω', "Omega"));

  private LatexNames() {}

  private static Map.Entry<Integer, String> greek(char letter, String name) {
    return Map.entry((int) letter, "\\" + name);
  }

  static String of(String name) {
    return Arrays.stream(name.split("\\.")).map(LatexNames::part).collect(Collectors.joining("."));
  }

  /** The name where a subscript follows: one that has a subscript already is held together. */
  static String base(String name) {
    String text = of(name);
    return text.endsWith("}") && text.contains("_{") ? "{" + text + "}" : text;
  }

  static String escaped(String word) {
    return word.replace("_", "\\_");
  }

  /** Between the dots of a path. An adjoint {@code δh} is δ with the name as its subscript. */
  private static String part(String part) {
    if (part.startsWith(ADJOINT) && part.length() > 1) {
      return "\\delta_{" + part(part.substring(1)) + "}";
    }
    Matcher numbered = NUMBERED.matcher(part);
    return numbered.matches() ? word(numbered.group(1)) + "_{" + numbered.group(2) + "}" : word(part);
  }

  private static String word(String word) {
    if (word.codePoints().anyMatch(letter -> letter == ' ' || letter > 127 && !GREEK.containsKey(letter))) {
      return "\\text{" + escaped(word) + "}";
    }
    if (word.codePointCount(0, word.length()) == 1) {
      return GREEK.getOrDefault(word.codePointAt(0), escaped(word));
    }
    return word.codePoints().allMatch(Character::isDigit) ? word
        : "\\mathit{" + word.codePoints().mapToObj(LatexNames::letter).collect(Collectors.joining()) + "}";
  }

  private static String letter(int letter) {
    return GREEK.containsKey(letter) ? GREEK.get(letter) + " " : escaped(Character.toString(letter));
  }
}
