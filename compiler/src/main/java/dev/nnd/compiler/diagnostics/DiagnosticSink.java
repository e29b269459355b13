package dev.nnd.compiler.diagnostics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the diagnostics of one call of the compiler. Not for several threads at once. */
public final class DiagnosticSink {

  private final List<SourceFile> sources = new ArrayList<>();
  private final List<Diagnostic> reported = new ArrayList<>();

  public void report(Diagnostic diagnostic) {
    SourceFile source = diagnostic.primary().span().source();
    if (!sources.contains(source)) {
      sources.add(source);
    }
    reported.add(diagnostic);
  }

  /** Whether anything reported stops the compilation. */
  public boolean hasErrors() {
    return reported.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
  }

  /** All that was reported: files in the order of their first diagnostic, within a file by position. */
  public List<Diagnostic> diagnostics() {
    return reported.stream()
        .sorted(Comparator.comparingInt((Diagnostic diagnostic) -> sources.indexOf(diagnostic.primary().span().source()))
            .thenComparingInt(diagnostic -> diagnostic.primary().span().start()))
        .toList();
  }
}
