package dev.nnd.compiler.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.TextRenderer;
import dev.nnd.compiler.dump.SyntaxTree;
import dev.nnd.compiler.syntax.CompilationUnit;
import dev.nnd.compiler.syntax.DeepStack;
import dev.nnd.compiler.syntax.Parser;
import dev.nnd.grammar.NndScanner;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Formats, and holds what must hold of every text: formatting again changes nothing, the syntax tree and the comments stay. */
final class Formatted {
  private Formatted() {}

  static String of(String text) {
    String once = format(text);
    assertThat(format(once)).as("formatted again").isEqualTo(once);
    assertThat(comments(once)).isEqualTo(comments(text));
    assertThat(tree(once)).isEqualTo(tree(text));
    return once;
  }

  static boolean isRight(String text) {
    DiagnosticSink sink = new DiagnosticSink();
    Parser.parseFile(new SourceFile("text", text), sink);
    return !sink.hasErrors();
  }

  private static String format(String text) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<String> formatted = attempt(text, sink);
    assertThat(formatted).as(() -> new TextRenderer(false).render(sink.diagnostics())).isPresent();
    return formatted.orElseThrow();
  }

  private static Optional<String> attempt(String text, DiagnosticSink sink) {
    try {
      return Formatter.format(new SourceFile("text", text), sink);
    } catch (RuntimeException e) {
      throw new AssertionError("cannot format\n" + text, e);
    }
  }

  private static List<String> comments(String text) {
    return NndScanner.file(text).stream()
        .filter(token -> token.getChannel() == Token.HIDDEN_CHANNEL)
        .map(token -> token.getText().replaceAll("\\s+", " ").strip())
        .toList();
  }

  /** The dump of the tree without its places. */
  private static String tree(String text) {
    return DeepStack.ample(() -> {
      CompilationUnit unit = Parser.parseFile(new SourceFile("text", text), new DiagnosticSink());
      return SyntaxTree.of(unit).replaceAll("(?m)  \\d+:\\d+-\\d+:\\d+", "");
    });
  }
}
