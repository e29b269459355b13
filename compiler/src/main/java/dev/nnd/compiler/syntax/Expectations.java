package dev.nnd.compiler.syntax;

import dev.nnd.grammar.NndParser;
import dev.nnd.grammar.Operands;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;

/** Tokens in the words of the language. */
final class Expectations {

  private static final int MOST = 4;

  private Expectations() {}

  /** A token as it stands in the text. */
  static String describe(Token token) {
    return switch (token.getType()) {
      case Token.EOF -> "the end of the text";
      case NndParser.STRING, NndParser.OPEN_STRING -> "a string";
      default -> "`" + token.getText() + "`";
    };
  }

  /** What could have come: `)` or `,`; an expression; a name. Too long a list helps no one. */
  static String describe(Situation situation) {
    return switch (situation.rule()) {
      case NndParser.RULE_type -> "a type";
      case NndParser.RULE_trainBlock -> "a setting such as `epochs = 10`";
      case NndParser.RULE_parameters -> "a parameter or `)`";
      case NndParser.RULE_ruleFile -> "a rule";
      default -> describeTokens(situation);
    };
  }

  private static String describeTokens(Situation situation) {
    boolean operand = situation.expectsOperand();
    List<String> kinds = Stream.concat(
            operand ? Stream.of("an expression") : Stream.empty(),
            situation.expected().toList().stream()
                .filter(type -> !operand || !Operands.startsWith(type))
                .flatMap(type -> kind(type).stream()))
        .toList();
    if (kinds.isEmpty() || kinds.size() > MOST) {
      return "something else";
    }
    String last = kinds.get(kinds.size() - 1);
    return kinds.size() == 1 ? last : String.join(", ", kinds.subList(0, kinds.size() - 1)) + " or " + last;
  }

  private static Optional<String> kind(int type) {
    return switch (type) {
      case Token.EOF -> Optional.of("the end of the text");
      case NndParser.NAME -> Optional.of("a name");
      case NndParser.NUMBER -> Optional.of("a number");
      case NndParser.STRING -> Optional.of("a string");
      case NndParser.JUXTAPOSITION -> Optional.empty();
      case NndParser.LABEL -> Optional.of("`index[…]`");
      default -> Optional.of(Optional.ofNullable(NndParser.VOCABULARY.getLiteralName(type))
          .map(literal -> "`" + literal.substring(1, literal.length() - 1).replace("\\'", "'") + "`")
          .orElseGet(() -> "`" + NndParser.VOCABULARY.getSymbolicName(type).toLowerCase(Locale.ROOT) + "`"));
    };
  }
}
