package dev.nnd.compiler.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said where a layer of the library does not fit: at the call, with the sizes that are at odds. */
class LayerErrorsTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "dense(3)(x)                     | [2, 5]    | E0202 | argument `x` of `dense` has the shape [2, 5], but [n] is wanted",
    "dense(0)(x)                     | [5]       | E0210 | a size must be a positive integer, not 0",
    "dense(2.5)(x)                   | [5]       | E0210 | a size must be a positive integer, not 5/2",
    "dense([3, 2])(x)                | [5]       | E0205 | units must be a scalar, but has shape [2]",
    "dense(3, 7)(x)                  | [5]       | E0403 | expected a function for `f`, found a number",
    "maxout(2)(x)                    | [2, 5]    | E0202 | argument `x` of `maxout` has the shape [2, 5], but [n] is wanted",
    "maxout(2, pieces = 0)(x)        | [5]       | E0210 | a size must be a positive integer, not 0",
    "prelu()(x)                      | [2, 5]    | E0202 | argument `x` of `prelu` has the shape [2, 5], but [n] is wanted",
    "layer_norm()(x)                 | [2, 5]    | E0202 | argument `x` of `layer_norm` has the shape [2, 5], but [n] is wanted",
    "layer_norm()(x)                 | []        | E0202 | argument `x` of `layer_norm` has no axes, but [n] is wanted",
    "embedding(3)(x)                 | [5]       | E0403 | expected an index, found a number without a known range",
    "residual(dense(4))(x)           | [5]       | E0201 | `+` needs equal shapes, not x [5] and layer(x) [4]",
    "residual(3)(x)                  | [5]       | E0315 | `layer` is a value, not a function",
    "residual(tahn)(x)               | [5]       | E0301 | `tahn` is not defined",
    "residual(dense)(x)              | [5]       | E0403 | expected a number, found a layer",
    "conv2d(6, 5)(x)                 | [28, 28]  | E0202 | argument `x` of `conv2d` has the shape [28, 28], but [C, H, W] is wanted",
    "conv2d(3, 9)(x)                 | [2, 7, 6] | E0206 | index stride * i + r is outside an axis of size 7",
    "conv2d(3, 9)(x)                 | [2, 7, 6] | E0206 | where i is 0 it is 0 to 8; positions are 0 to 6",
    "conv2d(3, 9, pad = 1)(x)        | [2, 7, 6] | E0206 | where j is 0 it is 0 to 8; positions are 0 to 7",
    "conv2d(2, 3, pad = -1)(x)       | [2, 7, 6] | E0220 | a width of padding must be a whole number from 0 on, not -1",
    "conv2d(2)(x)                    | [2, 7, 6] | E0401 | `conv2d` takes 2 to 5 arguments, not 1",
    "conv2d(2, kernel = 3)(x)        | [2, 7, 6] | E0304 | `conv2d` has no parameter `kernel`",
    "max_pool(9)(x)                  | [2, 7, 6] | E0206 | where i is 0 it is 0 to 8; positions are 0 to 6",
    "max_pool(2)(x)                  | [7, 6]    | E0202 | argument `x` of `max_pool` has the shape [7, 6], but [C, H, W] is wanted",
    "avg_pool(7)(x)                  | [2, 7, 6] | E0206 | where j is 0 it is 0 to 6; positions are 0 to 5",
    "last(x)                         | [5]       | E0202 | argument `h` of `last` has the shape [5], but [T, n] is wanted",
    "rnn(3)(x)                       | [5]       | E0202 | argument `x` of `rnn` has the shape [5], but [T, n] is wanted",
    "lstm(3)(x)                      | [5]       | E0202 | argument `x` of `lstm` has the shape [5], but [T, n] is wanted",
    "gru(3)(x)                       | [2, 7, 6] | E0202 | argument `x` of `gru` has the shape [2, 7, 6], but [T, n] is wanted",
    "lstm(units = 0)(x)              | [4, 5]    | E0210 | a size must be a positive integer, not 0",
    "attention()(x)                  | [5]       | E0202 | argument `x` of `attention` has the shape [5], but [T, n] is wanted",
    "attention(heads = 3)(x)         | [5, 4]    | E0210 | a size must be a positive integer, not 4/3",
    "attention(heads = 3)(x)         | [5, 4]    | E0210 | n is 4, heads is 3",
    "attention(causal = 1)(x)        | [5, 4]    | E0403 | expected a truth value, found a number",
    "dense(3)                        | [5]       | E0403 | apply the layer first"
  })
  void isToldAtTheCall(String call, String shape, String code, String message) {
    String found = Elaborated.diagnostics("network N {\n  input x : " + shape + "\n  h = " + call + "\n  loss = sumsq(h)\n}\n", Map.of());
    assertThat(found).startsWith("error[" + code + "]").contains(message).contains(call.contains("(x)") ? "--> n.nnd:3:" : "--> n.nnd:4:");
  }
}
