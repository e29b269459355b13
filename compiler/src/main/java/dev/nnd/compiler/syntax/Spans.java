package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Tokens count code points, spans UTF-16 units. */
final class Spans {

  private final SourceFile source;
  private final int[] offsets;

  Spans(SourceFile source) {
    this.source = source;
    this.offsets = offsets(source.text());
  }

  private static int[] offsets(String text) {
    int[] offsets = new int[text.codePointCount(0, text.length()) + 1];
    for (int i = 1; i < offsets.length; i++) {
      offsets[i] = text.offsetByCodePoints(offsets[i - 1], 1);
    }
    return offsets;
  }

  SourceFile source() {
    return source;
  }

  Span of(Token token) {
    boolean end = token.getType() == Token.EOF;
    return new Span(source, offset(token.getStartIndex()), offset(end ? token.getStartIndex() : token.getStopIndex() + 1));
  }

  Span of(ParserRuleContext tree) {
    return of(tree.getStart(), tree.getStop());
  }

  Span of(Token first, Token last) {
    return of(first).to(of(last));
  }

  private int offset(int codePoints) {
    return offsets[Math.min(codePoints, offsets.length - 1)];
  }
}
