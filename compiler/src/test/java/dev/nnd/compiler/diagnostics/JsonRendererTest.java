package dev.nnd.compiler.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonRendererTest {

  @Test
  void nothing() {
    assertThat(new JsonRenderer().render(List.of())).isEqualTo("[]\n");
  }

  @Test
  void everythingEscaped() {
    SourceFile source = new SourceFile("a\\b.nnd", "x = \"σ\ny");
    Diagnostic diagnostic = Diagnostic.of(Code.UNEXPECTED, new Span(source, 4, 8), "a \"quote\"", "\u0001")
        .label(new Span(source, 0, 1), "tab\there")
        .help("σ");
    assertThat(new JsonRenderer().render(List.of(diagnostic))).isEqualTo("""
                [
                 {"code":"E0101","severity":"error","title":"expected a \\"quote\\", found \\u0001",\
                "primary":{"file":"a\\\\b.nnd","line":1,"column":5,"endLine":2,"endColumn":2,"text":""},\
                "labels":[{"file":"a\\\\b.nnd","line":1,"column":1,"endLine":1,"endColumn":2,"text":"tab\\there"}],\
                "help":["\\u03c3"]}
                ]
                """);
  }
}
