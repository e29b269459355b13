package dev.nnd.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NndScannerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INPUT x : [4] STANDARDIZED FROM a",
        "INPUT input : [3]",
        "TARGET from : [3] FROM from, standardized",
        "x = a + OUTPUT p = b",
        "output = input",
        "loss : [3] = metric",
        "h = input * output(x)",
        "sum(in: x[in - 1])",
        "TARGET y : [1] IN 0..1",
        "TARGET y : IN 0..1",
        "INPUT w : [8] LABEL[v] IN -1..1",
        "INPUT w : [8] LABEL",
        "INPUT w : [8] y = x[0] z[i] = y",
        "TRAIN { batch = 16 epochs = 3 }",
        "train = 3",
        "NETWORK train { REPEAT 4 { RETURN x } REPEAT t < 8 { } REPEAT (n) { } }",
        "y = repeat(3)",
        "{ RETURN -x }",
        "{ RETURN [x, y] }",
        "{ return[i] = 3 return : [3] = x return = 4 }",
        "EXPORT FN f(x) = x DERIVATIVE 1",
        "FN f(x) = x[0] DERIVATIVE x: 1",
        "IMPORT \"a\" IMPORT nnd.input.train",
        "h.input x",
        "PARAM param = 0 STATE state = 1 UPDATE state = 2"
      })
  void keywordsByTheirPlace(String shown) {
    String text = shown.replace("LABEL[", "index[").replace("LABEL", "species").toLowerCase(Locale.ROOT);
    String expected = shown.replace("LABEL[", "INDEX[").replace("LABEL", "SPECIES");
    assertThat(show(text, NndScanner.file(text))).isEqualTo(expected);
  }

  /** The text with the words that are keywords in capitals. */
  private static String show(String text, List<Token> tokens) {
    StringBuilder result = new StringBuilder(text);
    for (Token token : tokens) {
      boolean keyword = token.getType() == NndParser.LABEL
          || ContextualKeywords.beginsStatement(token.getType())
          || List.of(NndParser.STANDARDIZED, NndParser.FROM, NndParser.IN, NndParser.DERIVATIVE).contains(token.getType());
      if (keyword) {
        result.replace(token.getStartIndex(), token.getStopIndex() + 1, token.getText().toUpperCase(Locale.ROOT));
      }
    }
    return result.toString();
  }

  @Test
  void aKeywordAndItsNameStandOnOneLine() {
    assertThat(show("input\nx = 3", NndScanner.file("input\nx = 3"))).isEqualTo("input\nx = 3");
  }

  @Test
  void juxtaposition() {
    assertThat(juxtaposed("3x + 2(y) - 2 z * 3 (w)")).isEqualTo("3·x + 2·(y) - 2 z * 3 (w)");
    assertThat(juxtaposed("2e3x 2e+x h.0.W h.0W 2^3x")).isEqualTo("2e3·x 2·e+x h.0.W h.0W 2^3·x");
    assertThat(juxtaposed("if 1then 2else 3")).isEqualTo("if 1then 2else 3");
  }

  private static String juxtaposed(String text) {
    StringBuilder result = new StringBuilder(text);
    List<Integer> places = NndScanner.expression(text).stream()
        .filter(token -> token.getType() == NndParser.JUXTAPOSITION)
        .map(Token::getStartIndex)
        .collect(Collectors.toList());
    Collections.reverse(places);
    places.forEach(place -> result.insert(place, "·"));
    return result.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 a + b * c, d",
        "1 (a) + (b)",
        "2 f(g(x), y)",
        "1 f(x) + f(y)",
        "2 x[i][j]",
        "3 x[i[j]].T.T",
        "3 a^b^c^d + e^f",
        "2 --x - -y - -z",
        "2 if a then b else if c then d else e",
        "1 if a then b else c, if a then b else c",
        "2 { x = (1) y = (2) z = 3 }"
      })
  void nesting(String depthAndText) {
    String[] parts = depthAndText.split(" ", 2);
    assertThat(Nesting.depth(NndScanner.expression(parts[1]))).isEqualTo(Integer.parseInt(parts[0]));
  }
}
