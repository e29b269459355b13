package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.Label;
import dev.nnd.compiler.diagnostics.Severity;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Passes diagnostics on, each once: a function's body is elaborated at every call. What goes wrong inside a function is
 * told with the call that led there, and at that call where the function is the library's.
 */
final class Reporter {
  private final DiagnosticSink sink;
  private final Library library;
  private final Function<SourceFile, List<Span>> imports;
  private final Set<Diagnostic> reported = new HashSet<>();
  private final Deque<Span> calls = new ArrayDeque<>();
  private boolean errors;
  private int count;

  /** @param imports those that lead from the compiled file to another one */
  Reporter(DiagnosticSink sink, Library library, Function<SourceFile, List<Span>> imports) {
    this.sink = sink;
    this.library = library;
    this.imports = imports;
  }

  /** Of a text that imports nothing. */
  Reporter(DiagnosticSink sink, Library library) {
    this(sink, library, source -> List.of());
  }

  void report(Diagnostic diagnostic) {
    errors |= diagnostic.severity() == Severity.ERROR;
    Diagnostic located = located(diagnostic);
    if (reported.add(located)) {
      sink.report(located);
    }
  }

  /** Whether this elaboration found an error. */
  boolean hasErrors() {
    return errors;
  }

  /** Reports; the caller throws what it gets. */
  Rejection reject(Diagnostic diagnostic) {
    report(diagnostic);
    return new Rejection();
  }

  /** Does something within a call. */
  <T> T within(Span call, Supplier<T> work) {
    if (calls.size() >= Limits.NESTED_CALLS) {
      throw new Limits.Exhaustion(located(Diagnostic.of(Code.CALLS_TOO_DEEP, call, Limits.NESTED_CALLS)
          .help("there is no recursion; `repeat n { … }` repeats a fixed number of times")));
    }
    if (++count > Limits.CALLS) {
      throw new Limits.Exhaustion(located(Diagnostic.of(Code.TOO_MANY_CALLS, call, String.format("%,d", Limits.CALLS))));
    }
    calls.push(call);
    try {
      return work.get();
    } finally {
      calls.pop();
    }
  }

  /** How many calls enclose what is done now. */
  int depth() {
    return calls.size();
  }

  /** The call whose callee is elaborated now. */
  Optional<Span> innermostCall() {
    return Optional.ofNullable(calls.peek());
  }

  /** The call in the source itself that led here. */
  Optional<Span> outermostCall() {
    return Optional.ofNullable(calls.peekLast());
  }

  /** All results, or a rejection once each item was tried. */
  <A, B> List<B> all(Collection<A> items, Function<A, B> work) {
    List<B> results = new ArrayList<>(items.size());
    boolean complete = true;
    for (A item : items) {
      try {
        results.add(work.apply(item));
      } catch (Rejection rejection) {
        complete = false;
      }
    }
    if (!complete) {
      throw new Rejection();
    }
    return results;
  }

  private Diagnostic located(Diagnostic diagnostic) {
    Diagnostic located = atCall(diagnostic);
    for (Span at : imports.apply(located.primary().span().source())) {
      if (located.labels().stream().noneMatch(label -> label.span().equals(at))) {
        located = located.label(at, "imported here");
      }
    }
    return located;
  }

  private Diagnostic atCall(Diagnostic diagnostic) {
    if (calls.isEmpty()) {
      return diagnostic;
    }
    Span outermost = calls.peekLast();
    Label primary = diagnostic.primary();
    if (!library.holds(primary.span().source())) {
      return primary.span().equals(outermost) ? diagnostic : diagnostic.label(outermost, "called here");
    }
    List<Label> labels = new ArrayList<>(List.of(primary));
    labels.addAll(diagnostic.labels());
    return new Diagnostic(diagnostic.code(), diagnostic.title(), new Label(outermost, "in this call"), labels, diagnostic.helps());
  }
}
