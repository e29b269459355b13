package dev.nnd.compiler.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.notation.Formula;
import dev.nnd.compiler.notation.NndText;
import dev.nnd.compiler.notation.Notation;
import dev.nnd.compiler.notation.TextbookText;
import dev.nnd.compiler.syntax.Parser;
import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.compiler.testing.Golden;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ExplanationTest {
  private static final RuleBook RULES = RuleBook.load();

  private static Explanation explanation(String nnd) {
    Recording recording = new Recording();
    Compiler.Derived derived = CompiledNetwork.derived(nnd, recording);
    return Explainer.explain(derived.pool(), derived.network(), recording.networks().get(0), RULES);
  }

  static Stream<Golden> all() {
    return Golden.all();
  }

  private static Explanation.Entry entry(Explanation explanation, String beginning) {
    return explanation.sections().stream()
        .flatMap(section -> section.entries().stream())
        .filter(entry -> TextbookText.left(entry.forms().get(0)).equals(beginning))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> rules(Explanation.Entry entry) {
    return entry.steps().stream().map(Explanation.Step::rule).toList();
  }

  // ---- what led where

  @Test
  void eachFormulaHasTheRulesThatLedToIt() {
    Explanation explanation = explanation("""
        network N {
          input x : [3]
          target y : class[2]
          param W : [2, 3] ~ zeros
          param v : [3] ~ zeros
          param b : [2] = 0
          h = W @ x + b
          output p = softmax(h)
          q = log(1 + exp(dot(v, x)))
          loss = cross_entropy(p, y) + q
        }
        """);
    assertThat(rules(entry(explanation, "p"))).containsExactly("sum_of_exponentials");
    assertThat(entry(explanation, "p").canonical()).contains("product_of_exponentials");
    assertThat(rules(entry(explanation, "q"))).containsExactly("softplus_form");
    assertThat(rules(entry(explanation, "h"))).isEmpty();
    assertThat(entry(explanation, "h").forms()).hasSize(1);
    assertThat(rules(entry(explanation, "δh"))).contains("refold");
    assertThat(explanation.sections().stream().flatMap(section -> section.entries().stream()))
        .anySatisfy(entry -> assertThat(entry.differentiation()).contains("softplus'"));
    assertThat(entry(explanation, "∂L/∂v").differentiation()).contains("product_rule").doesNotContain("logsumexp_over_indices'");
  }

  @Test
  void aRegularizerHasAChainOfItsOwn() {
    Explanation explanation = explanation("""
        network N {
          input x : [3]
          target y : [2]
          param W : [2, 3] ~ zeros
          output p = W @ x
          loss = sum(abs(p - y))
          regularizer = sumsq(W)
        }
        """);
    assertThat(entry(explanation, "∂R/∂W").differentiation()).contains("power_rule").doesNotContain("abs'");
    assertThat(entry(explanation, "∂L/∂W").differentiation()).doesNotContain("power_rule");
  }

  @Test
  void aNetworkWithoutALossHasValuesOnly() {
    Explanation explanation = explanation("network N { input x : [3] output p = 2 * x }");
    assertThat(explanation.sections()).extracting(Explanation.Section::title).containsExactly("Values");
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyRuleSaysSomething(Golden golden) {
    assertThat(explanation(golden.input()).rules())
        .allSatisfy(rule -> assertThat(RULES.knows(rule.name())).as(rule.name()).isTrue());
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyFormulaIsNnd(Golden golden) {
    for (Explanation.Section section : explanation(golden.input()).sections()) {
      for (Explanation.Entry entry : section.entries()) {
        Stream<Formula> formulas = Stream.concat(
            entry.forms().stream().map(Notation.Equation::right),
            entry.steps().stream().flatMap(step -> Stream.of(step.before(), step.after())));
        assertThat(formulas.map(NndText::of)).allSatisfy(text -> {
          DiagnosticSink sink = new DiagnosticSink();
          Parser.parseExpression(new SourceFile("formula", text), sink);
          assertThat(sink.diagnostics()).as(text).isEmpty();
        });
      }
    }
  }

  @Test
  void aRuleIsShownAsItIsWritten() {
    assertThat(RULES.entry("softplus_form")).isEqualTo(
        new RuleBook.Entry("softplus_form", "log(1 + exp(x)) -> softplus(x)", Optional.of("extends")));
    assertThat(RULES.entry("log_of_power").text()).isEqualTo("log(x^n) -> n * log(x) if x > 0 and constant(n)");
    assertThat(RULES.entry("tanh'").text()).isEqualTo("tanh(x)' = 1 - tanh(x)^2");
  }

  // ---- pages

  @ParameterizedTest
  @MethodSource("all")
  void theHtmlPageIsWellFormedAndNeedsNothingElse(Golden golden) throws Exception {
    Explanation explanation = explanation(golden.input());
    String page = HtmlPage.of(List.of(explanation, explanation));
    assertThat(page).doesNotContain("http", "src=", "url(", "@import", "<script", "<link");
    Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
        .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    NodeList links = document.getElementsByTagName("a");
    List<String> anchors = ids(document.getElementsByTagName("tr"));
    assertThat(anchors).doesNotHaveDuplicates();
    for (int i = 0; i < links.getLength(); i++) {
      assertThat(anchors).contains(((Element) links.item(i)).getAttribute("href").substring(1));
    }
    assertThat(document.getElementsByTagName("math").getLength()).isGreaterThan(4);
  }

  private static List<String> ids(NodeList elements) {
    return Stream.iterate(0, i -> i + 1).limit(elements.getLength())
        .map(i -> ((Element) elements.item(i)).getAttribute("id"))
        .filter(id -> !id.isEmpty())
        .collect(Collectors.toList());
  }

  @ParameterizedTest
  @MethodSource("all")
  void latexIsBalanced(Golden golden) {
    String page = LatexPage.of(List.of(explanation(golden.input())));
    assertThat(page).startsWith("\\documentclass{article}").endsWith("\\end{document}\n");
    Deque<String> open = new ArrayDeque<>();
    Matcher tokens = Pattern.compile("\\\\begin\\{(\\w+\\*?)}|\\\\end\\{(\\w+\\*?)}|\\\\left\\b|\\\\right\\b|\\\\[{}]|[{}]").matcher(page);
    while (tokens.find()) {
      String token = tokens.group();
      if (token.startsWith("\\begin")) {
        open.push(tokens.group(1));
      } else if (token.startsWith("\\end")) {
        assertThat(open.pop()).isEqualTo(tokens.group(2));
      } else if (token.equals("\\left") || token.equals("{")) {
        open.push(token);
      } else if (token.equals("\\right")) {
        assertThat(open.pop()).isEqualTo("\\left");
      } else if (token.equals("}")) {
        assertThat(open.pop()).isEqualTo("{");
      }
    }
    assertThat(open).isEmpty();
    assertThat(page.codePoints().filter(c -> c > 0x24F)).as("letters that plain LaTeX does not have").isEmpty();
  }

  @Test
  void latexOfMatrices() {
    String page = LatexPage.of(List.of(explanation("""
        network N {
          input x : [3]
          target y : [2]
          param W : [2, 3] ~ zeros
          h = tanh(W @ x) / 2
          output p = h
          loss = squared_error(h, y)
        }
        """)));
    assertThat(page).contains("h &= \\frac{\\tanh (W\\, x)}{2}", "\\frac{\\partial L}{\\partial W} &= ", "x^{\\top}");
  }
}
