package dev.nnd.compiler.expr;

/**
 * How long a nested sum or product may be to become part of the one around it. A longer one stays an atom.
 *
 * @param terms of a sum
 * @param factors of a product
 * @param operands of all sums and products together; where long ones are made of long ones, work grows as their square
 */
public record Flattening(int terms, int factors, long operands) {
  /** In a network, where each definition adds to the one before, flattening chains of adjoints would cost n². */
  public static final Flattening NETWORK = new Flattening(8, 8, Long.MAX_VALUE);
  /** In a formula, where a sum in parentheses is the same as one without. */
  public static final Flattening FORMULA = new Flattening(256, 256, 2_000_000);
}
