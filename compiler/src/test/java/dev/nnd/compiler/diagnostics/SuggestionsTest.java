package dev.nnd.compiler.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

  private static final List<String> KNOWN = List.of("softmax", "softplus", "tanh", "sin", "W", "input");

  @Test
  void theClosest() {
    assertThat(Suggestions.closest("sotfmax", KNOWN)).contains("softmax");
    assertThat(Suggestions.closest("softplu", KNOWN)).contains("softplus");
    assertThat(Suggestions.closest("inptu", KNOWN)).contains("input");
    assertThat(Suggestions.closest("tahn", KNOWN)).contains("tanh");
  }

  @Test
  void nothingFarAway() {
    assertThat(Suggestions.closest("relu", KNOWN)).isEmpty();
    assertThat(Suggestions.closest("b", KNOWN)).isEmpty();
    assertThat(Suggestions.closest("softmax", List.of("softmax"))).isEmpty();
  }

  @Test
  void ofEqualsTheFirst() {
    assertThat(Suggestions.closest("ax", List.of("az", "ay"))).contains("ay");
  }
}
