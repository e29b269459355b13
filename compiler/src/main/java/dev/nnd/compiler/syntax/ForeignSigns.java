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
      Map.entry("||", "`or`"),
      Map.entry("∨", "`or`"),
      Map.entry("!", "`not`"),
      Map.entry("¬", "`not`"),
      Map.entry("**", "`^`"),
      Map.entry(":=", "`=`"),
      Map.entry("=>", "`->`"),
      Map.entry("#", "`//` for a comment"),
      Map.entry("?", "`if c then a else b`"),
      Map.entry("'", "`.T` for a transpose and `\"` for a quote"),
      Map.entry("\u00A0", "as an ordinary space"));

  private ForeignSigns() {}

  /** What to write instead. */
  static Optional<String> written(String sign) {
    return Optional.ofNullable(WRITTEN.get(sign));
  }
}
