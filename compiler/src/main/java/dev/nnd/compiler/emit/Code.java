package dev.nnd.compiler.emit;

import com.palantir.javapoet.CodeBlock;

/**
 * A Java expression.
 *
 * @param block its text
 * @param strength how tightly its outermost operator binds
 */
record Code(CodeBlock block, Strength strength) {
  /** Java's precedences, as far as they occur. */
  enum Strength {
    CONDITIONAL,
    OR,
    AND,
    EQUALITY,
    RELATION,
    SUM,
    PRODUCT,
    UNARY,
    PRIMARY
  }

  static Code primary(String format, Object... arguments) {
    return new Code(CodeBlock.of(format, arguments), Strength.PRIMARY);
  }

  static Code of(Strength strength, String format, Object... arguments) {
    return new Code(CodeBlock.of(format, arguments), strength);
  }

  /** The text, in parentheses unless it binds at least so tightly. */
  CodeBlock within(Strength least) {
    return strength.compareTo(least) < 0 ? CodeBlock.of("($L)", block) : block;
  }

  @Override
  public String toString() {
    return block.toString();
  }
}
