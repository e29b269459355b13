package dev.nnd.grammar;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.WritableToken;

/**
 * Decides which words are keywords. Only {@code if then else and or not} are reserved; every other keyword is one by
 * its place, so that {@code input}, {@code loss} or {@code in} may be names.
 *
 * <p>Two observations make one token to each side enough. No name follows a name in an expression, so {@code output p}
 * on one line is always a statement, even where an operand is missing before it. And a word after a complete operand
 * cannot belong to that expression, so it begins a statement or a clause: there {@code train}, {@code return -x} and
 * {@code in 0..1} are what they look like.
 */
public final class ContextualKeywords {

  /** Keywords that a name follows. */
  private static final Map<String, Integer> NAMING = Map.ofEntries(
      Map.entry("package", NndParser.PACKAGE),
      Map.entry("class", NndParser.CLASS),
      Map.entry("network", NndParser.NETWORK),
      Map.entry("dim", NndParser.DIM),
      Map.entry("const", NndParser.CONST),
      Map.entry("fn", NndParser.FN),
      Map.entry("layer", NndParser.LAYER),
      Map.entry("input", NndParser.INPUT),
      Map.entry("target", NndParser.TARGET),
      Map.entry("param", NndParser.PARAM),
      Map.entry("state", NndParser.STATE),
      Map.entry("update", NndParser.UPDATE),
      Map.entry("output", NndParser.OUTPUT),
      Map.entry("metric", NndParser.METRIC));

  private static final Set<Integer> NAMING_TYPES = Set.copyOf(NAMING.values());

  private static final Set<String> OTHERS = Set.of("import", "export", "repeat", "train", "return");

  private final List<Token> tokens;

  private ContextualKeywords(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** Whether a statement can begin with this word. */
  public static boolean isStatementWord(String word) {
    return NAMING.containsKey(word) || OTHERS.contains(word);
  }

  /** The words a statement can begin with, in alphabetical order. */
  public static List<String> statementWords() {
    return Stream.concat(NAMING.keySet().stream(), OTHERS.stream()).sorted().toList();
  }

  /** Whether this is the token of a word that stands as a statement's keyword. */
  public static boolean beginsStatement(int type) {
    return NAMING_TYPES.contains(type)
        || type == NndParser.IMPORT
        || type == NndParser.EXPORT
        || type == NndParser.REPEAT
        || type == NndParser.TRAIN
        || type == NndParser.RETURN;
  }

  static void assign(List<Token> tokens) {
    ContextualKeywords keywords = new ContextualKeywords(NndScanner.visible(tokens));
    for (int i = 0; i < keywords.tokens.size(); i++) {
      if (keywords.tokens.get(i) instanceof WritableToken token && token.getType() == NndParser.NAME) {
        token.setType(keywords.typeOfWord(i));
      }
    }
  }

  private int typeOfWord(int i) {
    if (type(i - 1) == NndParser.DOT || (NAMING_TYPES.contains(type(i - 1)) && sameLine(i - 1))) {
      return NndParser.NAME;
    }
    String word = tokens.get(i).getText();
    boolean nameFollows = type(i + 1) == NndParser.NAME && sameLine(i);
    if (NAMING.containsKey(word)) {
      return nameFollows ? NAMING.get(word) : labelOrName(i);
    }
    boolean textFollows = type(i + 1) == NndParser.STRING && sameLine(i);
    boolean begins = Operands.statementMayFollow(type(i - 1));
    return switch (word) {
      case "import" -> nameFollows || textFollows ? NndParser.IMPORT : NndParser.NAME;
      case "export" -> nameFollows ? NndParser.EXPORT : NndParser.NAME;
      case "train" -> type(i + 1) == NndParser.LEFT_BRACE && type(i - 1) != NndParser.REPEAT ? NndParser.TRAIN : NndParser.NAME;
      case "repeat" -> nameFollows || countFollows(i, begins) ? NndParser.REPEAT : NndParser.NAME;
      case "return" -> nameFollows || (begins && !isDefined(i)) ? NndParser.RETURN : NndParser.NAME;
      case "derivative" -> nameFollows || (begins && !isDefined(i)) ? NndParser.DERIVATIVE : NndParser.NAME;
      case "standardized" -> begins && !isDefined(i) ? NndParser.STANDARDIZED : NndParser.NAME;
      case "from" -> begins && (nameFollows || textFollows) ? NndParser.FROM : NndParser.NAME;
      case "in" -> boundFollows(i) ? NndParser.IN : NndParser.NAME;
      default -> labelOrName(i);
    };
  }

  private boolean countFollows(int i, boolean begins) {
    return (type(i + 1) == NndParser.NUMBER && sameLine(i)) || (begins && type(i + 1) == NndParser.LEFT_PAREN);
  }

  private boolean boundFollows(int i) {
    if (type(i - 1) == NndParser.COLON) {
      return type(i + 1) == NndParser.NUMBER;
    }
    return Operands.endsWith(type(i - 1)) && switch (type(i + 1)) {
      case NndParser.NUMBER, NndParser.NAME, NndParser.MINUS, NndParser.LEFT_PAREN -> true;
      default -> false;
    };
  }

  /** What a shape's elements are, {@code [8] index[V]}: a word on the line of the bracket that defines nothing. */
  private int labelOrName(int i) {
    boolean afterShape = type(i - 1) == NndParser.RIGHT_BRACKET && sameLine(i - 1);
    String word = tokens.get(i).getText();
    boolean sized = type(i + 1) == NndParser.LEFT_BRACKET;
    boolean label = sized ? word.equals("index") || word.equals("class") : type(i + 1) != NndParser.LEFT_PAREN;
    return afterShape && label && !isDefined(i) ? NndParser.LABEL : NndParser.NAME;
  }

  /** Whether the word is the name on the left of a definition: {@code w = …}, {@code w : [n] = …}, {@code w[i] = …}. */
  private boolean isDefined(int i) {
    int next = i + 1;
    if (type(next) == NndParser.LEFT_BRACKET) {
      int depth = 0;
      do {
        depth += bracket(type(next++));
      } while (depth > 0 && next < tokens.size());
    }
    return type(next) == NndParser.DEFINES || type(next) == NndParser.COLON;
  }

  private static int bracket(int type) {
    return switch (type) {
      case NndParser.LEFT_BRACKET -> 1;
      case NndParser.RIGHT_BRACKET -> -1;
      default -> 0;
    };
  }

  private int type(int i) {
    return i < 0 || i >= tokens.size() ? Token.EOF : tokens.get(i).getType();
  }

  private boolean sameLine(int i) {
    return tokens.get(i).getLine() == tokens.get(i + 1).getLine();
  }
}
