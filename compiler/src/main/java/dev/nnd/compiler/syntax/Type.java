package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Span;
import java.util.Optional;

/**
 * What stands after the colon of a declaration.
 *
 * @param shape none for a scalar that is written without brackets
 * @param elements what each element is
 * @param range the closed range that holds every value
 */
public record Type(Span span, Optional<Shape> shape, Elements elements, Optional<Range> range) {

  /** What each element of a tensor is. */
  public sealed interface Elements {}

  /** Real numbers. */
  public record Reals() implements Elements {}

  /** {@code index[V]}: integers from 0 that select. */
  public record Indices(Expression count) implements Elements {}

  /** {@code class[K]}: labels without names. */
  public record Labels(Expression count) implements Elements {}

  /** A declared class. */
  public record Declared(Expression.Name name) implements Elements {}

  /** {@code in a..b}. */
  public record Range(Span span, Expression low, Expression high) {}
}
