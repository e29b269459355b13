package dev.nnd.compiler.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small network at random, as a list of definitions, so that it can be shrunk by leaving some out. Each definition
 * is a vector; the last one used is the output.
 */
public final class RandomNetwork {
  private static final List<String> POINTWISE = List.of(
      "tanh", "logistic", "relu", "softplus", "elu", "leaky_relu", "swish", "gelu", "softsign", "sin", "cos", "atan", "erf",
      "abs", "hard_tanh", "mish", "asinh", "expm1_small", "square", "root");
  private static final Pattern NAME = Pattern.compile("\\b[hABvc]\\d+\\b");
  private static final int INPUTS = 4;

  /** A line, the name that it defines and its length. */
  private record Line(String name, int length, String formula) {}

  private final List<String> parameters;
  private final List<Line> lines;
  private final Loss loss;

  private enum Loss {
    SQUARED,
    HUBER,
    CROSS_ENTROPY,
    BINARY,
    WRITTEN_OUT
  }

  private RandomNetwork(List<String> parameters, List<Line> lines, Loss loss) {
    this.parameters = parameters;
    this.lines = lines;
    this.loss = loss;
  }

  /** Of so many definitions. */
  public static RandomNetwork of(long seed, int definitions) {
    return new Generator(new Random(seed)).network(definitions);
  }

  private static final class Generator {
    private final Random random;
    private final List<String> parameters = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    Generator(Random random) {
      this.random = random;
    }

    RandomNetwork network(int definitions) {
      lines.add(new Line("x", INPUTS, ""));
      for (int i = 0; i < definitions; i++) {
        lines.add(line("h" + (i + 1)));
      }
      return new RandomNetwork(parameters, lines, Loss.values()[random.nextInt(Loss.values().length)]);
    }

    private Line any() {
      return lines.get(Math.max(0, lines.size() - 1 - random.nextInt(3)));
    }

    private String parameter(String kind, String shape) {
      String name = kind + parameters.size();
      parameters.add(name + " : [" + shape + "] ~ normal(0, 0.6)");
      return name;
    }

    private String pointwise(String argument) {
      String f = POINTWISE.get(random.nextInt(POINTWISE.size()));
      return switch (f) {
        case "expm1_small" -> "expm1(tanh(" + argument + "))";
        case "square" -> "(" + argument + ")^2";
        case "root" -> "sqrt(1 + (" + argument + ")^2)";
        default -> f + "(" + argument + ")";
      };
    }

    private Line line(String name) {
      Line a = any();
      int n = a.length();
      int m = 2 + random.nextInt(4);
      String v = a.name();
      return switch (random.nextInt(16)) {
        case 0, 1 -> new Line(name, m, name + " = " + pointwise(parameter("A", m + ", " + n) + " @ " + v + " + " + parameter("v", "" + m)));
        case 2 -> new Line(name, m, name + " = " + parameter("A", m + ", " + n) + " @ " + v);
        case 3 -> new Line(name, n, name + " = " + pointwise(v));
        case 4 -> new Line(name, n, name + " = " + v + " * " + parameter("v", "" + n) + " + " + constant());
        case 5 -> new Line(name, n - 1, name + " = " + v + "[1:" + n + "] - " + constant() + " * " + v + "[0:" + (n - 1) + "]");
        case 6 -> new Line(name, n, name + " = softmax(" + v + " * " + constant() + ")");
        case 7 -> new Line(name, n, name + " = if " + v + " > " + constant() + " then " + pointwise(v) + " else " + parameter("v", "" + n) + " * " + v);
        case 8 -> new Line(name, m, name + "[i] = " + reduction() + "(j: " + parameter("A", m + ", " + n) + "[i, j] * " + v + "[j])");
        case 9 -> new Line(name, n, name + "[i < " + n + "] = sum(j: if j <= i then " + v + "[j] else 0) * " + constant());
        case 10 -> new Line(name, m, name + "[i] = max(p: sum(j: " + parameter("B", m + ", 3, " + n) + "[i, p, j] * " + v + "[j]))");
        case 11 -> new Line(name, n, name + " = " + v + " / (1 + sumsq(" + v + ")) + " + parameter("c", "1") + "[0]");
        case 12 -> {
          Line b = any();
          yield new Line(name, n + b.length(), name + " = concat(" + v + ", " + pointwise(b.name()) + ")");
        }
        case 13 -> new Line(name, n, name + " = " + v + " - " + constant() + " * mean(" + pointwise(v) + ")");
        case 14 -> new Line(name, n, name + " = log_softmax(" + v + ") * " + parameter("v", "" + n));
        default -> new Line(name, n, name + " = clamp(" + v + ", -" + constant() + ", max(" + constant() + ", " + parameter("v", "" + n) + "^2))");
      };
    }

