package dev.nnd.compiler.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.testing.CompiledNetwork;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which outputs stand for classes, by what the loss and the metrics compare them with. */
class PredictedClassesTest {
  private static Map<String, String> predicted(String body) {
    Model model = CompiledNetwork.derived(
        "class Kind { a, b, c }\nclass Other { d, e, f }\nnetwork N {\n  input x : [3]\n" + body + "\n}\n").network().model();
    Map<String, String> classes = new TreeMap<>();
    model.predicted().forEach((output, labels) -> classes.put(output, labels.enumName().orElse("class[" + labels.count() + "]")));
    return classes;
  }

  @Test
  void whatACallComparesWithALabel() {
    assertThat(predicted("""
        target y : Kind
        target z : Other
        output p = dense(3, softmax)(x)
        output q = dense(3, softmax)(x)
        loss = cross_entropy(q, y) + cross_entropy(p, z)
        """)).isEqualTo(Map.of("p", "Other", "q", "Kind"));
    assertThat(predicted("""
        target y : class[3]
        output p = dense(3)(x)
        loss = sumsq(softmax(p) - y)
        metric right = hit(p, y)
        """)).isEqualTo(Map.of("p", "class[3]"));
  }

  @Test
  void aHiddenValueOfTheSameShapeIsNoPrediction() {
    assertThat(predicted("""
        target y : Kind
        output h = dense(3, tanh)(x)
        output p = dense(3, softmax)(h)
        loss = cross_entropy(p, y)
        """)).isEqualTo(Map.of("p", "Kind"));
  }

  @Test
  void aLossWrittenOutLeavesTheOnlyLabelOfTheShape() {
    assertThat(predicted("""
        target y : Kind
        target t : [3]
        output p = dense(3, softmax)(x)
        loss = -sum(k: y[k] * log(p[k])) + sumsq(t)
        """)).isEqualTo(Map.of("p", "Kind"));
    assertThat(predicted("""
        target y : Kind
        target z : Other
        output p = dense(3, softmax)(x)
        loss = -sum(k: (y[k] + z[k]) * log(p[k]))
        """)).isEmpty();
  }

  @Test
  void otherShapesAreNoPredictions() {
    assertThat(predicted("""
        target y : Kind
        output p = dense(1, logistic)(x)
        loss = binary_cross_entropy(p, y[0:1])
        """)).isEmpty();
  }

  @Test
  void tensorsOfLabels() {
    assertThat(predicted("""
        target y : [3] class[3]
        output p[i, j] = softmax(x)[j] + 0 * x[i]
        loss = cross_entropy(p, y)
        """)).isEqualTo(Map.of("p", "class[3]"));
  }
}
