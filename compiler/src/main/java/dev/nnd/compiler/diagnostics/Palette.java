package dev.nnd.compiler.diagnostics;

/** The colours of a rendered diagnostic. */
enum Palette {
  PLAIN {
    @Override
    String paint(String escape, String text) {
      return text;
    }
  },
  ANSI {
    @Override
    String paint(String escape, String text) {
      return "\u001B[" + escape + "m" + text + "\u001B[0m";
    }
  };

  private static final String BOLD_RED = "1;31";
  private static final String BOLD_YELLOW = "1;33";
  private static final String BLUE = "34";
  private static final String CYAN = "36";

  abstract String paint(String escape, String text);

  String severity(Severity severity, String text) {
    return paint(severity == Severity.ERROR ? BOLD_RED : BOLD_YELLOW, text);
  }

  String frame(String text) {
    return paint(BLUE, text);
  }

  String mark(String text) {
    return paint(BOLD_RED, text);
  }

  String help(String text) {
    return paint(CYAN, text);
  }
}
