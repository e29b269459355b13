package dev.nnd.compiler.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiagnosticSinkTest {

  private final DiagnosticSink sink = new DiagnosticSink();

  @Test
  void sortedByFileAndPosition() {
    SourceFile b = new SourceFile("b", "xyz");
    SourceFile a = new SourceFile("a", "xyz");
    report(b, 2);
    report(a, 1);
    report(b, 0);
    assertThat(sink.diagnostics()).extracting(diagnostic -> diagnostic.primary().span().toString())
        .containsExactly("b:1:1", "b:1:3", "a:1:2");
  }

  @Test
  void warningsAreNoErrors() {
    sink.report(Diagnostic.of(Code.CALL_ACROSS_LINES, new Span(new SourceFile("a", "("), 0, 1)));
    assertThat(sink.hasErrors()).isFalse();
    report(new SourceFile("b", ""), 0);
    assertThat(sink.hasErrors()).isTrue();
  }

  private void report(SourceFile source, int at) {
    sink.report(Diagnostic.of(Code.MISSING_NAME, new Span(source, at, at), "x"));
  }
}
