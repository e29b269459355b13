package dev.nnd.compiler.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CodeTest {

  @Test
  void eachHasItsOwnIdentifierAndAnExplanation() {
    assertThat(Stream.of(Code.values()).map(Code::id)).doesNotHaveDuplicates().allMatch(id -> id.matches("[EW]0[1-9]\\d\\d"));
    assertThat(Stream.of(Code.values()).map(Code::explanation)).allMatch(text -> text.endsWith("."));
  }

  @Test
  void foundByIdentifier() {
    assertThat(Code.byId("e0203")).contains(Code.PRODUCT_OF_UNEQUAL_SIZES);
    assertThat(Code.byId("E9999")).isEmpty();
  }
}
