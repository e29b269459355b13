package dev.nnd.compiler.testing;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is not had to twelve digits everywhere, each with the reason. */
public final class StabilityLimits {
  private static final String FORMULAS = """
      log1p: log(1 + x) / x | d/dx | near 0 terms of a quotient cancel, and no primitive has its series
      expm1: (exp(x) - 1) / x | d/dx | near 0 terms of a quotient cancel, and no primitive has its series
      expm1: x / (exp(x) - 1) | d/dx | near 0 terms of a quotient cancel, and no primitive has its series
      expm1: x / (1 - exp(-x)) | rarely value, d/dx | near 0 terms of a quotient cancel, and no primitive has its series; beside -709 exp(-x) overflows, its reciprocal is a normal number
      one minus logistic: y * (1 - logistic(x)) | value, d/dx | a factor below the normal numbers, times 1e154
      logaddexp: log((exp(x) + exp(y)) / 2) | value | near x = -y = 0 log(2) is taken back
      log_softmax: log(exp(x) / (exp(x) + exp(y) + exp(z))) | value, d/dx, d/dy, d/dz | at 1e154 log(2) is less than the last place of logaddexp(y, z)
      log_softmax: x - log(exp(x) + exp(y) + exp(z)) | value, d/dx, d/dy, d/dz | at 1e154 log(2) is less than the last place of logaddexp(y, z)
      roots: x - sqrt(x^2 - 1) | value, d/dx | 1 / (x + sqrt(x^2 - 1)) cancels for negative x instead
      roots: sqrt(x + y) - sqrt(x) | d/dx | at 1e-300 the product of three roots vanishes; as factors it were longer
      roots: 1 / (1 - sqrt(1 - x)) | d/dx | at 1e154 the divisor overflows, which its parts do not
      one minus cos: (1 - cos(x)) / x | value | the square of the sine vanishes below 1e-162, its quotient by x does not
      one minus cos: (1 - cos(x)) / x^2 | d/dx | near 0 terms of a quotient cancel, and x^3 vanishes or overflows
      one minus cos: sin(x) / x | d/dx | near 0 terms of a quotient cancel, and no primitive has its series
      one minus cos: cos(x) - cos(y) | value | the product of sines rounds x + y, which is worse for large angles
      variance: (x^2 + y^2) / 2 - ((x + y) / 2)^2 | value | a square overflows, a fraction of it does not
      variance: (x^2 + y^2 + z^2) / 3 - ((x + y + z) / 3)^2 | value | a square overflows, a fraction of it does not
      variance: x^2 / 2 + y^2 / 2 - ((x + y) / 2)^2 | value | a square overflows, a fraction of it does not
      erf: log(1 - erf(x)) | value, d/dx | near 0 erfc(x) is rounded, beyond 27 it vanishes, and there is no primitive for its logarithm
      erf: log((1 + erf(x)) / 2) | value, d/dx | where erfc(-x) / 2 is near 1 it is rounded, below -27 it vanishes, and there is no primitive for its logarithm
      norm: x / sqrt(x^2 + y^2) | d/dx, d/dy | hypot(x, y)^3 vanishes or overflows, x y / hypot(x, y)^3 does not; as factors it were longer
      norm: 1 / sqrt(x^2 + y^2) | d/dx, d/dy | hypot(x, y)^3 vanishes or overflows, x / hypot(x, y)^3 does not; as factors it were longer
      norm: 1 / sqrt(1 + x^2) | d/dx | hypot(1, x)^3 overflows, x / hypot(1, x)^3 does not; as factors it were longer
      norm: log(x^2 + y^2) | value, d/dx, d/dy | the squares vanish or overflow; with hypot the derivatives would be guarded at (0, 0), and longer
      norm: x^2 / (x^2 + y^2) | value, d/dx, d/dy | the squares vanish or overflow, their quotient does not
      logarithms: log(sqrt(x^2 + 1)) | value | near 0 hypot(1, x) is rounded to 1; log1p(x^2) would overflow instead
      logarithms: log(x) - log(y) | value | beside x = y the logarithms are rounded; x / y may overflow
      logarithms: log(x / y) | value | the quotient vanishes or overflows, its logarithm does not
      logarithms: log(x * y) | value | the product vanishes or overflows; the sum of the logarithms has a smaller domain
      exponentials: exp(-x^2) | rarely d/dx | beside 26.6 the exponential is below the normal numbers, 2x times it is not
      quotients: x * y / (x + y) | value | the product vanishes or overflows, the quotient does not
      quotients: (x / (1 + x^2))^2 | d/dx | x - x^3 cancels beside 1, and powers overflow where their quotient does not
      """;

