package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.grammar.NndLexer;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** What may not stand anywhere in a source, comments included. */
final class LexicalChecks {

  private static final String COMMENT_END = "*/";

  private LexicalChecks() {}

  /** @return whether a comment swallows the rest of the text */
  static boolean run(SourceFile source, Spans spans, List<Token> tokens, DiagnosticSink sink) {
    refuseBidirectionalControls(source, sink);
    boolean open = false;
    for (Token token : tokens) {
      if (token.getType() == NndLexer.BLOCK_COMMENT && !isClosed(token.getText())) {
        Span span = spans.of(token);
        sink.report(Diagnostic.of(Code.UNCLOSED_TEXT, new Span(source, span.start(), span.start() + 2), "comment"));
        open = true;
      }
    }
    return open;
  }

  private static boolean isClosed(String comment) {
    return comment.length() >= 2 * COMMENT_END.length() && comment.endsWith(COMMENT_END);
  }

  private static void refuseBidirectionalControls(SourceFile source, DiagnosticSink sink) {
    String text = source.text();
    for (int i = 0; i < text.length(); i++) {
      if (isBidirectionalControl(text.charAt(i))) {
        sink.report(Diagnostic.of(
            Code.BIDIRECTIONAL_CONTROL, new Span(source, i, i + 1), String.format("U+%04X", (int) text.charAt(i))));
      }
    }
  }

  /** The characters of the Unicode property Bidi_Control. */
  private static boolean isBidirectionalControl(char c) {
    return c == '\u061C' || c == '\u200E' || c == '\u200F' || (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
  }
}
