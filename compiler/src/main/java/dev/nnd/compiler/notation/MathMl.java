package dev.nnd.compiler.notation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Formulas as MathML Core, which browsers show by themselves. */
public final class MathMl {
  private static final String ADJOINT = "δ";
  private static final Map<Character, String> ESCAPES = Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;");

  private MathMl() {}

  /** A whole formula. */
  public static String of(Formula formula) {
    return "<math>" + text(Typesetter.of(formula)) + "</math>";
  }

  /** A formula in its parts, for a table that aligns them. */
  public static String display(Formula formula) {
    return "<math display=\"block\">" + text(Typesetter.of(formula)) + "</math>";
  }

  /** A text where markup is read. */
  public static String escaped(String text) {
    return text.chars().mapToObj(c -> ESCAPES.getOrDefault((char) c, String.valueOf((char) c))).collect(Collectors.joining());
  }

  private static String element(String tag, String... parts) {
    return "<" + tag + ">" + String.join("", parts) + "</" + tag + ">";
  }

  private static String text(Box box) {
    if (box instanceof Box.Row row) {
      return element("mrow", row.parts().stream().map(MathMl::text).toArray(String[]::new));
    }
    if (box instanceof Box.Name name) {
      return name(name.name());
    }
    if (box instanceof Box.Function function) {
      return "<mi mathvariant=\"normal\">" + escaped(function.name()) + "</mi>";
    }
    if (box instanceof Box.Digits digits) {
      return element("mn", digits.digits());
    }
    if (box instanceof Box.Sign sign) {
      return sign(sign.sign());
    }
    if (box instanceof Box.Words words) {
      return element("mtext", escaped(words.text()));
    }
    if (box instanceof Box.Fraction fraction) {
      return element("mfrac", text(fraction.numerator()), text(fraction.denominator()));
    }
    if (box instanceof Box.Superscript script) {
      return element("msup", text(script.base()), text(script.exponent()));
    }
    if (box instanceof Box.Subscript script) {
      return element("msub", text(script.base()), text(script.index()));
    }
    if (box instanceof Box.Root root) {
      return element("msqrt", text(root.radicand()));
    }
    if (box instanceof Box.Fenced fenced) {
      String fence = fenced.body().isTall() ? "<mo>" : "<mo stretchy=\"false\">";
      return element(
          "mrow", fence + fenced.fence().open + "</mo>", text(fenced.body()), fence + fenced.fence().close + "</mo>");
    }
    if (box instanceof Box.Large large) {
      return large.below().map(below -> element("munder", text(large.operator()), text(below))).orElseGet(() -> text(large.operator()));
    }
    return cases((Box.Cases) box);
  }

  private static String sign(Box.Signs sign) {
    return switch (sign) {
      case JUXTAPOSED -> "<mspace width=\"0.2em\"/>";
      case PI -> element("mi", sign.unicode);
      // What follows a sum is beside it, not in it.
      case SUM, PRODUCT -> "<mo movablelimits=\"false\">" + sign.unicode + "</mo>";
      default -> element("mo", escaped(sign.unicode));
    };
  }

  private static String cases(Box.Cases cases) {
    List<String> rows = cases.cases().stream()
        .map(each -> element("mtr",
            element("mtd", text(each.value())),
            element("mtd", each.condition()
                .map(condition -> element("mtext", "if\u00a0") + text(condition))
                .orElse(element("mtext", "otherwise")))))
        .toList();
    return element("mrow", element("mo", "{"), element("mtable", rows.toArray(String[]::new)));
  }

  /** An adjoint {@code δh} has the name as its subscript, a numbered name its number. */
  private static String name(String name) {
    if (name.startsWith(ADJOINT) && name.length() > 1) {
      String of = name.substring(1);
      return element("msub", element("mi", ADJOINT), name(of.startsWith(".") ? of.substring(1) : of));
    }
    int digits = name.length();
    while (digits > 0 && Character.isDigit(name.charAt(digits - 1))) {
      digits--;
    }
    boolean numbered = digits > 0 && digits < name.length() && name.charAt(digits - 1) != '.';
    return numbered
        ? element("msub", element("mi", escaped(name.substring(0, digits))), element("mn", name.substring(digits)))
        : element(digits == 0 ? "mn" : "mi", escaped(name));
  }
}
