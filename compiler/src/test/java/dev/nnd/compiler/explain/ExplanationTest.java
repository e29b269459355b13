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
import org.junit.jupiter.params.provider.ValueSource;
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
    assertThat(rules(entry(explanation, "q"))).containsExactly("log_of_exponentials");
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

  @Test
  void aJacobianTellsItsMode() {
    String wide = "network N { input x : [2] param W : [5, 2] ~ zeros output J = jacobian(tanh(W @ x), x) }";
    String tall = "network N { input x : [5] param W : [2, 5] ~ zeros output J = jacobian(tanh(W @ x), x) }";
    for (String nnd : List.of(wide, tall)) {
      Explanation explanation = explanation(nnd);
      Compiler.Derived derived = CompiledNetwork.derived(nnd);
      List<String> modes = derived.trace().rules().stream().filter(rule -> rule.startsWith("jacobian_by_")).toList();
      assertThat(modes).hasSize(1);
      assertThat(TextPage.of(explanation)).containsPattern("on reading .*" + modes.get(0));
      assertThat(explanation.rules()).contains(RULES.entry(modes.get(0)));
    }
  }

  @Test
  void theSmallerFormIsTakenByTheRuleThatFoundIt() {
    Explanation explanation = explanation("""
        network N {
          input x : []
          input y : []
          output p = (x^3 - 1) / (x - 1)
          output q = y / x + sin(y) / x + 2
          output r = (x + 2) * (x + 3) + sin(y)
        }
        """);
    Explanation.Entry p = entry(explanation, "p");
    assertThat(rules(p)).startsWith("cancel_common_factor");
    assertThat(NndText.of(p.steps().get(0).after())).isEqualTo("x^2 + x + 1");
    assertThat(rules(entry(explanation, "q"))).containsExactly("factor_common");
    assertThat(entry(explanation, "r").steps()).as("what was tried in vain").isEmpty();
    assertThat(entry(explanation, "r").canonical()).isEmpty();
  }

  /** A derivative in a formula leaves a δ among the values: no adjoint gets its name. */
  @Test
  void noAdjointHasTheNameOfAValue() {
    Explanation explanation = explanation("""
        network N {
          input x : [3]
          param W : [2, 3] ~ zeros
          h = tanh(W @ x)
          J = jacobian(h, x)
          output p = h
          loss = sumsq(J) + log(1 + sumsq(h))
        }
        """);
    List<String> names = explanation.sections().stream()
        .flatMap(section -> section.entries().stream())
        .map(entry -> NndText.left(entry.forms().get(0)).replaceFirst("\\[.*", ""))
        .toList();
    assertThat(names).contains("δ", "δ.2").doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "factor", "expand", "cancel_common_factor", "factor_common", "sign_of_product", "root_of_squares", "difference_of_roots",
      "difference_of_squares", "mean_of_squares", "log_of_exponentials", "share_of_exponentials", "log_of_selection",
      "sin_over_cos", "sinh_over_cosh", "sum_of_conditionals", "decided_condition", "decided_comparison", "sum_of_scatter",
      "refold", "norm_over_indices'", "jacobian_by_forward_accumulation", "jacobian_by_reverse_accumulation"})
  void aRuleThatIsAClassIsToldInWords(String rule) {
    assertThat(RULES.knows(rule)).isTrue();
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
    assertThat(RULES.entry("log1p_form")).isEqualTo(
        new RuleBook.Entry("log1p_form", "log(1 + x) -> log1p(x)", Optional.of("real")));
    assertThat(RULES.entry("double_angle").text()).isEqualTo("sin(x) * cos(x) -> sin(2x) / 2");
    assertThat(RULES.entry("log_of_even_power").text()).isEqualTo("log(x^n) -> n * log(abs(x)) if even(n)");
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
