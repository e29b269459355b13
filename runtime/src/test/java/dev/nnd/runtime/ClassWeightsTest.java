package dev.nnd.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClassWeightsTest {
  @Test
  void theMeanOverTheExamplesIsOne() {
    assertThat(ClassWeights.equal().fit(new int[] {3, 1})).containsExactly(1, 1);
    assertThat(ClassWeights.balanced().fit(new int[] {3, 1})).containsExactly(4 / 6.0, 2);
    assertThat(ClassWeights.given(1, 5).fit(new int[] {3, 1})).containsExactly(0.5, 2.5);
  }

  @Test
  void oneWeightAClass() {
    assertThatThrownBy(() -> ClassWeights.given(1, 5).fit(new int[] {3, 1, 2}))
        .hasMessage("2 class weights for 3 classes");
  }
}
