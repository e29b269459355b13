package dev.nnd.compiler.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

  /**
   * Networks of {@code z : [3]}: family, lines that end with the loss, and the loss as a formula of
   * their elements.
   */
  private static final String NETWORKS = """
      softmax | p = softmax(z); loss = p[0] | exp(z0) / (exp(z0) + exp(z1) + exp(z2))
      softmax | e[i] = exp(z[i]); s = sum(i: e[i]); p[i] = e[i] / s; loss = p[1] | exp(z1) / (exp(z0) + exp(z1) + exp(z2))
      softmax | p = exp(z) / sum(exp(z)); loss = p[2] | exp(z2) / (exp(z0) + exp(z1) + exp(z2))
      softmax | p[i] = 1 / sum(k: exp(z[k] - z[i])); loss = p[0] | exp(z0) / (exp(z0) + exp(z1) + exp(z2))
      log_softmax | l = log_softmax(z); loss = l[0] | z0 - log(exp(z0) + exp(z1) + exp(z2))
      log_softmax | p = softmax(z); loss = log(p[1]) | z1 - log(exp(z0) + exp(z1) + exp(z2))
      log_softmax | e = exp(z); p = e / sum(e); l = log(p); loss = l[2] | z2 - log(exp(z0) + exp(z1) + exp(z2))
      log_softmax | loss = z[0] - log(sum(exp(z))) | z0 - log(exp(z0) + exp(z1) + exp(z2))
      logsumexp | loss = logsumexp(z) | log(exp(z0) + exp(z1) + exp(z2))
      logsumexp | loss = log(sum(i: exp(z[i]))) | log(exp(z0) + exp(z1) + exp(z2))
      logsumexp | e = exp(z); s = sum(e); loss = log(s) | log(exp(z0) + exp(z1) + exp(z2))
      logsumexp | loss = log(mean(exp(z))) | log((exp(z0) + exp(z1) + exp(z2)) / 3)
      cross-entropy | loss = cross_entropy(softmax(z), [0, 1, 0]) | log(exp(z0) + exp(z1) + exp(z2)) - z1
      cross-entropy | p = softmax(z); loss = -sum(i: if i == 1 then log(p[i]) else 0) | log(exp(z0) + exp(z1) + exp(z2)) - z1
      cross-entropy | e[i] = exp(z[i]); p[i] = e[i] / sum(k: e[k]); loss = -log(p[1]) | log(exp(z0) + exp(z1) + exp(z2)) - z1
      binary cross-entropy | p = logistic(z); loss = -log(p[0]) - log(1 - p[1]) - log(p[2]) | log(1 + exp(-z0)) + log(1 + exp(z1)) + log(1 + exp(-z2))
      binary cross-entropy | p = 1 / (1 + exp(-z)); loss = binary_cross_entropy(p, [1, 0, 1]) | log(1 + exp(-z0)) + log(1 + exp(z1)) + log(1 + exp(-z2))
      variance | m = mean(z); loss = mean((z - m)^2) | ((z0 - z1)^2 + (z0 - z2)^2 + (z1 - z2)^2) / 9
      variance | loss = mean(z^2) - mean(z)^2 | ((z0 - z1)^2 + (z0 - z2)^2 + (z1 - z2)^2) / 9
      norm | loss = norm(z) | sqrt(z0^2 + z1^2 + z2^2)
      norm | loss = sqrt(sum(z^2)) | sqrt(z0^2 + z1^2 + z2^2)
      norm | s = sumsq(z); u = z / sqrt(s); loss = u[0] | z0 / sqrt(z0^2 + z1^2 + z2^2)
      softplus | loss = sum(log(1 + exp(z))) | log(1 + exp(z0)) + log(1 + exp(z1)) + log(1 + exp(z2))
      tanh | h = tanh(z); loss = sum(1 - h^2) | 3 - tanh(z0)^2 - tanh(z1)^2 - tanh(z2)^2
      """;

  /** A network's loss, and what it is as a formula. */
  public record Net(String family, String body, String formula) {
    /** The source. */
    public String text() {
      return "network N {\n  param z : [3] ~ zeros\n  " + body.replace("; ", "\n  ") + "\n}\n";
    }

    @Override
    public String toString() {
      return family + ": " + body;
    }
  }

  public static List<Net> networks() {
    return NETWORKS.lines()
        .map(line -> line.split(" \\| "))
        .map(parts -> new Net(parts[0], parts[1], parts[2].strip()))
        .toList();
  }

  /** A formula of its family. */
  public record Form(String family, String formula) {
    /** The point, with y within 0 and 1 where it is a label. */
    public Map<String, Double> meant(Map<String, Double> point) {
      double y = Math.abs(point.getOrDefault("y", 0.0));
      if (!family.equals("binary cross-entropy") || !point.containsKey("y")) {
        return point;
      }
      Map<String, Double> meant = new TreeMap<>(point);
      meant.put("y", y > 1 ? 1 / y : y);
      return meant;
    }

    @Override
    public String toString() {
      return family + ": " + formula;
    }
  }

  /**
   * Families in which a true value or a derivative has a root beside the place that a stable form is for: there the
   * rounding of what cancels counts, so that an error of a few units of the inputs' last places is excused.
   */
  private static final Map<String, String> WITH_ROOTS = Collections.unmodifiableMap(new TreeMap<>(Map.ofEntries(
      Map.entry("binary cross-entropy", "its gradient p - y is 0 where p = y"),
      Map.entry("swish", "the derivatives of swish, mish and gelu_tanh have a root near -1.2"),
      Map.entry("erf", "the derivative of gelu has a root near -0.75"),
      Map.entry("logarithms", "log(x / y) is 0 where x = y, log(x y) where x y = 1, (x log x)' where x = 1/e"),
      Map.entry("logit", "0 at 1/2"),
      Map.entry("logaddexp", "0 where the exponentials add up to 1"),
      Map.entry("logsumexp", "0 where the exponentials add up to 1"),
      Map.entry("softmax", "scores beyond 1e16 differ by their last places, or not at all"),
      Map.entry("norm", "log(x^2 + y^2) is 0 on the unit circle"),
      Map.entry("one minus cos", "cos(x) - cos(y) is 0 wherever the angles agree"),
      Map.entry("variance", "0 where the values agree, and their mean is rounded"))));

  private StabilityForms() {}

  /** The families with roots of their own, with the reason. */
  public static Map<String, String> withRoots() {
    return WITH_ROOTS;
  }

  public static List<Form> scalars() {
    List<Form> forms = new ArrayList<>();
    SCALARS.lines().forEach(line -> Arrays.stream(line.substring(line.indexOf(':') + 1).split(";"))
        .forEach(formula -> forms.add(new Form(line.substring(0, line.indexOf(':')), formula.strip()))));
    return forms;
  }
}
