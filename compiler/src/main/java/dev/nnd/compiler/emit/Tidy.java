package dev.nnd.compiler.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The last touch: short comments on one line, fields in a block. */
final class Tidy {
  private static final Pattern FIELD = Pattern.compile("\\s+(private|public|protected) [^(){]*( = .*)?;");
  private static final int LONGEST_LINE = 100;

  private Tidy() {}

  static String apply(String java) {
    List<String> lines = new ArrayList<>();
    for (String line : java.split("\n", -1)) {
      int last = lines.size() - 1;
      boolean closesShortComment = line.strip().equals("*/")
          && last >= 1
          && lines.get(last - 1).strip().equals("/**")
          && lines.get(last - 1).length() + lines.get(last).strip().length() + 4 <= LONGEST_LINE;
      boolean fieldAfterField = last >= 1
          && FIELD.matcher(line).matches()
          && lines.get(last).isEmpty()
          && FIELD.matcher(lines.get(last - 1)).matches();
      if (closesShortComment) {
        String text = lines.remove(last).strip().substring(1).strip();
        String open = lines.remove(last - 1);
        lines.add(open + " " + text + " */");
      } else {
        if (fieldAfterField) {
          lines.remove(last);
        }
        lines.add(line);
      }
    }
    return String.join("\n", lines);
  }
}
