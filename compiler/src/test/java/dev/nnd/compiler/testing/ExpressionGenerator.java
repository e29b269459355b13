package dev.nnd.compiler.testing;

import static dev.nnd.compiler.testing.RandomExpression.leaf;
import static dev.nnd.compiler.testing.RandomExpression.of;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random formulas, biased so that what a rule looks for comes up: repeated parts, like terms, pairs of inverses. */
public final class ExpressionGenerator {
  private static final int MOST_OPERATORS = 25;
  private static final List<String> VARIABLES = List.of("x", "x", "x", "x", "y", "y", "z");
  private static final List<String> NUMBERS =
      List.of("1", "1", "1", "2", "2", "3", "4", "0", "5", "0.5", "0.1", "1.5", "0.25", "10", "2.75", "1e-3", "12", "7");
  private static final List<String> FUNCTIONS = List.of(
      "exp", "exp", "exp", "log", "log", "sqrt", "sqrt", "abs", "sign", "log1p", "expm1", "log2", "log10", "cbrt", "sin", "cos", "tan",
      "asin", "acos", "atan", "sinh", "cosh", "tanh", "tanh", "asinh", "acosh", "atanh", "erf", "erfc", "floor", "logistic", "logistic",
      "softplus", "relu", "sigmoid", "leaky_relu", "elu", "swish", "gelu", "mish", "softsign", "hard_tanh", "hard_logistic",
      "log1mexp", "step", "identity", "selu", "gelu_tanh");
  private static final List<String> COMPARISONS = List.of("<", "<=", ">", ">=", "==", "!=");
  /** Formulas of parts a, b, c, as rules look for them. */
  private static final List<String> PATTERNS = List.of(
      "(a - 1) * (a + 1)", "(a^2 - 1) / (a - 1)", "(a^2 - b^2) / (a + b)", "a / a", "a - a", "2a + 3a", "3a - a", "a * b + a * c",
      "a * b - b * a", "a^2 * a^3", "(a^2)^3", "(a^3)^(1 / 3)", "sqrt(a^2)", "sqrt(a)^2", "(a^2)^0.5", "a^(1 / 2) * a^(1 / 2)",
      "exp(log(a))", "log(exp(a))", "log(1 + exp(a))", "exp(a) / (1 + exp(a))", "1 / (1 + exp(-a))", "1 - logistic(a)", "exp(a) - 1",
      "log(1 + a)", "1 - tanh(a)^2", "1 - tanh(a)", "exp(a) * exp(b)", "exp(a)^2", "exp(-a) * exp(a)", "log(a) + log(b)", "log(a * b)",
      "log(a^2)", "log(a / b)", "log(1 / a)", "sin(a)^2 + cos(a)^2", "1 - sin(a)^2", "sin(a) / cos(a)", "cosh(a)^2 - sinh(a)^2",
      "sinh(a) / cosh(a)", "a / (b / c)", "(a / b) / c", "a / b / c", "(a / b) / (c / b)", "-(-a)", "a - (b - a)", "a * (b + c) - a * b",
      "max(a, a)", "min(a, max(a, b))", "max(a, b) + min(a, b)", "if a > b then c else c", "if a > b then a else b", "if 1 > 2 then a else b",
      "abs(-a)", "abs(a) * abs(b)", "abs(abs(a))", "sign(a) * abs(a)", "abs(a)^2", "abs(a^2)", "sin(-a)", "cos(-a)", "a^0", "a^1", "0 * a",
      "1^a", "a^b * a^c", "(a^b)^c", "a^b / a", "2^a * 2^b", "(a * b)^2", "(a * b)^b", "(a / b)^3", "sqrt(a * b)", "sqrt(a / b)", "sqrt(a) / a",
      "a / sqrt(a)", "sqrt(a) * sqrt(a)", "exp(a) / (exp(a) + exp(b))", "log(exp(a) + exp(b))", "log(1 - exp(a))", "sqrt(a + 1) - sqrt(a)",
      "1 - cos(a)", "1 - erf(a)", "sqrt(a^2 + b^2)", "a^2 + 2 * a * b + b^2", "(a + b)^2 - a^2", "1 / (1 / a)", "a + a * b", "(1 + b) * a / (1 + b)",
      "clamp(a, 0, 1)", "clamp(a, -1, b)", "relu(a) - relu(-a)", "a * log(a)", "xlogy(a, b)", "logaddexp(a, b)", "exp(log(a) * b)",
      "(exp(a) - exp(-a)) / 2", "(exp(a) - exp(-a)) / (exp(a) + exp(-a))", "a^3 - a * a^2", "a / 2 + a / 3", "(2a - 4) / 2", "(6a + 9b) / 3", "a^-1",
      "a^-2 * a", "a^(b + 1) / a^b", "-a^2", "(-a)^2", "(-a)^3", "-(a - b)", "(a - b) / (b - a)", "(a - b)^2 - (b - a)^2", "x / (x^2 + x)", "a^1.5 * a^0.5",
      "logistic(a) / (1 - logistic(a))", "log(logistic(a))", "log(1 - logistic(a))", "a / (1 + exp(-a))", "log(a + 1) - log(a)", "if a != 0 then a / a else 1",
      "if not a > b then c else 0", "if a > 0 and b > 0 then c else a", "if a > 0 or a < 0 then b else c");

