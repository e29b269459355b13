package dev.nnd.compiler.expr;

/**
 * What a declaration promises of every element.
 *
 * @param range the closed range
 * @param oneHot whether the elements along the last axis are one 1 and else 0, as of a label: then they sum to one
 * @param integer whether every element is an integer
 */
public record LeafFacts(Range range, boolean oneHot, boolean integer) {
  public static final LeafFacts NONE = new LeafFacts(Range.ALL, false, false);
  public static final LeafFacts ONE_HOT = new LeafFacts(Range.closed(0, 1), true, true);

  public static LeafFacts in(Range range) {
    return new LeafFacts(range, false, false);
  }
}
