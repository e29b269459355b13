package dev.nnd.compiler.format;

import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.format.Piece.Kind;
import dev.nnd.compiler.format.Piece.Role;
import dev.nnd.grammar.ContextualKeywords;
import dev.nnd.grammar.NndLexer;
import dev.nnd.grammar.NndParser;
import dev.nnd.grammar.NndScanner;
import dev.nnd.grammar.Operands;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;

/** Reads the pieces of a file that is right. What separates statements is no piece, since a line's end does it too. */
final class PieceReader {
  private static final Pattern LINE_END = Pattern.compile("\r?\n");

  private final List<Piece> pieces = new ArrayList<>();
  private final Deque<Bracket> open = new ArrayDeque<>(List.of(Bracket.FILE));
  private int previous = Token.EOF;
  private int beforePrevious = Token.EOF;
  private boolean documented;
  private boolean factor;
  private boolean inDerivative;
  private Optional<String> separator = Optional.empty();
  private int lastLineOfPiece = 1;
  private int lastLine = 1;
  private int lastLineOfCode;

  private PieceReader() {}

  static List<Piece> read(SourceFile source) {
    PieceReader reader = new PieceReader();
    List<Token> tokens = NndScanner.file(source.text());
    for (int i = 0; i < tokens.size() - 1; i++) {
      reader.read(tokens.get(i), tokens.get(i + 1));
    }
    return reader.pieces;
  }

  private void read(Token token, Token next) {
    if (token.getType() == NndParser.JUXTAPOSITION) {
      factor = true;
    } else if (token.getChannel() != Token.DEFAULT_CHANNEL) {
      comment(token);
    } else if (isSeparator(token.getType()) && !keepsDocumentationApart(token, next)) {
      separator = separator.or(() -> Optional.of(token.getText()));
      advance(token.getType());
      lastLine = token.getLine();
      lastLineOfCode = lastLine;
    } else {
      code(token);
    }
  }

  private boolean isSeparator(int type) {
    return type == NndParser.SEMICOLON && open.peek().isBlock() || type == NndParser.COMMA && open.peek() == Bracket.SETTINGS;
  }

  /**
   * Whether documentation would belong to what follows, were there no semicolon: one above it, or one behind it that has no
   * other code on its line.
   */
  private boolean keepsDocumentationApart(Token token, Token next) {
    boolean behind = next.getType() == NndLexer.DOCUMENTATION && next.getLine() == token.getLine();
    boolean lonely = pieces.isEmpty() || !pieces.get(pieces.size() - 1).isCode();
    return open.peek() != Bracket.SETTINGS && (documented || behind && lonely);
  }

  private void comment(Token token) {
    boolean block = token.getType() == NndLexer.BLOCK_COMMENT;
    String text = block
        ? LINE_END.splitAsStream(token.getText()).map(String::stripTrailing).collect(Collectors.joining("\n"))
        : token.getText().stripTrailing();
    int breaks = token.getLine() - lastLine;
    documented |= token.getType() == NndLexer.DOCUMENTATION && token.getLine() > lastLineOfCode;
    add(block ? Kind.BLOCK_COMMENT : Kind.LINE_COMMENT, token, text, breaks, Role.NONE, Optional.empty());
    lastLine = token.getLine() + (int) token.getText().chars().filter(c -> c == '\n').count();
    lastLineOfPiece = lastLine;
  }

  private void code(Token token) {
    int type = token.getType();
    if (closes(type)) {
      open.pop();
    }
    Role role = role(type);
    if (role == Role.START) {
      inDerivative = false;
    } else if (type == NndParser.DERIVATIVE && open.peek().isBlock()) {
      inDerivative = true;
    }
    add(Kind.CODE, token, token.getText(), token.getLine() - lastLineOfPiece, role,
        role == Role.START ? separator : Optional.empty());
    separator = Optional.empty();
    documented = false;
    factor = false;
    open(type);
    advance(type);
    lastLine = token.getLine();
    lastLineOfPiece = lastLine;
    lastLineOfCode = lastLine;
  }

  private void add(Kind kind, Token token, String text, int breaks, Role role, Optional<String> separatedBy) {
    pieces.add(new Piece(kind, token.getType(), text, token.getLine(), token.getCharPositionInLine(), breaks,
        open.peek(), open.size() - 1, role, separatedBy));
  }

  private Role role(int type) {
    if (factor) {
      return Role.FACTOR;
    }
    if (begins(type) || type == NndParser.SEMICOLON && open.peek().isBlock()) {
      return Role.START;
    }
    return switch (type) {
      case NndParser.MINUS -> Operands.endsWith(previous) ? Role.NONE : Role.SIGN;
      case NndParser.NUMBER -> previous == NndParser.DOT ? Role.MEMBER : Role.NONE;
      case NndParser.COLON -> inDerivative ? Role.CLAUSE : Role.NONE;
      default -> Role.NONE;
    };
  }

  /** No name follows an operand within an expression, so that it begins something new. */
  private boolean begins(int type) {
    Bracket within = open.peek();
    if (within == Bracket.FILE || within == Bracket.BLOCK) {
      return ContextualKeywords.beginsStatement(type) && previous != NndParser.EXPORT
          || type == NndParser.NAME && (isBoundary(previous) || Operands.endsWith(previous));
    }
    return within == Bracket.SETTINGS && type == NndParser.NAME
        && (isBoundary(previous) || previous == NndParser.COMMA || Operands.endsWith(previous));
  }

  private static boolean isBoundary(int type) {
    return switch (type) {
      case Token.EOF, NndParser.LEFT_BRACE, NndParser.RIGHT_BRACE, NndParser.SEMICOLON, NndParser.STANDARDIZED -> true;
      default -> false;
    };
  }

  private void open(int type) {
    switch (type) {
      case NndParser.LEFT_PAREN -> open.push(Bracket.ROUND);
      case NndParser.LEFT_BRACKET -> open.push(Bracket.SQUARE);
      case NndParser.LEFT_BRACE -> open.push(previous == NndParser.TRAIN ? Bracket.SETTINGS
          : beforePrevious == NndParser.CLASS ? Bracket.LABELS
          : Bracket.BLOCK);
      default -> { }
    }
  }

  private static boolean closes(int type) {
    return type == NndParser.RIGHT_PAREN || type == NndParser.RIGHT_BRACKET || type == NndParser.RIGHT_BRACE;
  }

  private void advance(int type) {
    beforePrevious = previous;
    previous = type;
  }
}
