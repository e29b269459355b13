package dev.nnd.compiler.format;

import dev.nnd.grammar.NndParser;
import java.util.Optional;

/**
 * A token or a comment, with what the layout needs to know of its place.
 *
 * @param kind what it is
 * @param type of the token
 * @param text as it was written; a block comment's lines end with LF and without blanks
 * @param line where it stood, counted from 1
 * @param position where on that line, in code points from 0
 * @param breaks how many lines ended between the piece before and this one
 * @param within what encloses it; of a bracket, what encloses both it and its partner
 * @param depth how many brackets enclose it; of a bracket, how many enclose both it and its partner
 * @param role what it does there
 * @param separator what separates it, as the first of its statement or setting, from the one before: {@code ;} or {@code ,}
 */
record Piece(
    Kind kind,
    int type,
    String text,
    int line,
    int position,
    int breaks,
    Bracket within,
    int depth,
    Role role,
    Optional<String> separator) {

  /** What a piece is. */
  enum Kind {
    CODE,
    /** A comment that ends with its line, documentation too. */
    LINE_COMMENT,
    BLOCK_COMMENT
  }

  /** What a piece does, where its type alone does not tell. */
  enum Role {
    /** Begins a statement or a setting. */
    START,
    /** A minus that is a sign. */
    SIGN,
    /** The second factor of a product without an operator, {@code x} in {@code 3x}. */
    FACTOR,
    /** A part of a path, {@code 0} in {@code h.0}. */
    MEMBER,
    /** The colon after a name that has no type: {@code derivative x: 2 * x}. */
    CLAUSE,
    NONE
  }

  boolean isCode() {
    return kind == Kind.CODE;
  }

  /** Whether it is this token, and not a comment. */
  boolean is(int wanted) {
    return isCode() && type == wanted;
  }

  boolean starts() {
    return role == Role.START;
  }

  boolean opens() {
    return is(NndParser.LEFT_PAREN) || is(NndParser.LEFT_BRACKET) || is(NndParser.LEFT_BRACE);
  }

  boolean closes() {
    return is(NndParser.RIGHT_PAREN) || is(NndParser.RIGHT_BRACKET) || is(NndParser.RIGHT_BRACE);
  }
}
