package dev.nnd.compiler.syntax;

import java.util.Map;
import java.util.Optional;

/** Functions, layers and constants of other libraries and of mathematics under the names that they have there. */
public final class ForeignNames {

  private static final Map<String, String> FUNCTIONS = Map.ofEntries(
      Map.entry("ln", "log(x)"),
      Map.entry("lg", "log10(x)"),
      Map.entry("arcsin", "asin(x)"),
      Map.entry("arccos", "acos(x)"),
      Map.entry("arctan", "atan(x)"),
      Map.entry("arsinh", "asinh(x)"),
      Map.entry("arcosh", "acosh(x)"),
      Map.entry("artanh", "atanh(x)"),
      Map.entry("tg", "tan(x)"),
      Map.entry("σ", "logistic(x)"),
      Map.entry("Σ", "sum(i: x[i])"),
      Map.entry("Π", "prod(i: x[i])"),
      Map.entry("sgn", "sign(x)"),
      Map.entry("signum", "sign(x)"),
      Map.entry("power", "x^y"),
      Map.entry("square", "x^2"),
      Map.entry("maximum", "max(x, y)"),
      Map.entry("minimum", "min(x, y)"),
      Map.entry("clip", "clamp(x, low, high)"),
      Map.entry("average", "mean(x)"),
      Map.entry("product", "prod(x)"),
      Map.entry("where", "if c then a else b"),
      Map.entry("matmul", "A @ x"),
      Map.entry("mm", "A @ B"),
      Map.entry("inner", "dot(x, y)"),
      Map.entry("transpose", "W.T"),
      Map.entry("einsum", "C[i, k] = sum(j: A[i, j] * B[j, k])"),
      Map.entry("view", "reshape(x, [2, 3])"),
      Map.entry("resize", "reshape(x, [2, 3])"),
      Map.entry("concatenate", "concat(x, y)"),
      Map.entry("cat", "concat(x, y)"),
      Map.entry("vstack", "stack(x, y)"),
      Map.entry("len", "size(x)"),
      Map.entry("numel", "size(x)"),
      Map.entry("Linear", "dense(units)(x)"),
      Map.entry("FullyConnected", "dense(units)(x)"),
      Map.entry("fully_connected", "dense(units)(x)"),
      Map.entry("backward", "grad(s, x)"),
      Map.entry("gradient", "grad(s, x)"),
      Map.entry("diff", "d(u, t)"),
      Map.entry("derivative", "d(u, t)"),
      Map.entry("detach", "stop_gradient(x)"),
      Map.entry("l2_loss", "sumsq(x)"),
      Map.entry("crossentropy", "cross_entropy(p, y)"),
      Map.entry("categorical_crossentropy", "cross_entropy(p, y)"),
      Map.entry("CrossEntropyLoss", "cross_entropy(p, y)"),
      Map.entry("binary_crossentropy", "binary_cross_entropy(p, y)"),
      Map.entry("BCELoss", "binary_cross_entropy(p, y)"),
      Map.entry("MSELoss", "mse(p, y)"),
      Map.entry("mean_squared_error", "mse(p, y)"),
      Map.entry("mean_absolute_error", "mae(p, y)"),
      Map.entry("accuracy", "hit(p, y)"));

  private static final String TRUTH = "truth is the result of a comparison: `x > 0`";
  private static final String ONE_EXAMPLE = "there is no batch axis: a network is written for one example";

  private static final Map<String, String> VALUES = Map.ofEntries(
      Map.entry("None", ONE_EXAMPLE),
      Map.entry("batch_size", ONE_EXAMPLE),
      Map.entry("e", "Euler's number is `exp(1)`"),
      Map.entry("inf", "there is no infinity"),
      Map.entry("Inf", "there is no infinity"),
      Map.entry("True", TRUTH),
      Map.entry("False", TRUTH),
      Map.entry("true", TRUTH),
      Map.entry("false", TRUTH),
      Map.entry("T", "a transpose is written `W.T`"),
      Map.entry("self", "values and parameters are named as they are, without `self`"));

  private ForeignNames() {}

  /** How a function is written here. */
  public static Optional<String> function(String name) {
    return Optional.ofNullable(FUNCTIONS.get(name));
  }

  /** What there is to say about a value of this name. */
  public static Optional<String> value(String name) {
    return Optional.ofNullable(VALUES.get(name));
  }
}
