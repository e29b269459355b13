package dev.nnd.compiler.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RuleParsingTest {

  @Test
  void rewrites() {
    assertRules(
        """
                // Logarithms.
                log_of_exp     : log(exp(x))      -> x              extends
                softplus_form  : log(1 + exp(x))  -> softplus(x)    extends
                root_of_square : sqrt(x^2)        -> abs(x)         real
                /// Only where x is positive.
                log_of_square  : log(x^2)         -> 2log(x)        proved  if x > 0 and free(k, c)
                branch         : max(x, y)        -> if x >= y then x else y  exact if integer(n)
                """,
        "log_of_exp: log(exp(x)) -> x [extends]",
        "softplus_form: log((1 + exp(x))) -> softplus(x) [extends]",
        "root_of_square: sqrt((x ^ 2)) -> abs(x) [real]",
        "/// Only where x is positive.\nlog_of_square: log((x ^ 2)) -> (2 log(x)) [proved] if (x > 0) if free(k, c)",
        "branch: max(x, y) -> (if (x >= y) then x else y) [exact] if integer(n)");
  }

  @Test
  void derivatives() {
    assertRules(
        """
                tanh(x)' = 1 - tanh(x)^2
                pow(x, y)' = y * pow(x, y - 1), log(x) * pow(x, y)
                state(input)' = 0
                """,
        "tanh(x)' = (1 - (tanh(x) ^ 2))",
        "pow(x, y)' = (y * pow(x, (y - 1))), (log(x) * pow(x, y))",
        "state(input)' = 0");
  }

  @Test
  void aWrongLineLeavesTheOthers() {
    DiagnosticSink sink = new DiagnosticSink();
    List<RuleLine> rules = Parser.parseRules(
        new SourceFile("wrong.rules", "a : x + -> y exact\nb : x -> y exact\nf(x)' 3\nc x -> y\ng(x)' = 1\n"), sink);
    assertThat(rules).extracting(RuleParsingTest::show).containsExactly("b: x -> y [exact]", "g(x)' = 1");
    assertThat(sink.diagnostics()).extracting(diagnostic -> diagnostic.primary().span().line()).containsExactly(1, 3, 4);
  }

  private static void assertRules(String text, String... shown) {
    DiagnosticSink sink = new DiagnosticSink();
    List<RuleLine> rules = Parser.parseRules(new SourceFile("some.rules", text), sink);
    assertThat(sink.diagnostics()).isEmpty();
    assertThat(rules).extracting(RuleParsingTest::show).containsExactly(shown);
  }

  private static String show(RuleLine rule) {
    return rule.doc().map(doc -> "/// " + doc + "\n").orElse("") + rule.accept(new RuleLine.Visitor<String>() {
      @Override
      public String visitRewrite(RuleLine.Rewrite rewrite) {
        String conditions = rewrite.conditions().stream()
            .map(condition -> " if " + Parenthesized.of(condition))
            .collect(Collectors.joining());
        return rewrite.name().name() + ": " + Parenthesized.of(rewrite.left()) + " -> " + Parenthesized.of(rewrite.right())
            + " [" + rewrite.soundness().name() + "]" + conditions;
      }

      @Override
      public String visitDerivative(RuleLine.Derivative derivative) {
        return Parenthesized.of(derivative.function()) + "' = "
            + derivative.partials().stream().map(Parenthesized::of).collect(Collectors.joining(", "));
      }
    });
  }
}
