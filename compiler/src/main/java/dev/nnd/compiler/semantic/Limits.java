package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import java.util.Collection;
import java.util.List;

/** Refuses what is too large before it fills the memory. */
final class Limits {
  static final int DEFINITIONS = 100_000;
  static final int NODES = 1_000_000;
  /** There is no recursion; a chain of functions this long is one that calls itself. */
  static final int NESTED_CALLS = 500;
  static final int CALLS = 500_000;
  /** What a pool may hold on the way: nodes that canonical forms made superfluous stay in it. */
  private static final int NODES_ON_THE_WAY = 4 * NODES;
  private static final int DEPTH = 10_000;
  private static final long ELEMENTS = Integer.MAX_VALUE;

  private final Reporter reporter;
  private int definitions;

  Limits(Reporter reporter) {
    this.reporter = reporter;
  }

  /** The number of elements, or more than the limit if it is beyond. */
  static long elements(List<Integer> shape) {
    long count = 1;
    for (int size : shape) {
      count = Math.min(count * size, ELEMENTS + 1);
    }
    return count;
  }

  void checkTensor(List<Extent> extents, Span span) {
    if (elements(Extent.sizes(extents)) > ELEMENTS) {
      throw reporter.reject(Diagnostic.of(Code.TENSOR_TOO_LARGE, span, Extent.shape(extents)));
    }
  }

  /** A size that is computed. */
  int checkSize(long size, Span span) {
    if (size > ELEMENTS) {
      throw reporter.reject(Diagnostic.of(Code.TENSOR_TOO_LARGE, span, "[" + size + "]"));
    }
    return (int) size;
  }

  void checkParameters(long elements, Span span) {
    if (elements > ELEMENTS) {
      reporter.report(Diagnostic.of(Code.TOO_MANY_PARAMETERS, span, String.format("%,d", elements)));
    }
  }

  void countDefinition(Span span) {
    definitions++;
    if (definitions > DEFINITIONS) {
      throw new Exhaustion(Diagnostic.of(Code.TOO_MANY_DEFINITIONS, span, String.format("%,d", DEFINITIONS)));
    }
  }

  /** Looks at a new node, whose number tells how many there are. */
  void checkGrowth(Expr element, Span span) {
    if (element.id() > NODES_ON_THE_WAY) {
      throw tooManyNodes(span);
    }
  }

  void checkNodes(Collection<Expr> roots, Span span) {
    if (Dag.nodes(roots).size() > NODES) {
      throw tooManyNodes(span);
    }
  }

  private static Exhaustion tooManyNodes(Span span) {
    return new Exhaustion(Diagnostic.of(Code.TOO_MANY_NODES, span, String.format("%,d", NODES)));
  }

  void checkDepth(int depth, Span span) {
    if (depth > DEPTH) {
      throw new Exhaustion(Diagnostic.of(Code.TOO_DEEP, span, String.format("%,d", DEPTH)));
    }
  }

  /** Ends the elaboration of a network at once. */
  static final class Exhaustion extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Diagnostic diagnostic;

    Exhaustion(Diagnostic diagnostic) {
      super(diagnostic.title(), null, false, false);
      this.diagnostic = diagnostic;
    }

    Diagnostic diagnostic() {
      return diagnostic;
    }
  }
}
