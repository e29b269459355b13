package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The size of one axis and where it comes from.
 *
 * @param text the size as a declaration of equal size would write it
 * @param declared the declaration that fixes it
 */
record Extent(int size, String text, Optional<Span> declared) {

  static Extent of(int size) {
    return new Extent(size, Integer.toString(size), Optional.empty());
  }

  static List<Integer> sizes(List<Extent> extents) {
    return extents.stream().map(Extent::size).toList();
  }

  static boolean sameSizes(List<Extent> left, List<Extent> right) {
    return sizes(left).equals(sizes(right));
  }

  /** {@code [16, 3]}. */
  static String shape(List<Extent> extents) {
    return extents.stream().map(extent -> Integer.toString(extent.size())).collect(Collectors.joining(", ", "[", "]"));
  }

  /** {@code [hidden, 3]}. */
  static String asWritten(List<Extent> extents) {
    return extents.stream().map(Extent::text).collect(Collectors.joining(", ", "[", "]"));
  }

  /** {@code , declared at line 9}, or nothing where no declaration fixes the size. */
  String origin(Span seenFrom) {
    return declared
        .map(span -> ", declared at " + (span.source().equals(seenFrom.source()) ? "" : span.source() + " ") + "line " + span.line())
        .orElse("");
  }
}
