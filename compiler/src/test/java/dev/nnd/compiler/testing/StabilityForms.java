package dev.nnd.compiler.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Formulas that lose digits or overflow as they are written, family by family, in several spellings. */
public final class StabilityForms {
  private static final String SCALARS = """
      log1p: log(1 + x); log(x + 1); log(1 - x); log1p(x); log(1 + x) / x; log(1 + x^2); log(1 + x / 2)
      expm1: exp(x) - 1; 1 - exp(x); 1 - exp(-x); exp(-x) - 1; (exp(x) - 1) / x; exp(x) / (exp(x) - 1); x / (exp(x) - 1); 1 / (exp(x) - 1); 2 * exp(x) - 2; exp(2x) - 1; x / (1 - exp(-x))
      softplus: log(1 + exp(x)); log(exp(x) + 1); log(1 + exp(-x)); softplus(x); softplus(-x); log(1 + exp(2x)); log(1 + exp(x - y)); log(1 + exp(x)) - x; x - log(1 + exp(x)); log(2 + exp(x)); log(2 + 2 * exp(x)); log(exp(-x) + 3); log1p(exp(x))
      logistic: 1 / (1 + exp(-x)); 1 / (1 + exp(x)); exp(x) / (1 + exp(x)); exp(x) / (exp(x) + 1); logistic(x); sigmoid(x); exp(-x) / (1 + exp(-x)); 2 / (1 + exp(-x)); 1 / (1 + exp(y - x)); 1 / (2 + 2 * exp(-x)); logistic(x) * (1 - logistic(x)); exp(-x) / (1 + exp(-x))^2; 2 * logistic(2x) - 1
      log of logistic: log(1 / (1 + exp(-x))); -log(1 / (1 + exp(-x))); log(logistic(x)); log(1 - logistic(x)); log(1 - 1 / (1 + exp(-x))); log(exp(x) / (1 + exp(x))); log(sigmoid(-x)); -log(1 - sigmoid(x))
      one minus logistic: 1 - logistic(x); 1 - 1 / (1 + exp(-x)); logistic(x) - 1; 1 - exp(x) / (1 + exp(x)); 1 - sigmoid(-x); y * (1 - logistic(x))
      log1mexp: log(1 - exp(x)); log(1 - exp(-x)); log1mexp(x); log(1 - exp(-2x)); log(exp(x) - 1)
      logaddexp: log(exp(x) + exp(y)); logaddexp(x, y); log(exp(x) + exp(y) + exp(z)); log(exp(x) + exp(-x)); log(2 * exp(x) + exp(y)); log((exp(x) + exp(y)) / 2)
      softmax: exp(x) / (exp(x) + exp(y)); exp(y) / (exp(x) + exp(y)); exp(x) / (exp(x) + exp(y) + exp(z)); 1 / (1 + exp(y - x) + exp(z - x)); exp(2x) / (exp(2x) + exp(y))
      log_softmax: log(exp(x) / (exp(x) + exp(y))); log(exp(x) / (exp(x) + exp(y) + exp(z))); x - log(exp(x) + exp(y)); x - log(exp(x) + exp(y) + exp(z)); -log(exp(y) / (exp(x) + exp(y)))
      binary cross-entropy: -(y * log(1 / (1 + exp(-x))) + (1 - y) * log(1 - 1 / (1 + exp(-x)))); -y * log(logistic(x)) - (1 - y) * log(1 - logistic(x)); log(1 + exp(x)) - x * y
      tanh: 1 - tanh(x)^2; tanh(x)^2 - 1; 1 - tanh(x); 1 + tanh(x); tanh(x) - 1; (1 + tanh(x)) / 2; (1 + tanh(x / 2)) / 2; (exp(x) - exp(-x)) / (exp(x) + exp(-x)); (exp(2x) - 1) / (exp(2x) + 1); sinh(x) / cosh(x); (1 - exp(-2x)) / (1 + exp(-2x)); (1 - tanh(x)) * (1 + tanh(x)); log(1 - tanh(x)^2)
      hyperbolic: (exp(x) - exp(-x)) / 2; (exp(x) + exp(-x)) / 2; cosh(x) - 1; 1 / cosh(x); 2 / (exp(x) + exp(-x)); log(cosh(x)); log((exp(x) + exp(-x)) / 2); cosh(x)^2 - 1; exp(x) - exp(-x)
      swish: x / (1 + exp(-x)); x * logistic(x); swish(x); x * exp(x) / (1 + exp(x)); mish(x); gelu_tanh(x)
      odds: logistic(x) / (1 - logistic(x)); p / (1 - p); (1 - logistic(x)) / logistic(x); log(logistic(x) / (1 - logistic(x)))
      logit: log(p / (1 - p)); log(p) - log(1 - p); -log(1 / p - 1); log(p) - log1p(-p)
      roots: sqrt(x + 1) - sqrt(x); sqrt(x) - sqrt(y); sqrt(x^2 + 1) - 1; 1 - sqrt(1 - x^2); sqrt(1 + x) - 1; 1 - sqrt(1 - x); sqrt(x^2 + 1) - x; sqrt(x^2 + 1) + x; x - sqrt(x^2 - 1); 1 / (sqrt(x + 1) - sqrt(x)); sqrt(x + y) - sqrt(x); 1 / (1 - sqrt(1 - x)); sqrt(1 + x) - sqrt(1 - x); 1 - 1 / sqrt(1 + x)
      one minus cos: 1 - cos(x); cos(x) - 1; (1 - cos(x)) / x; (1 - cos(x)) / x^2; 1 - cos(2x); sin(x) / x; 1 - sin(x)^2; 2 - 2 * cos(x); cos(x) - cos(y)
      squares: x^2 - y^2; x^2 - 1; 1 - x^2; 4x^2 - 9; y^2 - x^2; 1 - x^4; (x^2 - 1) / (x - 1); (x + 1)^2 - x^2; (x + 1)^2 - 1; x^2 - 2 * x * y + y^2; x * x - y * y; sqrt(1 - x^2); sqrt(x^2 - 1); log(1 - x^2); 1 / (1 - x^2); x^2 - 2x + 1
      variance: (x^2 + y^2) / 2 - ((x + y) / 2)^2; (x^2 + y^2 + z^2) / 3 - ((x + y + z) / 3)^2; x^2 / 2 + y^2 / 2 - ((x + y) / 2)^2
      erf: 1 - erf(x); 1 + erf(x); 1 - erfc(x); erfc(x) - 1; erf(x) - 1; (1 + erf(x / sqrt(2))) / 2; (1 - erf(x / sqrt(2))) / 2; x * (1 + erf(x / sqrt(2))) / 2; gelu(x); log(1 - erf(x)); log((1 + erf(x)) / 2)
      norm: sqrt(x^2 + y^2); sqrt(x^2 + 1); sqrt(1 + x^2); sqrt(x^2 + y^2 + z^2); x / sqrt(x^2 + y^2); 1 / sqrt(x^2 + y^2); x / sqrt(1 + x^2); sqrt(x^2); sqrt(4x^2 + 9 * y^2); 1 / sqrt(1 + x^2); log(x^2 + y^2); x^2 / (x^2 + y^2)
      logarithms: log(x^2); log(x^3); log(1 / x); log(x + 1) - log(x); log(x) - log(y); log(x / y); log((x + 1) / x); log(1 + 1 / x); log(x * y); log(sqrt(x)); log(exp(x) * y); log(sqrt(x^2 + 1)); log(x^2 + 1); x * log(x); xlogy(x, x); log(x) / log(2)
      inverse hyperbolic: log(x + sqrt(x^2 + 1)); log(x + sqrt(x^2 - 1)); log((1 + x) / (1 - x)) / 2; asinh(x); acosh(x); atanh(x); (log(1 + x) - log(1 - x)) / 2
      exponentials: exp(x) * exp(y); exp(x) / exp(y); exp(x)^2; exp(log(x) + y); exp(x)^2 / (1 + exp(x)^2); exp(x - y) / (1 + exp(x - y)); exp(-x^2); exp(x) / exp(x - 1); exp(x) * (1 - exp(-x))
      quotients: x / (1 + abs(x)); x^2 / (1 + x^2); 1 / (1 + 1 / x); x / (x + 1); 1 / (1 + x^2); 1 / x - 1 / (x + 1); x * y / (x + y); (x / (1 + x^2))^2
      """;

  /** A formula of its family. */
  public record Form(String family, String formula) {
    @Override
    public String toString() {
      return family + ": " + formula;
    }
  }

  private StabilityForms() {}

  public static List<Form> scalars() {
    List<Form> forms = new ArrayList<>();
    SCALARS.lines().forEach(line -> Arrays.stream(line.substring(line.indexOf(':') + 1).split(";"))
        .forEach(formula -> forms.add(new Form(line.substring(0, line.indexOf(':')), formula.strip()))));
    return forms;
  }
}
