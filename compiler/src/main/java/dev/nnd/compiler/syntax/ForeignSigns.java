package dev.nnd.compiler.syntax;

import java.util.Map;
import java.util.Optional;

/** Signs of books, keyboards and other languages, and what they are here. */
final class ForeignSigns {

  private static final Map<String, String> WRITTEN = Map.ofEntries(
      Map.entry("×", "`*`"),
      Map.entry("·", "`*`"),
      Map.entry("⋅", "`*`"),
      Map.entry("∗", "`*`"),
      Map.entry("⊙", "`*`"),
      Map.entry("÷", "`/`"),
      Map.entry("∕", "`/`"),
      Map.entry("⁄", "`/`"),
      Map.entry("−", "`-`"),
      Map.entry("–", "`-`"),
      Map.entry("—", "`-`"),
      Map.entry("≤", "`<=`"),
      Map.entry("≥", "`>=`"),
      Map.entry("≠", "`!=`"),
      Map.entry("→", "`->`"),
      Map.entry("“", "`\"`"),
      Map.entry("”", "`\"`"),
      Map.entry("„", "`\"`"),
      Map.entry("«", "`\"`"),
      Map.entry("»", "`\"`"),
      Map.entry("‘", "`\"`"),
      Map.entry("’", "`\"`"),
      Map.entry("²", "`^2`"),
      Map.entry("³", "`^3`"),
      Map.entry("√", "`sqrt(x)`"),
      Map.entry("∞", "as a number; there is no infinity"),
      Map.entry("∑", "`sum(i: …)`"),
      Map.entry("∏", "`prod(i: …)`"),
      Map.entry("∇", "`grad(s, x)`"),
      Map.entry("∂", "`d(u, t)`"),
      Map.entry("½", "`1/2`"),
      Map.entry("&", "`and`"),
      Map.entry("&&", "`and`"),
      Map.entry("∧", "`and`"),
      Map.entry("|", "`or`, and a modulus `abs(x)`"),
      Map.entry("||", "`or`, and a norm `norm(x)`"),
      Map.entry("∨", "`or`"),
      Map.entry("!", "`not`"),
      Map.entry("¬", "`not`"),
      Map.entry("**", "`^`"),
      Map.entry(":=", "`=`"),
      Map.entry("=>", "`>=` in a comparison, `=` in a definition, `->` before a result"),
      Map.entry("=<", "`<=`"),
      Map.entry("<>", "`!=`"),
      Map.entry("===", "`==`"),
      Map.entry(".*", "`*`"),
      Map.entry("./", "`/`"),
      Map.entry(".^", "`^`"),
      Map.entry("~", "`not`"),
      Map.entry("ᵀ", "`.T`"),
      Map.entry("#", "`//` for a comment"),
      Map.entry("?", "`if c then a else b`"),
      Map.entry("'", "`.T` for a transpose and `\"` for a quote"),
      Map.entry("\u00A0", "as an ordinary space"));

  private static final Map<String, String> HELP = Map.of(
      "%", "the remainder of x by m is `x - m * floor(x / m)`",
      "\\", "Greek letters are written as they are, `σ`, or by name, `sigma`",
      "$", "a name consists of letters, digits and `_`",
      "`", "names stand without quotes");

  private ForeignSigns() {}

  /** What to do about a sign that has no counterpart. */
  static Optional<String> help(String sign) {
    return Optional.ofNullable(HELP.get(sign));
  }

  /** What to write instead. */
  static Optional<String> written(String sign) {
    return Optional.ofNullable(WRITTEN.get(sign));
  }
}
