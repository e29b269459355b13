package dev.nnd.compiler.diagnostics;

import java.util.List;
import java.util.stream.Collectors;

/** What was asked for cannot be done, and these diagnostics say why. */
public final class DiagnosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  public DiagnosedException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::title).collect(Collectors.joining("; ")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  public DiagnosedException(Diagnostic diagnostic) {
    this(List.of(diagnostic));
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
