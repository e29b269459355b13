package dev.nnd.benchmarks;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random formulas, one a line, each of so many operators and calls:
 * {@code java -cp benchmarks.jar dev.nnd.benchmarks.Lines 20000 20 > lines.txt}.
 */
public final class Lines {
  private static final long SEED = 1;
  private static final List<String> VARIABLES = List.of("x", "x", "x", "y", "y", "z");
  private static final List<String> NUMBERS = List.of("1", "2", "3", "5", "0.5", "10");
  private static final List<String> FUNCTIONS = List.of("exp", "log", "sqrt", "sin", "cos", "tanh", "logistic", "softplus", "abs", "atan");

  private final Random random;

  private Lines(Random random) {
    this.random = random;
  }

  /** @param arguments how many lines, of how many operators, and optionally a seed */
  public static void main(String[] arguments) {
    if (arguments.length < 2 || arguments.length > 3) {
      System.err.println("usage: Lines COUNT OPERATORS [SEED]");
      System.exit(2);
    }
    long seed = arguments.length == 3 ? Long.parseLong(arguments[2]) : SEED;
    print(System.out, Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), seed);
  }

  private static void print(OutputStream to, int count, int operators, long seed) {
    PrintStream out = new PrintStream(to, false, StandardCharsets.UTF_8);
    of(count, operators, seed).forEach(out::println);
    out.flush();
  }

  /** The formulas of a seed. */
  public static List<String> of(int count, int operators, long seed) {
    Lines lines = new Lines(new Random(seed));
    return IntStream.range(0, count).mapToObj(i -> lines.formula(operators)).toList();
  }

  private String any(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String formula(int operators) {
    if (operators == 0) {
      return random.nextInt(3) == 0 ? any(NUMBERS) : any(VARIABLES);
    }
    int rest = operators - 1;
    int left = random.nextInt(rest + 1);
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> "(" + formula(left) + " + " + formula(rest - left) + ")";
      case 3 -> "(" + formula(left) + " - " + formula(rest - left) + ")";
      case 4, 5, 6 -> formula(left) + " * " + formula(rest - left);
      case 7 -> "(" + formula(left) + ") / (" + formula(rest - left) + ")";
      case 8 -> "(" + formula(rest) + ")^2";
      default -> any(FUNCTIONS) + "(" + formula(rest) + ")";
    };
  }
}
