package dev.nnd.compiler.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Output;
import dev.nnd.runtime.Precision;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The methods of a generated class that predict from plain values, against the predictions on a data set. */
class PredictionTest {
  private static final String EVERYTHING = """
      class Colour { red, green, blue }
      network Everything {
        input a : []
        input b : [2, 3] in (-1)..2
        input t : [] in 0..1
        input i : index[7]
        input s : [4] index[7]
        input l : class[3]
        input e : Colour
        input f : [2] Colour
        target y : Colour
        target u : [2] class[5]
        target v : []
        param E : [7, 3] ~ normal(0, 1)
        g[j] = sum(r: E[s[r], j])
        c[k] = sum(q: f[q, k])
        z = dense(4, tanh)(concat(concat(concat(E[i], g), concat(l, e)), c))
        output p = dense(3, softmax)(z)
        output q = a * sum(b) + t
        scores = reshape(dense(10)(z), [2, 5])
        output w[r] = softmax(scores[r])
        output o : [1] = z[0:1]
        loss = cross_entropy(p, y) + (q - v)^2 + cross_entropy(w, u)
      }
      """;

  private static final int EXAMPLES = 70;

  private static Network network;
  private static Object[] labels;

  @BeforeAll
  static void compile() throws ReflectiveOperationException {
    network = CompiledNetwork.of(EVERYTHING, Precision.DOUBLE).network();
    labels = network.getClass().getClassLoader().loadClass("Everything$Colour").getEnumConstants();
  }

  private static Method method(Network of, String name) {
    return Arrays.stream(of.getClass().getMethods())
        .filter(method -> method.getName().equals(name) && method.getDeclaringClass() == of.getClass())
        .findFirst().orElseThrow(() -> new AssertionError("no method " + name));
  }

  private static Object call(Network of, String name, Object... arguments) throws ReflectiveOperationException {
    return method(of, name).invoke(of, arguments);
  }

  private static Throwable failure(String name, Object... arguments) {
    Throwable thrown = catchThrowable(() -> call(network, name, arguments));
    assertThat(thrown).as(name).isInstanceOf(InvocationTargetException.class);
    return thrown.getCause();
  }

  private static Object colours(int... numbers) {
    Object array = Array.newInstance(labels[0].getClass(), numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      Array.set(array, i, labels[numbers[i]]);
    }
    return array;
  }

  /** The inputs of one example. */
  private static Object[] inputs(int n) {
    return new Object[] {
      n / 7.0, new double[] {-1, 2, n / 70.0, 0.25, 0, 1}, n / 100.0, n % 7, new int[] {n % 7, 6, 0, (n + 3) % 7}, n % 3,
      labels[(n + 1) % 3], colours(n % 3, 2)
    };
  }

  /** The same input of all examples. */
  private static Object[] columns() {
    return IntStream.range(0, inputs(0).length).mapToObj(input -> {
      Class<?> type = method(network, "predict").getParameterTypes()[input];
      Object column = Array.newInstance(type, EXAMPLES);
      for (int n = 0; n < EXAMPLES; n++) {
        Array.set(column, n, inputs(n)[input]);
      }
      return column;
    }).toArray();
  }

  private static DataSet data() throws ReflectiveOperationException {
    Object targets = colours(IntStream.range(0, EXAMPLES).map(n -> n % 3).toArray());
    return (DataSet) call(network, "data", with(columns(), targets, new int[EXAMPLES][2], new double[EXAMPLES]));
  }