  private static final String NETWORKS = """
      softmax: p = softmax(z); loss = p[0] | d/dz0 | p - p^2 cancels
      softmax: e[i] = exp(z[i]); s = sum(i: e[i]); p[i] = e[i] / s; loss = p[1] | d/dz1 | p - p^2 cancels
      softmax: p = exp(z) / sum(exp(z)); loss = p[2] | d/dz2 | p - p^2 cancels
      softmax: p[i] = 1 / sum(k: exp(z[k] - z[i])); loss = p[0] | d/dz0 | p - p^2 cancels
      log_softmax: l = log_softmax(z); loss = l[0] | d/dz0 | p - y has the absolute accuracy of p
      log_softmax: p = softmax(z); loss = log(p[1]) | d/dz1 | p - y has the absolute accuracy of p
      log_softmax: e = exp(z); p = e / sum(e); l = log(p); loss = l[2] | d/dz2 | p - y has the absolute accuracy of p
      log_softmax: loss = z[0] - log(sum(exp(z))) | d/dz0 | p - y has the absolute accuracy of p
      logsumexp: loss = log(mean(exp(z))) | value | near 0 log(3) is taken back
      cross-entropy: loss = cross_entropy(softmax(z), [0, 1, 0]) | d/dz1 | p - y has the absolute accuracy of p
      cross-entropy: p = softmax(z); loss = -sum(i: if i == 1 then log(p[i]) else 0) | d/dz1 | p - y has the absolute accuracy of p
      cross-entropy: e[i] = exp(z[i]); p[i] = e[i] / sum(k: e[k]); loss = -log(p[1]) | d/dz1 | p - y has the absolute accuracy of p
      binary cross-entropy: p = 1 / (1 + exp(-z)); loss = binary_cross_entropy(p, [1, 0, 1]) | d/dz0, d/dz2 | p - y has the absolute accuracy of p
      variance: m = mean(z); loss = mean((z - m)^2) | rarely value | the sum of squares overflows, their mean does not
      variance: loss = mean(z^2) - mean(z)^2 | rarely value | the sum of squares overflows, their mean does not
      norm: s = sumsq(z); u = z / sqrt(s); loss = u[0] | d/dz0, d/dz1, d/dz2 | 1 / norm(z) and z z / norm(z)^3 are computed apart, and cancel
      """;

  private StabilityLimits() {}

  /**
   * A value or a derivative of a form.
   *
   * @param form the family and what follows
   * @param what for instance {@code d/dx}
   */
  public record Key(String form, String what) {
    @Override
    public String toString() {
      return form + "   " + what;
    }
  }

  /**
   * Why it misses.
   *
   * @param rare whether that shows at the full number of points only
   */
  public record Limit(String reason, boolean rare) {}

  /** Of formulas, in the order of the table. */
  public static Map<Key, Limit> ofFormulas() {
    return read(FORMULAS);
  }

  /** Of networks, in the order of the table. */
  public static Map<Key, Limit> ofNetworks() {
    return read(NETWORKS);
  }

  /** Lines of a form, what of it misses, with "rarely" before what does so rarely, and the reason. */
  private static Map<Key, Limit> read(String table) {
    Map<Key, Limit> limits = new LinkedHashMap<>();
    table.lines().map(line -> line.split(" \\| ")).forEach(parts -> Arrays.stream(parts[1].split(", ")).forEach(what ->
        limits.put(new Key(parts[0], what.replace("rarely ", "")), new Limit(parts[2], what.startsWith("rarely ")))));
    return Collections.unmodifiableMap(limits);
  }
}
