package dev.nnd.compiler.format;

import dev.nnd.compiler.format.Piece.Kind;
import dev.nnd.compiler.format.Piece.Role;
import dev.nnd.grammar.NndParser;

/**
 * What stands between two pieces of a line: a space, but none within parentheses and brackets, before their contents, and
 * around {@code ^ . ..}; two between settings, between statements on one line, and before a comment that ends a line.
 */
final class Spacing {
  private static final String NOTHING = "";
  private static final String SPACE = " ";
  private static final String WIDE = "  ";

  private Spacing() {}

  static String between(Piece left, Piece right) {
    if (right.kind() == Kind.LINE_COMMENT) {
      return WIDE;
    }
    if (right.kind() == Kind.BLOCK_COMMENT) {
      return opensTightly(left) ? NOTHING : SPACE;
    }
    boolean separated = right.separator().isPresent() && !left.is(NndParser.LEFT_BRACE);
    if (separated) {
      return right.separator().orElseThrow() + SPACE;
    }
    if (left.kind() == Kind.BLOCK_COMMENT) {
      return closesTightly(right) || isListSign(right) ? NOTHING : SPACE;
    }
    if (right.starts()) {
      return left.is(NndParser.LEFT_BRACE) ? SPACE : WIDE;
    }
    return isTight(left, right) ? NOTHING : SPACE;
  }

  private static boolean isTight(Piece left, Piece right) {
    if (left.is(NndParser.LEFT_BRACE) || right.is(NndParser.LEFT_BRACE) || right.is(NndParser.RIGHT_BRACE)) {
      return left.is(NndParser.LEFT_BRACE) && right.is(NndParser.RIGHT_BRACE);
    }
    if (opensTightly(left) || closesTightly(right) || isListSign(right)) {
      return true;
    }
    return !isListSign(left) && (joins(left, right) || isColon(left, right) || isCallOrAccess(left, right));
  }

  /** {@code 3 .0} would become another number. */
  private static boolean joins(Piece left, Piece right) {
    boolean number = left.is(NndParser.NUMBER) && left.role() != Role.MEMBER && right.is(NndParser.DOT);
    return right.role() == Role.FACTOR
        || left.role() == Role.SIGN
        || (isJoint(left) || isJoint(right)) && !number;
  }

  private static boolean isJoint(Piece piece) {
    return piece.is(NndParser.DOT) || piece.is(NndParser.DOTS) || piece.is(NndParser.CARET);
  }

  /** {@code x[1:3]}, {@code sum(j: A[j])}, {@code x : [4]}. */
  private static boolean isColon(Piece left, Piece right) {
    boolean slice = (left.is(NndParser.COLON) || right.is(NndParser.COLON)) && right.within() == Bracket.SQUARE;
    boolean afterName = right.is(NndParser.COLON) && (right.within() == Bracket.ROUND || right.role() == Role.CLAUSE);
    return slice || afterName;
  }

  private static boolean isCallOrAccess(Piece left, Piece right) {
    boolean named = left.is(NndParser.NAME) || left.is(NndParser.LABEL) || left.is(NndParser.RIGHT_PAREN);
    return right.is(NndParser.LEFT_PAREN) && named
        || right.is(NndParser.LEFT_BRACKET)
            && (named || left.is(NndParser.RIGHT_BRACKET) || left.role() == Role.MEMBER);
  }

  private static boolean isListSign(Piece piece) {
    return piece.is(NndParser.COMMA) || piece.is(NndParser.SEMICOLON);
  }

  private static boolean opensTightly(Piece piece) {
    return piece.is(NndParser.LEFT_PAREN) || piece.is(NndParser.LEFT_BRACKET);
  }

  private static boolean closesTightly(Piece piece) {
    return piece.is(NndParser.RIGHT_PAREN) || piece.is(NndParser.RIGHT_BRACKET);
  }
}
