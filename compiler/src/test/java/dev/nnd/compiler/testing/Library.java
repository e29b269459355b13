package dev.nnd.compiler.testing;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Parser;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions of numbers by their textbook definitions, from the functions that a table of derivatives lists. */
public final class Library {
  private static final String DEFINITIONS = """
      log1p(x) = log(1 + x)
      expm1(x) = exp(x) - 1
      tan(x) = sin(x) / cos(x)
      sinh(x) = (exp(x) - exp(-x)) / 2
      cosh(x) = (exp(x) + exp(-x)) / 2
      tanh(x) = (exp(x) - exp(-x)) / (exp(x) + exp(-x))
      asinh(x) = if x < 0 then -log(sqrt(x^2 + 1) - x) else log(x + sqrt(x^2 + 1))
      acosh(x) = log(x + sqrt(x - 1) * sqrt(x + 1))
      atanh(x) = log((1 + x) / (1 - x)) / 2
      erfc(x) = 1 - erf(x)
      logistic(z) = 1 / (1 + exp(-z))
      sigmoid(z) = 1 / (1 + exp(-z))
      softplus(z) = log(1 + exp(z))
      log1mexp(x) = log(1 - exp(x))
      logaddexp(a, b) = log(exp(a) + exp(b))
      hypot(a, b) = sqrt(a^2 + b^2)
      logit(p) = log(p / (1 - p))
      xlogy(x, y) = if x == 0 then 0 else x * log(y)
      clamp(x, lo, hi) = min(hi, max(lo, x))
      hard_logistic(z) = clamp(z / 4 + 1 / 2, 0, 1)
      hard_tanh(z) = clamp(z, -1, 1)
      relu(z) = max(0, z)
      leaky_relu(z, slope = 0.01) = if z > 0 then z else slope * z
      elu(z, gamma = 1) = if z > 0 then z else gamma * (exp(z) - 1)
      selu(z) = 1.0507009873554804934 * (if z > 0 then z else 1.6732632423543772848 * (exp(z) - 1))
      swish(z) = z / (1 + exp(-z))
      gelu(z) = z * (1 + erf(z / sqrt(2))) / 2
      gelu_tanh(z) = z * (1 + tanh(sqrt(2 / pi) * (z + 0.044715 * z^3))) / 2
      mish(z) = z * tanh(softplus(z))
      softsign(z) = z / (1 + abs(z))
      identity(z) = z
      step(z) = if z > 0 then 1 else 0
      stop_gradient(z) = z
      """;
  private static final Map<String, Function> FUNCTIONS = read();

  /**
   * A definition.
   *
   * @param parameters their names
   * @param defaults what stands where an argument is missing
   */
  public record Function(List<String> parameters, List<Expression> defaults, Expression body) {}

  private Library() {}

  /** @throws IllegalArgumentException for one that is not known */
  public static Function function(String name) {
    return Optional.ofNullable(FUNCTIONS.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
  }

  private static Map<String, Function> read() {
    Map<String, Function> functions = new HashMap<>();
    DEFINITIONS.lines().forEach(line -> {
      int open = line.indexOf('(');
      int close = line.indexOf(") = ");
      List<String[]> parameters = Arrays.stream(line.substring(open + 1, close).split(", ")).map(text -> text.split(" = ")).toList();
      functions.put(line.substring(0, open), new Function(
          parameters.stream().map(parameter -> parameter[0]).toList(),
          parameters.stream().map(parameter -> parse(parameter[parameter.length - 1])).toList(),
          parse(line.substring(close + 4))));
    });
    return Map.copyOf(functions);
  }

  /** The syntax tree of a formula that is right. */
  public static Expression parse(String formula) {
    return Parser.parseExpression(new SourceFile("formula", formula), new DiagnosticSink())
        .orElseThrow(() -> new IllegalArgumentException(formula));
  }
}