  private static Object[] with(Object[] first, Object... more) {
    Object[] all = Arrays.copyOf(first, first.length + more.length, Object[].class);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  private static Object[] outputs() {
    return new Object[] {new double[3], new double[1], new double[10], new double[1]};
  }

  @Test
  void oneExample() throws ReflectiveOperationException {
    DataSet data = data();
    for (int n : List.of(0, 1, 69)) {
      Object[] outputs = outputs();
      call(network, "predict", with(inputs(n), outputs));
      for (int o = 0; o < outputs.length; o++) {
        assertThat((double[]) outputs[o]).containsExactly(network.predict(data, o)[n]);
      }
    }
  }

  @Test
  void manyExamples() throws ReflectiveOperationException {
    DataSet data = data();
    double[][] p = new double[EXAMPLES][3];
    double[] q = new double[EXAMPLES];
    double[][] w = new double[EXAMPLES][10];
    double[][] o = new double[EXAMPLES][1];
    call(network, "predictBatch", with(columns(), p, q, w, o));
    assertThat(p).isDeepEqualTo(network.predict(data, 0));
    assertThat(q).containsExactly(Arrays.stream(network.predict(data, 1)).mapToDouble(row -> row[0]).toArray());
    assertThat(w).isDeepEqualTo(network.predict(data, 2));
    assertThat(o).isDeepEqualTo(network.predict(data, 3));
  }

  @Test
  void theClass() throws ReflectiveOperationException {
    double[][] p = network.predict(data(), 0);
    for (int n = 0; n < EXAMPLES; n++) {
      double[] row = p[n];
      int greatest = IntStream.range(0, 3).reduce(0, (a, b) -> row[b] > row[a] ? b : a);
      assertThat(call(network, "predictColour", inputs(n))).isEqualTo(labels[greatest]);
    }
  }

  @Test
  void theSignatureKnowsWhatOutputsPredict() {
    assertThat(network.signature().outputs()).containsExactly(
        Output.of("p", 3).withLabels("red", "green", "blue"), Output.of("q"), Output.of("w", 2, 5).withClasses(5), Output.of("o", 1));
    assertThat(network.signature().inputs().get(4).selects()).isTrue();
    assertThat(network.signature().inputs().get(5).selects()).isFalse();
  }

  @Test
  void wrongArgumentsAreRefusedByName() {
    assertRefused(1, new double[5], "b must have 6 numbers, but has 5");
    assertRefused(1, new double[] {0, 0, 0, 3, 0, 0}, "b[3] is 3.0, outside -1.0..2.0");
    assertRefused(2, 1.5, "t is 1.5, outside 0.0..1.0");
    assertRefused(3, 7, "i is 7, outside 0..6");
    assertRefused(4, new int[] {0, 1, -2, 0}, "s[2] is -2, outside 0..6");
    assertRefused(4, new int[3], "s must have 4 numbers, but has 3");
    assertRefused(5, 3, "l is 3, outside 0..2");
    assertRefused(7, colours(1), "f must have 2 numbers, but has 1");
    Object[] outputs = outputs();
    outputs[2] = new double[9];
    assertThat(failure("predict", with(inputs(0), outputs))).hasMessage("w must have 10 numbers, but has 9");
  }

  private static void assertRefused(int input, Object wrong, String message) {
    Object[] inputs = inputs(0);
    inputs[input] = wrong;
    assertThat(failure("predict", with(inputs, outputs()))).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void nothingIsRefusedByName() {
    for (int input : List.of(1, 4, 6)) {
      Object[] inputs = inputs(0);
      inputs[input] = null;
      assertThat(failure("predict", with(inputs, outputs()))).isInstanceOf(NullPointerException.class)
          .hasMessage(network.signature().inputs().get(input).name());
    }
  }

  @Test
  void asManyOutputsAsExamples() {
    Object[] arguments = with(columns(), new double[EXAMPLES][3], new double[EXAMPLES - 1], new double[EXAMPLES][10],
        new double[EXAMPLES][1]);
    assertThat(failure("predictBatch", arguments)).hasMessage("a has 70 examples, but q has 69");
  }

  @Test
  void twoOutputsOfOneClassGoByTheirNames() throws ReflectiveOperationException {
    Network twins = CompiledNetwork.of("""
        class Kind { x, y }
        network Twins {
          input left : [2]
          target k : Kind
          target m : Kind
          output i = softmax(left)
          output j = softmax(-left)
          loss = cross_entropy(i, k) + cross_entropy(j, m) + 0 * sumsq(dense(1)(left))
        }
        """, Precision.FLOAT).network();
    assertThat(call(twins, "predictKindOfI", (Object) new float[] {1, 2})).hasToString("Y");
    assertThat(call(twins, "predictKindOfJ", (Object) new float[] {1, 2})).hasToString("X");
  }

  @Test
  void aValueOfTheParametersAloneIsALossOfEachExample() {
    Network decay = CompiledNetwork.of("""
        network Decay {
          input x : [2]
          param a : [] = 3
          output b = a * x
          loss = a^2
          regularizer = a^4
          metric m = a^2
        }
        """, Precision.DOUBLE).network();
    DataSet data = decay.data().doubles(0, new double[][] {{1, 2}, {3, 4}, {5, 6}}).build();
    double[] gradient = new double[1];
    assertThat(decay.lossAndGradient(data, gradient)).isEqualTo(9 + 81);
    assertThat(gradient).containsExactly(6 + 108);
    assertThat(decay.evaluate(data).metric("m")).isEqualTo(9);
  }
}