  private final Random random;
  private final List<RandomExpression> known = new ArrayList<>();

  private ExpressionGenerator(Random random) {
    this.random = random;
  }

  /** The formula of a seed. */
  public static RandomExpression ofSeed(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    int most = random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 1 + random.nextInt(MOST_OPERATORS);
    while (true) {
      RandomExpression e = new ExpressionGenerator(random).formula(most);
      if (e.operators() > most / 2 && e.operators() <= MOST_OPERATORS) {
        return e;
      }
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private RandomExpression formula(int budget) {
    if (budget <= 0) {
      return chance(70) ? leaf(any(VARIABLES)) : leaf(any(NUMBERS));
    }
    if (!known.isEmpty() && chance(22)) {
      RandomExpression again = any(known);
      if (again.operators() <= budget) {
        return again;
      }
    }
    RandomExpression made = chance(8) ? composed(budget).inParentheses() : composed(budget);
    known.add(made);
    return made;
  }

  private RandomExpression composed(int budget) {
    if (budget >= 2 && chance(38)) {
      return pattern(budget);
    }
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> binary("+", budget);
      case 3, 4 -> binary("-", budget);
      case 5, 6, 7 -> binary("*", budget);
      case 8, 9 -> binary("/", budget);
      case 10 -> of("^", formula(budget - 1), exponent());
      case 11 -> chance(50)
          ? of("negative", formula(budget - 1))
          : of("juxtaposed", leaf(any(List.of("2", "3", "0.5", "4"))), formula(budget - 1));
      case 12, 13, 14 -> of(any(FUNCTIONS), formula(budget - 1));
      default -> choice(budget);
    };
  }

  private RandomExpression binary(String sign, int budget) {
    int left = random.nextInt(budget);
    return of(sign, formula(left), formula(budget - 1 - left));
  }

  private RandomExpression exponent() {
    return switch (random.nextInt(9)) {
      case 0, 1, 2 -> leaf(any(List.of("2", "3", "4", "2")));
      case 3 -> of("negative", leaf(any(List.of("1", "2", "3"))));
      case 4 -> leaf(any(List.of("0.5", "1.5", "2.5", "0.1")));
      case 5 -> of("/", leaf(any(List.of("1", "2", "3"))), leaf(any(List.of("2", "3", "4"))));
      case 6 -> leaf(any(VARIABLES));
      case 7 -> of(any(List.of("+", "*", "-")), leaf(any(VARIABLES)), leaf(any(NUMBERS)));
      default -> leaf(any(List.of("0", "1", "5")));
    };
  }

  private RandomExpression choice(int budget) {
    int part = (budget - 1) / 2;
    return switch (random.nextInt(5)) {
      case 0 -> of("max", formula(part), formula(part));
      case 1 -> of("min", formula(part), formula(part));
      case 2 -> of("clamp", formula(budget - 1), of("negative", leaf("1")), leaf(any(VARIABLES)));
      default -> of("if", condition(part), formula(part), formula(part));
    };
  }

  private RandomExpression condition(int budget) {
    RandomExpression compared = of(any(COMPARISONS), formula(budget / 2), formula(budget / 3));
    return switch (random.nextInt(8)) {
      case 0 -> of("not", compared);
      case 1 -> of(chance(50) ? "and" : "or", compared, of(any(COMPARISONS), formula(0), formula(0)));
      default -> compared;
    };
  }

  private RandomExpression pattern(int budget) {
    int each = Math.max(0, (budget - 3) / 3);
    return new Template(List.of(formula(random.nextInt(each + 1)), formula(random.nextInt(each + 1)), formula(random.nextInt(each + 1))))
        .fill(Library.parse(any(PATTERNS)));
  }
}