    private String reduction() {
      return List.of("sum", "max", "min", "logsumexp", "mean").get(random.nextInt(5));
    }

    private String constant() {
      return List.of("0.5", "2", "0.3", "1.25", "1 / 3").get(random.nextInt(5));
    }
  }

  /** Whether no slice is empty, and a label has at least two classes. */
  public boolean isSound() {
    boolean labelled = loss == Loss.CROSS_ENTROPY || loss == Loss.WRITTEN_OUT;
    int outputs = lines.get(lines.size() - 1).length();
    return lines.stream().allMatch(line -> line.length() > 0) && (outputs > 1 || !labelled);
  }

  /** The text, without what the last definition does not need. */
  public String text() {
    Line last = lines.get(lines.size() - 1);
    Map<String, Line> byName = new LinkedHashMap<>();
    lines.forEach(line -> byName.put(line.name(), line));
    TreeSet<String> needed = new TreeSet<>();
    collect(last.name(), byName, needed);
    StringBuilder text = new StringBuilder("network R {\n  input x : [" + INPUTS + "]\n");
    text.append(target(last.length()));
    for (String parameter : parameters) {
      if (needed.contains(parameter.substring(0, parameter.indexOf(' ')))) {
        text.append("  param ").append(parameter).append('\n');
      }
    }
    text.append("  param head : [").append(last.length()).append("] = 0.7\n");
    for (Line line : lines) {
      if (needed.contains(line.name()) && !line.formula().isEmpty()) {
        text.append("  ").append(line.formula()).append('\n');
      }
    }
    return text.append("  z = ").append(last.name()).append(" * head\n").append(ending()).append("}\n").toString();
  }

  private static void collect(String name, Map<String, Line> byName, TreeSet<String> needed) {
    if (needed.add(name) && byName.containsKey(name)) {
      Matcher matcher = NAME.matcher(byName.get(name).formula());
      while (matcher.find()) {
        collect(matcher.group(), byName, needed);
      }
    }
  }

  private String target(int length) {
    return switch (loss) {
      case SQUARED, HUBER -> "  target y : [" + length + "]\n";
      case BINARY -> "  target y : [" + length + "] in 0..1\n";
      case CROSS_ENTROPY, WRITTEN_OUT -> "  target y : class[" + length + "]\n";
    };
  }

  private String ending() {
    return switch (loss) {
      case SQUARED -> "  output p = z\n  loss = squared_error(p, y)\n  regularizer = 0.01 * sumsq(head)\n";
      case HUBER -> "  output p = z\n  loss = huber(p, y)\n";
      case BINARY -> "  output p = logistic(z)\n  loss = binary_cross_entropy(p, y)\n";
      case CROSS_ENTROPY -> "  output p = softmax(z)\n  loss = cross_entropy(p, y)\n  metric accuracy = hit(p, y)\n";
      case WRITTEN_OUT -> "  e[i] = exp(0.5 * z[i])\n  output p[i] = e[i] / sum(k: e[k])\n  loss = -sum(i: y[i] * log(p[i]))\n";
    };
  }

  /** Networks without the last definition, and with one definition replaced by what it is of, shortest first. */
  public List<RandomNetwork> shrunk() {
    List<RandomNetwork> smaller = new ArrayList<>();
    for (int keep = 1; keep < lines.size(); keep++) {
      smaller.add(new RandomNetwork(parameters, lines.subList(0, keep), loss));
    }
    if (loss != Loss.SQUARED) {
      smaller.add(new RandomNetwork(parameters, lines, Loss.SQUARED));
    }
    for (int i = 1; i < lines.size() - 1; i++) {
      for (int j = 0; j < i; j++) {
        if (lines.get(j).length() == lines.get(i).length()) {
          List<Line> fewer = new ArrayList<>(lines);
          String gone = lines.get(i).name();
          String instead = lines.get(j).name();
          fewer.remove(i);
          fewer.replaceAll(line -> new Line(
              line.name(), line.length(), line.formula().replaceAll("\\b" + gone + "\\b", instead)));
          smaller.add(new RandomNetwork(parameters, fewer, loss));
        }
      }
    }
    return smaller;
  }
}
